import Testing

@testable import Statistics

@Suite("How long until half of them got there")
struct SurvivalTests {
    /// Weeks of remission of two groups of 21 (Freireich et al. 1963, the textbooks' example); negative ones were still in
    /// remission when last seen. The bounds are those that statistics programs print.
    static let placebo = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23].map(Double.init)
    static let treated = [
        6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35,
    ].map(Double.init)

    @Test(
        arguments: [
            (placebo, 8, 4, 11), (treated, 23, 13, nil), ([3, 5, 9, -12, 20], 9, 3, nil),
            ([60, 60, 60, 60, 60], 60, nil, nil), ([-1, -2], nil, nil, nil), ([], nil, nil, nil),
        ] as [([Double], Double?, Double?, Double?)])
    func `has an interval, as far as the curve reaches`(
        _ times: [Double], _ median: Double?, _ low: Double?, _ high: Double?
    ) {
        let waits = times.map { Statistics.Wait(abs($0), hasEnded: $0 > 0) }
        let interval = Statistics.survivalMedianInterval(waits.reversed())
        #expect(Statistics.survivalMedian(waits) == median)
        #expect(interval.low == low && interval.high == high)
    }

    @Test func `one in five after three days lies between a fifth and nearly all`() throws {
        let waits = [3.0, 5, 9, 20].map { Statistics.Wait($0, hasEnded: true) } + [.init(12, hasEnded: false)]
        let first = try #require(Statistics.survivalBounds(waits).first)
        #expect(abs(first.low - 0.2038) < 5e-5 && abs(first.high - 0.9692) < 5e-5)
    }
}
