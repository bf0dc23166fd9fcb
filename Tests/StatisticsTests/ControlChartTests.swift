import Testing

@testable import Statistics

/// The weeks of HANDBOOK C13.
@Suite("Control charts")
struct ControlChartTests {
    private static let weeks = [3.6, 3.8, 3.5, 3.7, 3.9, 3.6, 3.7, 3.4, 3.8, 3.6, 3.1, 2.9]

    @Test func `limits come from the baseline`() throws {
        let chart = try #require(ControlChart(Self.weeks, baseline: 10))
        try expect(chart.centre, 3.66, digits: 9)
        try expect(chart.meanRange, 0.2444, digits: 4)
        try expect(chart.limits.low, 3.010, digits: 3)
        try expect(chart.limits.high, 4.310, digits: 3)
        try expect(chart.rangeLimit, 0.799, digits: 3)
        #expect(chart.signals == [.init(point: 11, rule: .outside)])
        #expect(chart.hasEnoughBaseline)
    }

    @Test func `a slow drift adds up`() throws {
        let chart = try #require(ControlChart(Self.weeks, baseline: 10))
        let drift = try #require(CumulativeSum(chart))
        try expect(drift.down[10], 2.084, digits: 3)
        try expect(drift.down[11], 5.091, digits: 3)
        #expect(drift.signals == [11])
    }

    @Test func `starts anew after a signal`() throws {
        let drift = try #require(CumulativeSum([10, 0, 0, 10], centre: 0, deviation: 1))
        #expect(drift.signals == [0, 3])
        #expect(drift.up == [9.5, 0, 0, 9.5])
        #expect(CumulativeSum([1, 1], centre: 1, deviation: 0) == nil)
    }

    @Test func `eight on one side are a run`() throws {
        let baseline = [0.0, 2, 0, 2, 0, 2, 0, 2, 0, 2]
        let chart = try #require(ControlChart(baseline + [Double](repeating: 1.1, count: 7), baseline: 10))
        #expect(chart.signals == [.init(point: 16, rule: .run)])
        let shorter = try #require(ControlChart(baseline + [Double](repeating: 1.1, count: 6), baseline: 10))
        #expect(shorter.signals.isEmpty)
    }

    @Test func `three of four near one limit are a signal`() throws {
        let baseline = [0.0, 2, 0, 2, 0, 2, 0, 2, 0, 2]
        // Centre 1, ranges 2: nearer to the upper limit means above 1 + 2.66.
        let chart = try #require(ControlChart(baseline + [3.7, 1, 3.7, 3.7], baseline: 10))
        #expect(chart.signals == [.init(point: 13, rule: .nearLimit)])
        let twoSides = try #require(ControlChart(baseline + [3.7, -1.7, 3.7, -1.7], baseline: 10))
        #expect(twoSides.signals.isEmpty)
    }

    @Test func `what never moves breaks no rule`() throws {
        let chart = try #require(ControlChart([Double](repeating: 0.1 + 0.2, count: 20)))
        #expect(chart.signals.isEmpty)
        #expect(ControlChart([1]) == nil)
        #expect(try #require(ControlChart([1, 2])).hasEnoughBaseline == false)
    }
}
