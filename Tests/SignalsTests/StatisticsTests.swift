import Testing

@testable import Signals

@Suite("Statistics")
struct StatisticsTests {
    @Test(
        arguments: [
            ([3, 5, 0, 2], 0.5, 2.5), ([1, 2, 3, 4], 0.25, 1.75), ([4, 1, 3, 2], 0.9, 3.7), ([7], 0.75, 7),
            ([1, 2], 0, 1), ([1, 2], 1, 2),
        ] as [([Double], Double, Double)])
    func `percentiles interpolate between order statistics`(values: [Double], p: Double, expected: Double) throws {
        let found = try #require(Statistics.percentile(values, p))
        #expect(abs(found - expected) < 1e-12)
    }

    @Test func `nothing has no median`() {
        #expect(Statistics.median([]) == nil)
    }

    @Test(arguments: [(6, 8, 40.93, 92.85), (6, 10, 31.3, 83.2), (0, 10, 0, 27.8), (12, 18, 43.8, 83.7)])
    func `a proportion has its Wilson interval`(count: Int, total: Int, low: Double, high: Double) throws {
        let interval = try #require(Measurement.Interval.wilson(count, of: total))
        #expect(abs(interval.low - low) < 0.06)
        #expect(abs(interval.high - high) < 0.06)
    }

    @Test func `nothing divided by nothing has no interval`() {
        #expect(Measurement.Interval.wilson(0, of: 0) == nil)
    }

    @Test func `those who are still waiting count`() {
        let done = [3, 5, 9, 20].map { Statistics.Wait($0, hasEnded: true) }
        let open = Statistics.Wait(12, hasEnded: false)
        let curve = Statistics.survivalCurve([open] + done)
        #expect(curve.map(\.time) == [3, 5, 9, 20])
        for (step, expected) in zip(curve, [0.8, 0.6, 0.4, 0]) { #expect(abs(step.remaining - expected) < 1e-12) }
        #expect(Statistics.survivalMedian(done + [open]) == 9)
        #expect(Statistics.median(done.map(\.duration)) == 7)
    }

    @Test func `a half that was not reached is not guessed`() {
        let waits = [(2.0, true), (4, false), (5, false)].map { Statistics.Wait($0.0, hasEnded: $0.1) }
        #expect(Statistics.survivalMedian(waits) == nil)
        #expect(Statistics.survivalMedian([]) == nil)
    }
}
