import Statistics
import Testing

@Suite("How unevenly things are spread")
struct SpreadTests {
    @Test(arguments: [
        ([20, 6, 3, 1, 0], 0.60, 0.75, 2.02), ([30, 0, 0, 0, 0], 0.80, 1.0, 1.0), ([6, 6, 6, 6, 6], 0.0, 0.0, 5.0),
        ([20, 6, 3, 1], 0.50, 0.6667, 2.02),
    ])
    func `one who does all of it is 1, equal shares are 0`(
        _ values: [Double], _ gini: Double, _ corrected: Double, _ effective: Double
    ) throws {
        #expect(abs(try #require(Spread.gini(values)) - gini) < 1e-9)
        #expect(abs(try #require(Spread.correctedGini(values)) - corrected) < 1e-4)
        #expect(abs(try #require(Spread.effectiveCount(values)) - effective) < 0.005)
    }

    @Test func `nothing to share is undefined`() {
        #expect(Spread.gini([0, 0, 0]) == nil)
        #expect(Spread.effectiveCount([]) == nil)
        #expect(Spread.correctedGini([5]) == nil)
    }

    /// Means and 95th percentiles of HANDBOOK B7.
    @Test(arguments: [(16, 6, 0.34, 0.525), (30, 5, 0.23, 0.37)])
    func `chance alone is uneven`(_ total: Int, _ people: Int, _ mean: Double, _ high: Double) throws {
        let weights = [Double](repeating: 1, count: people)
        let drawn = Spread.ginisByChance(total: total, weights: weights, draws: 20_000, seed: 1)
        #expect(abs(try #require(Statistics.mean(drawn)) - mean) < 0.01)
        #expect(abs(try #require(Statistics.percentile(drawn, 0.95)) - high) < 0.011)
        #expect(drawn == Spread.ginisByChance(total: total, weights: weights, draws: 20_000, seed: 1))
    }
}
