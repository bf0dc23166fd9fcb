import Statistics
import Testing

@Suite("Forecasts from what weeks brought")
struct ThroughputForecastTests {
    private let weeks = [3, 5, 2, 0, 4, 6]

    @Test func `the chances of HANDBOOK A19 are exact`() throws {
        let forecast = try #require(ThroughputForecast(weeks: weeks))
        let chances = forecast.chances(items: 15)
        let expected = [0, 0, 0.0926, 0.3974, 0.6911, 0.8684, 0.9510, 0.9835]
        for (week, chance) in expected.enumerated() { #expect(abs(chances[week] - chance) < 5e-5) }
        #expect([0.5, 0.85, 0.95].map { ThroughputForecast.week(reaching: $0, in: chances) } == [5, 6, 7])
        #expect(zip(chances, chances.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `how many by a date takes the cautious end`() throws {
        let forecast = try #require(ThroughputForecast(weeks: weeks))
        #expect(forecast.atLeast(0.85, within: 4) == 9)
        #expect(forecast.atLeast(0.83, within: 4) == 10)
        #expect(forecast.atLeast(0.85, within: 0) == 0)
    }

    @Test(arguments: [1, 15, 60]) func `drawing says nearly the same, and the same for the same seed`(_ items: Int)
        throws
    {
        let forecast = try #require(ThroughputForecast(weeks: weeks))
        let drawn = forecast.simulated(items: items, seed: 7)
        #expect(drawn == forecast.simulated(items: items, seed: 7))
        for (one, other) in zip(drawn, forecast.chances(items: items)) { #expect(abs(one - other) < 0.02) }
    }

    @Test func `five weeks, or weeks in which nothing was done, foresee nothing`() {
        #expect(ThroughputForecast(weeks: [1, 2, 3, 4, 5]) == nil)
        #expect(ThroughputForecast(weeks: [0, 0, 0, 0, 0, 0]) == nil)
        #expect(ThroughputForecast(weeks: [0, 0, 0, 0, 0, 1])?.chances(items: 0) == [1])
    }

    @Test(arguments: [(5, nil, nil), (6, 1, 6), (10, 2, 9), (20, 6, 15), (100, 40, 61)] as [(Int, Double?, Double?)])
    func `the median's bounds are the ranks of published tables`(_ count: Int, _ low: Double?, _ high: Double?) {
        let bounds = Statistics.medianInterval((1...count).map(Double.init).reversed())
        #expect(bounds?.low == low)
        #expect(bounds?.high == high)
    }
}
