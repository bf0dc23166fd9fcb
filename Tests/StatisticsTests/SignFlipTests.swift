import TestKit
import Testing

@testable import Statistics

@Suite("Change of the same people")
struct SignFlipTests {
    /// Of the 32 signs of five people who all rose by one, all up and all down are as far from none.
    @Test func `every sign is counted`() throws {
        let test = try #require(SignFlipTest([1, 1, 1, 1, 1]))
        #expect(test.difference == 1 && test.isExact)
        try expect(test.p, 2.0 / 32, digits: 9)
    }

    @Test func `who did not change says nothing for or against`() throws {
        try expect(SignFlipTest([1, 1, 1, 0, 0])?.p, SignFlipTest([1, 1, 1])?.p ?? 0, digits: 12)
        #expect(SignFlipTest([0, 0, 0])?.p == 1)
        #expect(SignFlipTest([]) == nil)
    }

    /// Those on no grid are gone through one by one; moved onto one they are counted by their sums.
    @Test(arguments: 0..<40)
    func `counting by sums equals going through all signs`(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let changes = (0..<Int.random(in: 1...12, using: &chance)).map { _ in
            Double(Int.random(in: -6...6, using: &chance)) / 3
        }
        let counted = try #require(SignFlipTest(changes))
        let listed = try #require(SignFlipTest(changes.map { $0 * .pi }))
        try expect(counted.p, listed.p, digits: 9)
        #expect(counted.isExact && listed.isExact)
    }

    @Test func `a draw comes near to the count, and comes out again`() throws {
        var chance = SeededGenerator(seed: 9)
        let changes = (0..<40).map { _ in Double(Int.random(in: -3...4, using: &chance)) }
        let counted = try #require(SignFlipTest(changes))
        let drawn = try #require(SignFlipTest(changes.map { $0 * .pi }))
        #expect(counted.isExact && !drawn.isExact && abs(counted.p - drawn.p) < 0.01)
        #expect(SignFlipTest(changes.map { $0 * .pi }) == drawn)
    }
}
