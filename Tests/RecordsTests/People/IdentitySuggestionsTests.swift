import Testing

@testable import Records

@Suite("Suggestions about identities")
struct IdentitySuggestionsTests {
    private func suggest(
        _ signatures: [(String, String)], decisions: [IdentityDecision] = []
    ) -> [Identities.Suggestion] {
        Identities.resolve(
            signatures: signatures.map { Signature(name: $0, email: $1) }, commits: [], decisions: decisions
        ).suggestions
    }

    @Test(arguments: [
        ("Ana Čech", "cech ANA", Identities.Suggestion.Reason.sameName), ("Čech, Ana", "Ana Cech", .sameName),
        ("Łukasz O'Neil", "Łukasz ONeil", .sameName), ("ﬁn Roy", "Fin Roy", .sameName),
        ("Christopher Nolan", "Cristopher Nolan", .similarName), ("Ana Čech", "Ana Cezh", nil),
        ("Ana", "Ana", nil), ("Ana Čech", "Bo Lind", nil),
    ])
    func `come from full names`(_ one: String, _ other: String, _ reason: Identities.Suggestion.Reason?) {
        #expect(suggest([(one, "a1@x.io"), (other, "b2@y.io")]).map(\.reason) == (reason.map { [$0] } ?? []))
    }

    @Test(arguments: [
        ("acech7@x.io", "acech7@y.io", true), ("12+acech7@users.noreply.github.com", "acech7@y.io", true),
        ("acech@x.io", "acech@y.io", false), ("support@x.io", "support@y.io", false),
    ])
    func `come from the part before the at sign, from six letters on`(_ one: String, _ other: String, _ isOne: Bool) {
        #expect(suggest([("Ana", one), ("Bo", other)]).map(\.reason) == (isOne ? [.sameLocalPart] : []))
    }

    @Test func `each pair is suggested once, for its strongest likeness`() {
        let suggestions = suggest([("Ana Čech", "anacech@x.io"), ("Ana Cech", "anacech@y.io")])
        #expect(suggestions.map(\.reason) == [.sameName])
        #expect(suggestions.allSatisfy { $0.first < $0.second })
    }

    @Test func `bots are like nobody`() {
        #expect(suggest([("Release Bot[bot]", "release1@x.io"), ("Release Bot[bot]", "release1@y.io")]).isEmpty)
    }

    @Test func `of more than eight with one name, each is paired with the first`() {
        let bearers = (1...9).map { ("Ana Li", "p\($0)@x.io") }
        #expect(suggest(Array(bearers.prefix(8))).count == 28)
        #expect(suggest(bearers).map(\.first) == Array(repeating: "p1@x.io", count: 8))
        #expect(suggest(bearers).map(\.second) == bearers.dropFirst().map(\.1))
    }

    @Test func `a pair that was split is not asked about again`() {
        let pair = [("Ana Čech", "a1@x.io"), ("Ana Čech", "b2@y.io")]
        let split = IdentityDecision(
            action: .split, first: Signature(name: "Ana Čech", email: "b2@y.io"),
            second: Signature(name: "Ana Čech", email: "a1@x.io"), why: "Asked", decidedBy: "ada", decidedAt: 1)
        #expect(suggest(pair).count == 1)
        #expect(suggest(pair, decisions: [split]).isEmpty)
    }

    @Test(arguments: [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "abc", 0), ("flaw", "lawn", 2)])
    func `likeness counts edits`(_ left: String, _ right: String, _ edits: Int) {
        let letters = { (text: String) in text.unicodeScalars.map(\.value) }
        let longest = max(left.count, right.count)
        let expected = 1 - Double(edits) / Double(longest)
        #expect(Likeness.of(letters(left), letters(right), atLeast: 0) == expected)
        #expect(edits == 0 || Likeness.of(letters(left), letters(right), atLeast: expected + 0.05) == nil)
    }
}
