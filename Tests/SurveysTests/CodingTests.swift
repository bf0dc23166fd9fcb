import Statistics
import Surveys
import Testing

@Suite("Coding and rounding")
struct CodingTests {
    @Test(arguments: [
        ([0, 0, 0, 2, 4], [0, 1, 0, 1, 4]), ([3, 3, 0, 0, 0], [3, 2, 0, 1, 0]), ([0, 0, 6, 0, 0], [0, 1, 4, 1, 0]),
        ([1, 1, 1, 1, 1], [1, 1, 1, 1, 1]), ([0, 0, 0, 0, 6], [0, 1, 0, 0, 5]), ([0, 0, 2, 3, 2], [0, 1, 1, 3, 2]),
        ([0, 2, 3, 0, 0], [0, 2, 2, 1, 0]), ([0, 0, 0, 0, 0], [0, 0, 0, 0, 0]),
    ])
    func `somebody always may have answered otherwise`(_ counts: [Int], _ coded: [Int]) throws {
        let points = try Points.of(1...5)
        #expect(Distribution(points, counts: counts).coded.counts == coded)
    }

    @Test func `identical answers of any scale are coded, and all alike`() throws {
        for range in [1...2, 1...3, 1...4, 1...5, 0...6, 1...7, 0...10] {
            let points = try Points.of(range)
            for point in range {
                let coded = Distribution(points, of: [Int](repeating: point, count: 7)).coded
                #expect(coded.answers == 7)
                for pole in [points.top, points.bottom] { #expect((1...6).contains(coded.count(in: pole))) }
            }
        }
    }

    @Test(arguments: [
        (6, 6, 0.8), (5, 6, 0.8), (0, 6, 0.2), (1, 6, 0.2), (12, 18, 0.65), (3, 6, 0.5), (19, 19, 0.9),
        (300, 300, 0.99),
        (0, 300, 0.01), (40, 60, 0.67),
    ])
    func `shares`(_ count: Int, _ answers: Int, _ share: Double) throws {
        try expect(Rounding.share(count, of: answers), share, digits: 9)
        #expect(Rounding.share(answers, of: answers) <= Double(answers - 1) / Double(answers))
        #expect(Rounding.share(0, of: answers) >= 1 / Double(answers))
    }

    @Test func `shares of all points add up`() throws {
        let shares = Rounding.shares([1, 2, 3, 8, 4])
        try expect(shares.reduce(0, +), 1, digits: 9)
        #expect(shares == [0.05, 0.1, 0.15, 0.45, 0.25])
        #expect(Rounding.shares([0, 0]) == [0, 0])
        #expect(Rounding.mean(3.6667) == 3.7)
        #expect(Rounding.bounds(Bounds(0.5, 4.23), within: 1...5) == Bounds(1, 4.2))
    }

    /// HANDBOOK D4: the fifteenth answer would be 15 · 3.4 − 14 · 3.5.
    @Test func `one more answer makes no release of its own`() {
        #expect(!DifferenceGuard.mayRelease(before: [14], now: [15], .usual))
        #expect(DifferenceGuard.mayRelease(before: [14, 6], now: [14, 11], .usual))
        #expect(!DifferenceGuard.mayRelease(before: [14, 6], now: [13, 11], .usual))
    }

    @Test(arguments: [(1, 0, false), (0, 1, false), (5, 5, true), (0, 0, true), (5, 4, false), (3, 3, false)])
    func `a part in which somebody came or went is not compared`(_ joined: Int, _ left: Int, _ mayCompare: Bool) {
        let movement = DifferenceGuard.Movement(joined: joined, left: left)
        #expect(DifferenceGuard.mayCompare(isWhole: false, movement, .usual) == mayCompare)
        #expect(DifferenceGuard.mayCompare(isWhole: true, movement, .usual))
    }
}
