import Testing

@testable import Statistics

@Suite("Drawing again")
struct BootstrapTests {
    private static let values: [Double] = [1, 2, 2, 3, 3, 3, 4, 4, 5, 9, 12, 30]

    @Test func `the same seed gives the same bounds`() throws {
        let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
        let first = try #require(Bootstrap.interval(Self.values, seed: 3, of: mean))
        #expect(first == Bootstrap.interval(Self.values, seed: 3, of: mean))
        #expect(first != Bootstrap.interval(Self.values, seed: 4, of: mean))
        #expect(first.contains(6.5))
        // A long tail to the right makes the right side the longer one.
        #expect(first.high - 6.5 > 6.5 - first.low)
    }

    @Test func `what does not vary has bounds without width`() {
        let same = [Double](repeating: 4, count: 9)
        #expect(Bootstrap.interval(same, seed: 1, of: { $0.reduce(0, +) / 9 }) == Bounds(4, 4))
    }

    @Test func `the greatest value is bounded by what was seen`() throws {
        let bounds = try #require(Bootstrap.interval(Self.values, seed: 1, of: { $0.max() ?? 0 }))
        #expect(bounds.high == 30 && bounds.low < 30)
    }

    @Test func `seven values are too few`() {
        #expect(Bootstrap.interval([1, 2, 3, 4, 5, 6, 7], seed: 1, of: { $0[0] }) == nil)
    }
}
