import Testing

@testable import Statistics

/// The numbers of HANDBOOK C3, C4, C9 and C10.
@Suite("Proportions")
struct ProportionTests {
    @Test(
        arguments: [
            (6, 8, 40.93, 92.85, 2), (4, 11, 15.2, 64.6, 1), (12, 18, 43.75, 83.72, 2), (0, 10, 0, 27.8, 1),
            (10, 10, 72.2, 100, 1),
        ] as [(Int, Int, Double, Double, Int)])
    func `have Wilson's interval`(count: Int, total: Int, low: Double, high: Double, digits: Int) throws {
        let bounds = try #require(Statistics.wilson(count, of: total)).scaled(by: 100)
        try expect(bounds.low, low, digits: digits)
        try expect(bounds.high, high, digits: digits)
    }

    @Test func `have Agresti and Coull's interval`() throws {
        let bounds = try #require(Statistics.agrestiCoull(6, of: 8)).scaled(by: 100)
        try expect(bounds.low, 40.09, digits: 2)
        try expect(bounds.high, 93.69, digits: 2)
    }

    @Test func `are surer when nearly everybody was asked`() throws {
        #expect(Statistics.effectiveSample(8, in: 10) == 36)
        let bounds = try #require(Statistics.wilson(6, of: 8, in: 10)).scaled(by: 100)
        try expect(bounds.low, 58.93, digits: 2)
        try expect(bounds.high, 86.25, digits: 2)
    }

    @Test func `are certain when everybody was asked`() {
        #expect(Statistics.wilson(6, of: 8, in: 8) == Bounds(0.75, 0.75))
        #expect(Statistics.finiteFactor(8, in: 8) == 0)
        #expect(Statistics.wilson(6, of: 8, in: 7) == nil)
    }

    @Test func `differ by Agresti and Caffo's interval`() throws {
        let bounds = try #require(Statistics.agrestiCaffo(6, of: 8, 9, of: 10)).scaled(by: 100)
        try expect(bounds.low, -22.0, digits: 1)
        try expect(bounds.high, 48.7, digits: 1)
    }

    @Test func `nothing divided by nothing has no interval`() {
        #expect(Statistics.wilson(0, of: 0) == nil)
        #expect(Statistics.agrestiCoull(0, of: 0) == nil)
        #expect(Statistics.agrestiCaffo(0, of: 0, 1, of: 2) == nil)
    }

    @Test func `promoters less detractors`() throws {
        let net = NetPromoter(promoters: 5, passives: 4, detractors: 3)
        try expect(net.value, 16.7, digits: 1)
        try expect(net.standardError, 23.1, digits: 1)
        try expect(net.interval?.low, -28.6, digits: 1)
        try expect(net.interval?.high, 61.9, digits: 1)
    }

    @Test func `what is no answer from 0 to 10 is not counted`() {
        #expect(NetPromoter([9, 10, 8, 7, 6, 0, 11, -1]) == NetPromoter(promoters: 2, passives: 2, detractors: 2))
        #expect(NetPromoter([]).value == nil)
        #expect(NetPromoter([]).interval == nil)
    }
}
