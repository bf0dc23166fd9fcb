import Testing

@testable import Signals

@Suite("Phrases")
struct PhraseTests {
    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-9_200, "-9,200")])
    func `numbers are grouped`(value: Int, text: String) {
        #expect(Phrase.number(value) == text)
    }

    @Test(arguments: [(1, "1 file"), (2, "2 files"), (0, "0 files")])
    func `nouns follow their number`(value: Int, text: String) {
        #expect(Phrase.count(value, "file") == text)
    }

    @Test(arguments: [
        ("modules with 20 commits in 12 months", "module with 20 commits in 12 months"), ("commits", "commit"),
        ("people on the team", "person on the team"), ("open branches", "open branch"),
        ("merged and reviewed pull requests", "merged and reviewed pull request"), ("times of red", "time of red"),
        ("stories", "story"), ("tests that ran twice", "test that ran twice"),
    ])
    func `one of many`(plural: String, singular: String) {
        #expect(Phrase.singular(of: plural) == singular)
    }

    @Test func `a sentence opens with a word for a small number`() {
        #expect(Phrase.opening(2, "module") == "Two modules")
        #expect(Phrase.opening(1, "module") == "One module")
        #expect(Phrase.opening(11, "module") == "11 modules")
    }

    @Test(arguments: [(0.0, "0 %"), (0.004, "under 1 %"), (0.806, "81 %"), (1, "100 %")])
    func `a small share is not none`(share: Double, text: String) {
        #expect(Phrase.percent(share) == text)
    }

    @Test(arguments: [(0.8, "0.8"), (3.333, "3.33"), (2, "2"), (0.05, "0.05"), (-1.5, "-1.5"), (1_200, "1,200")])
    func `decimals end where they say nothing more`(value: Double, text: String) {
        #expect(Phrase.decimal(value) == text)
    }

    @Test(
        arguments: [
            ([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c", "d"], "a, b, c and d"),
            (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
        ] as [([String], String)])
    func `lists are read out`(items: [String], text: String) {
        #expect(Phrase.list(items) == text)
    }
}
