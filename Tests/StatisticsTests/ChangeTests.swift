import TestKit
import Testing

@testable import Statistics

/// The waves of HANDBOOK C12.
@Suite("Change between waves")
struct ChangeTests {
    private static let before: [Double] = [3, 4, 4, 2, 3, 5]
    private static let after: [Double] = [4, 5, 4, 5, 3, 5]

    @Test func `every way to deal is counted`() throws {
        let test = try #require(PermutationTest(Self.before, Self.after))
        try expect(test.difference, 0.833, digits: 3)
        try expect(test.p * 924, 238, digits: 6)
        #expect(test.way == .exact)
    }

    @Test func `ranks are dealt in the same way`() throws {
        let test = try #require(MannWhitney(Self.before, Self.after))
        #expect(test.u == 26.5 && test.superiority == MannWhitney.superiority(Self.before, Self.after))
        try expect(test.superiority, 0.736, digits: 3)
        try expect(test.asymptoticP, 0.1808, digits: 4)
        try expect(test.exact.p, 0.2446, digits: 4)
        #expect(test.shift == 1)
    }

    @Test(arguments: [(4, 0.029), (5, 0.008)])
    func `no fewer people could show more`(size: Int, least: Double) throws {
        let low = [Double](repeating: 1, count: size)
        let high = [Double](repeating: 5, count: size)
        let distinct = (0..<size).map { Double($0) }
        try expect(PermutationTest(low, high)?.p, least, digits: 3)
        try expect(PermutationTest(distinct, distinct.map { $0 + 100 })?.p, least, digits: 3)
        #expect(PermutationTest(low, low)?.p == 1)
    }

    /// Values on no grid are dealt hand by hand; moved onto one they are counted by their sums.
    @Test(arguments: 0..<60)
    func `counting by sums equals counting hands`(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let sizes = (Int.random(in: 1...7, using: &chance), Int.random(in: 1...7, using: &chance))
        let first = (0..<sizes.0).map { _ in Double(Int.random(in: 1...5, using: &chance)) }
        let second = (0..<sizes.1).map { _ in Double(Int.random(in: 1...5, using: &chance)) }
        let stretch = 2.0.squareRoot()
        let sums = try #require(PermutationTest(first, second))
        let hands = try #require(PermutationTest(first.map { $0 * stretch }, second.map { $0 * stretch }))
        #expect(sums.way == .exact && hands.way == .exact)
        #expect(abs(sums.p - hands.p) < 1e-9)
        #expect(try #require(PermutationTest(second, first)).p == sums.p)
    }

    @Test func `many answers are counted or drawn, and both agree`() throws {
        var chance = SeededGenerator(seed: 5)
        let first = (0..<60).map { _ in Double(Int.random(in: 1...5, using: &chance)) }
        let second = (0..<50).map { _ in
            Double(min(5, Int.random(in: 1...5, using: &chance) + Int.random(in: 0...1, using: &chance)))
        }
        let counted = try #require(PermutationTest(first, second))
        let stretch = 2.0.squareRoot()
        let drawn = try #require(PermutationTest(first.map { $0 * stretch }, second.map { $0 * stretch }, seed: 9))
        #expect(counted.way == .exact)
        #expect(drawn.way == .drawn(100_000))
        #expect(abs(counted.p - drawn.p) < 0.005)
        #expect(drawn == PermutationTest(first.map { $0 * stretch }, second.map { $0 * stretch }, seed: 9))
    }

    @Test func `thousands of answers are drawn kind by kind, near the normal distribution`() throws {
        var chance = SeededGenerator(seed: 6)
        let first = (0..<5_000).map { _ in Double(Int.random(in: 1...7, using: &chance)) }
        let second = (0..<5_000).map { Double(Int.random(in: 1...7, using: &chance)) + ($0 % 20 == 0 ? 1 : 0) }
        let test = try #require(PermutationTest(first, second))
        #expect(test.way == .drawn(100_000))
        let spread = try #require(Statistics.deviation(first + second)) * (2.0 / 5_000).squareRoot()
        #expect(abs(test.p - 2 * Normal.below(-abs(test.difference) / spread)) < 0.01)
    }

    @Test func `an empty wave cannot be compared`() {
        #expect(PermutationTest([], [1]) == nil)
        #expect(MannWhitney([1], []) == nil)
    }

    @Test func `the shift is the middle difference`() {
        #expect(HodgesLehmann.shift(from: [1, 2], to: [4, 8]) == 4.5)
        #expect(HodgesLehmann.shift(from: [1], to: [1, 3, 10]) == 2)
    }

    @Test func `many looks are worth less each`() throws {
        let p = [0.004, 0.012, 0.020, 0.041, 0.30, 0.62]
        let holm = [0.024, 0.060, 0.080, 0.123, 0.60, 0.62]
        let exploratory = [0.024, 0.036, 0.040, 0.0615, 0.36, 0.62]
        for order in [Array(0..<6), [5, 4, 3, 2, 1, 0], [2, 0, 5, 1, 4, 3]] {
            let shuffled = order.map { p[$0] }
            for (found, place) in zip(ManyComparisons.holm(shuffled), order) {
                try expect(found, holm[place], digits: 9)
            }
            for (found, place) in zip(ManyComparisons.benjaminiHochberg(shuffled), order) {
                try expect(found, exploratory[place], digits: 9)
            }
        }
        #expect(ManyComparisons.holm([]).isEmpty && ManyComparisons.benjaminiHochberg([]).isEmpty)
    }
}
