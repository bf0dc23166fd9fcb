import Surveys
import TestKit
import Testing

@Suite("Words")
struct WordsTests {
    private static let complaints = [
        "Code reviews take too long. And the builds!", "I wait days for a code review.",
        "Our code review is a bottleneck, honestly.", "The code reviews are slow; meetings too.",
        "Code review delays everything", "More lunch.", "Flaky tests are annoying", "flaky test again",
    ]

    @Test func `a theme needs five people, however often one repeats it`() {
        let themes = Themes(Self.complaints).found(rules: .usual)
        #expect(themes.map(\.phrase) == ["code review"] && themes[0].people == 5 && !themes[0].isNew)
        let one = Themes(["lunch lunch. Lunch! lunch? lunch", "x"]).found(rules: .usual)
        #expect(one.isEmpty)
    }

    @Test func `single words that more people use stand beside`() {
        let themes = Themes(Self.complaints + ["review etiquette", "reviewing? no: review culture"]).found(
            rules: .usual)
        #expect(themes.map(\.phrase) == ["code review", "review"] && themes.map(\.people) == [5, 5])
    }

    @Test func `in German too`() {
        let texts = [
            "Die Meetings dauern zu lange.", "Zu viele Meetings am Vormittag", "Das tägliche Meeting",
            "Ein Meeting jagt das andere",
            "Weniger Meetings und mehr Zeit", "Mehr Zeit für uns",
        ]
        #expect(Themes(texts).found(rules: .usual).map(\.phrase) == ["meetings"])
    }

    @Test func `what is new since the last round is marked`() {
        let before = Themes((0..<30).map { _ in "the builds take long" })
        let now = Themes((0..<30).map { $0 < 20 ? "the office is loud" : "the builds take long" })
        let themes = now.found(rules: .usual, before: before)
        #expect(themes.first { $0.phrase == "office" || $0.phrase == "loud" }?.isNew == true)
        #expect(themes.first { $0.phrase.contains("builds") }?.isNew == false)
    }

    @Test func `texts are shown from ten people on, in another order, with their consent`() {
        func written(_ count: Int, agreeing: Int) -> [WrittenAnswer] {
            (0..<count).map { WrittenAnswer(question: .init("q"), text: " text \($0) ", maySeeWords: $0 < agreeing) }
        }
        func shown(_ count: Int, agreeing: Int) -> [String] {
            var chance = SeededGenerator(seed: 5)
            return Verbatims.shown(written(count, agreeing: agreeing), to: .init("q"), rules: .usual, using: &chance)
        }
        #expect(shown(9, agreeing: 9).isEmpty && shown(12, agreeing: 4).isEmpty)
        let texts = shown(12, agreeing: 8)
        #expect(texts.count == 8 && Set(texts) == Set((0..<8).map { "text \($0)" }) && texts != texts.sorted())
    }

    @Test(arguments: [
        ("Ask ada or write to ada@example.org, see https://x.org/y", ["ada@example.org", "https://x.org/y", "Ada"]),
        ("PROJ-12 broke on 2026-03-01 (#77)", ["PROJ-12", "#77", "2026-03-01"]),
        ("parseHeader and user_id in `x y` call flush()", ["parseHeader", "user_id", "`x y`", "flush()"]),
        ("He said \"that will do\" again", ["\"that will do\""]), ("Reviews take too long here.", []),
    ])
    func `hints before sending`(_ text: String, _ expected: [String]) {
        let hints = WritingHint.hints(in: text, names: ["Ada Lovelace", "Bo"]).map(\.text)
        #expect(Set(hints) == Set(expected), "\(hints)")
    }
}
