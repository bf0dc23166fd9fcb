import Testing

@testable import Signals

@Suite("The interval of a share")
struct WilsonIntervalTests {
    @Test(arguments: [(6, 8, 40.93, 92.85), (6, 10, 31.3, 83.2), (0, 10, 0, 27.8), (12, 18, 43.8, 83.7)])
    func `a proportion has its Wilson interval`(count: Int, total: Int, low: Double, high: Double) throws {
        let interval = try #require(Measurement.Interval.wilson(count, of: total))
        #expect(abs(interval.low - low) < 0.06)
        #expect(abs(interval.high - high) < 0.06)
    }

    @Test func `nothing divided by nothing has no interval`() {
        #expect(Measurement.Interval.wilson(0, of: 0) == nil)
    }
}
