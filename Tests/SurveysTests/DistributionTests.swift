import Statistics
import Surveys
import Testing

@Suite("Distributions")
struct DistributionTests {
    @Test func `agreement from one to five`() throws {
        let answers = Distribution(try .of(1...5), counts: [1, 2, 3, 8, 4])
        #expect(answers.top == Share(12, of: 18))
        try expect(answers.top.interval?.low, 0.4375, digits: 4)
        try expect(answers.top.interval?.high, 0.837, digits: 3)
        try expect(answers.mean, 3.667, digits: 3)
        try expect(answers.deviation, 1.138, digits: 3)
        try expect(answers.interval?.low, 3.10, digits: 2)
        try expect(answers.interval?.high, 4.23, digits: 2)
        try expect(answers.sides?.left, 0.25, digits: 9)
        try expect(answers.sides?.right, 0.75, digits: 9)
        try expect(answers.net, 0.5, digits: 9)
        #expect(answers.values.count == 18 && answers.reversed.counts == [4, 8, 3, 2, 1])
    }

    @Test func `exhaustion counts its three upper lines`() throws {
        let answers = Distribution(try .of(1...5, boxes: 3, lowIsGood: true), counts: [4, 3, 2, 1, 1])
        #expect(answers.top == Share(4, of: 11))
        try expect(answers.top.interval?.low, 0.152, digits: 3)
        try expect(answers.top.interval?.high, 0.646, digits: 3)
        #expect(answers.bottom == Share(7, of: 11))
    }

    @Test func `recommending splits nine and ten from six and less`() throws {
        let points = try #require(Points.netPromoter)
        let answers = Distribution(points, of: [9, 10, 9, 10, 10, 7, 8, 8, 7, 6, 0, 3, 11, -1])
        #expect(answers.answers == 12)
        try expect(answers.netPromoter?.value, 16.7, digits: 1)
        try expect(answers.netPromoter?.standardError, 23.1, digits: 1)
        try expect(answers.netPromoter?.interval?.low, -28.6, digits: 1)
        try expect(answers.netPromoter?.interval?.high, 61.9, digits: 1)
    }

    @Test func `nothing is said of no answers`() throws {
        let answers = Distribution(try .of(1...5), counts: [])
        #expect(answers.mean == nil && answers.deviation == nil && answers.sides == nil && answers.net == nil)
        #expect(answers.top.value == nil && answers.top.interval == nil && answers.netPromoter == nil)
    }

    @Test(arguments: [(1...4, 3...4, 1...2), (1...3, 3...3, 1...1), (1...2, 2...2, 1...1), (0...6, 5...6, 0...1)])
    func `boxes`(_ range: ClosedRange<Int>, _ top: ClosedRange<Int>, _ bottom: ClosedRange<Int>) throws {
        let points = try Points.of(range)
        #expect(points.top == top && points.bottom == bottom)
    }

    @Test func `points that cannot be`() {
        #expect(Points(1...1) == nil && Points(0...200) == nil && Points(1...5, boxes: 5) == nil)
        #expect(Points(1...10, isNetPromoter: true) == nil)
    }
}
