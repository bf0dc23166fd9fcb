import Testing

@testable import Signals

@Suite("Change coupling")
struct CoChangeTests {
    @Test func `the handbook's pair`() {
        let pair = CoChange.Pair(
            first: 0, second: 1, firstRevisions: 20, secondRevisions: 12, shared: 8, sets: 100)
        #expect(pair.degree == 50)
        #expect(pair.confidence == 0.4)
        #expect(abs(pair.reverseConfidence - 0.6667) < 1e-4)
        #expect(abs(pair.lift - 3.3333) < 1e-4)
    }

    @Test func `the same pair, counted from a hundred change sets`() {
        let sets: [[Int32]] =
            Array(repeating: [0, 1], count: 8) + Array(repeating: [0], count: 12) + Array(repeating: [1], count: 4)
            + Array(repeating: [2], count: 76)
        let pairs = CoChange(sets: sets, members: 3).pairs
        #expect(
            pairs == [.init(first: 0, second: 1, firstRevisions: 20, secondRevisions: 12, shared: 8, sets: 100)])
    }

    @Test(
        arguments: [
            ("four together are too few", 4, 4, 4), ("under 30 % is too loose", 5, 30, 0),
        ])
    func `thin pairs are left out`(_ why: String, shared: Int, first: Int, second: Int) {
        let sets: [[Int32]] =
            Array(repeating: [0, 1], count: shared) + Array(repeating: [0], count: first)
            + Array(repeating: [1], count: second)
        #expect(CoChange(sets: sets, members: 2).pairs.isEmpty, "\(why)")
    }

    @Test func `a set of more than thirty members says nothing`() {
        let wide = Array(repeating: Array(0..<31).map(Int32.init), count: 10)
        #expect(CoChange(sets: wide, members: 31).pairs.isEmpty)
        let narrow = Array(repeating: Array(0..<30).map(Int32.init), count: 10)
        #expect(CoChange(sets: narrow, members: 30).pairs.count == 30 * 29 / 2)
    }

    @Test(
        arguments: [
            ("Tests/AppTests/Cart.swift", true), ("src/cart_test.go", true), ("src/cart.spec.ts", true),
            ("test_cart.py", true), ("src/test/java/CartTest.java", true), ("src/contest.c", false),
            ("src/latest/cart.c", false), ("protest/Attest.java", false),
        ])
    func `tests are known by their names`(path: String, isTest: Bool) {
        #expect(TestPath.matches(path) == isTest)
    }
}
