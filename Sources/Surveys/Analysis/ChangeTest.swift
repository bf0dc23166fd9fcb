import Statistics

/// Whether two waves differ by more than chance, however many answered.
package struct ChangeTest: Codable, Hashable, Sendable {
    package var difference: Double
    /// Two-sided.
    package var p: Double
    package var isExact: Bool

    /// Fewer answers than this in one of the waves say nothing about change (HANDBOOK C12).
    package static let leastAnswers = 6

    /// Answers in both waves together above which a tenth of the draws has to do: drawing takes longer the more
    /// answers there are, and the third digit of p decides nothing.
    static let many = 500

    /// Nil when a wave has no answers.
    package init?(_ first: [Double], _ second: [Double]) {
        let isLarge = first.count + second.count > Self.many
        let draws = PermutationTest.draws / (isLarge ? 10 : 1)
        guard let test = PermutationTest(first, second, draws: draws) else { return nil }
        difference = test.difference
        p = test.p
        isExact = test.way == .exact
    }
}
