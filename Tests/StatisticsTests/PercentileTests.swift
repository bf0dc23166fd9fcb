import Testing

@testable import Statistics

@Suite("Percentiles and waits")
struct PercentileTests {
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
