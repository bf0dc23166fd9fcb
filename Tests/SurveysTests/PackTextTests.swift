import Foundation
import Surveys
import Testing

@Suite("Packs as text")
struct PackTextTests {
    private static let text = """
        # A comment.
        pack: lunch
        version: 3
        title: Lunch
        why: Food is
          important.
        source: Our own.
        every: 4
        answers: 1-5
        - 1: not at all
        - 5: very much

        scale: taste
        title: Taste

        question: good
        scale: taste
        text: Lunch: it is good.
        why: To know.

        question: dull
        version: 2
        scale: taste
        reversed: yes
        text: Lunch is dull.
        why: To know.

        question: where
        answers: several up to 2
        - canteen: In the canteen
        - desk: At my desk
        - out: Elsewhere
        text: Where do you eat?
        why: To know.
        source: Elsewhere.

        question: tired
        answers: 1-5 top 3
        low is good: yes
        text: How tired are you afterwards?
        why: To know.

        question: order
        answers: ranking
        - soup: Soup
        - cake: Cake
        text: What is best?
        why: To know.

        question: recommend
        answers: recommendation
        text: Would you recommend it?
        why: To know.

        question: say
        answers: words
        text: What else?
        why: To know.
        """

    @Test func `everything that a pack can say`() throws {
        let pack = try Pack(text: Self.text)
        #expect(pack.id == "lunch" && pack.version == 3 && pack.why == "Food is important." && pack.everyWeeks == 4)
        #expect(pack.questions.map(\.id.text).first == "lunch/good" && pack.questions.count == 7)
        let (good, dull, place) = (pack.questions[0], pack.questions[1], pack.questions[2])
        #expect(good.text == "Lunch: it is good." && good.source == "Our own." && !good.isReversed)
        #expect(good.points?.words == [1: "not at all", 5: "very much"])
        #expect(dull.isReversed && dull.version == 2 && dull.scale == "taste")
        #expect(
            place.form == .several(place.options, most: 2) && place.options.map(\.id) == ["canteen", "desk", "out"])
        #expect(place.source == "Elsewhere.")
        #expect(pack.questions[3].points?.top == 3...5 && pack.questions[3].points?.lowIsGood == true)
        #expect(pack.questions[4].form == .ranking(pack.questions[4].options))
        #expect(pack.questions[5].points?.isNetPromoter == true)
        #expect(pack.questions[6].form == .words)
        #expect(pack.items(of: pack.scales[0]) == [good, dull])
        #expect(pack.seconds == 12 * 4 + 18 + 16 + 60)
    }

    @Test(arguments: [
        ("", 1, "begins with"), ("question: a", 1, "begins with"), ("pack: A b", 1, "small letters"),
        ("pack: a\ntitle: A\nwhy: b", 1, "asks nothing"), ("pack: a\nhue: red", 2, "no field of a pack"),
        ("pack: a\ntitle: b\ntitle: c", 3, "second time"), ("pack: a\nnonsense", 2, "key: value"),
        ("pack: a\n\nquestion: b\ntext: c\nwhy: d", 3, "how it is answered"),
        ("pack: a\nanswers: 1-5\n\nquestion: b\nwhy: d", 4, "no \"text:\""),
        ("pack: a\nanswers: 1-5\n\nquestion: b\ntext: c", 4, "no \"why:\""),
        ("pack: a\nanswers: 5-1\n\nquestion: b\ntext: c\nwhy: d", 2, "is a scale such as"),
        ("pack: a\nanswers: 1-5 top 5\n\nquestion: b\ntext: c\nwhy: d", 2, "is a scale such as"),
        ("pack: a\nanswers: 1-5\n- 6: d\n\nquestion: b\ntext: c\nwhy: d", 3, "no point"),
        ("pack: a\nanswers: choice\n- d: d\n\nquestion: b\ntext: c\nwhy: d", 2, "two options"),
        ("pack: a\nanswers: choice\n- d: d\n- d: e\n\nquestion: b\ntext: c\nwhy: d", 4, "name of its own"),
        ("pack: a\nanswers: words\n\nquestion: b\ntext: c\nwhy: d\nreversed: yes", 4, "turned round"),
        ("pack: a\nanswers: 1-5\n\nquestion: b\ntext: c\nwhy: d\nreversed: maybe", 7, "yes or no"),
        ("pack: a\nanswers: 1-5\n\nquestion: b\ntext: c\nwhy: d\nscale: e", 7, "no scale called"),
        (
            "pack: a\ntitle: t\nwhy: w\nanswers: 1-5\n\nquestion: b\ntext: c\nwhy: d\ntrend of: e", 9,
            "no question called"
        ),
        (
            "pack: a\ntitle: t\nwhy: w\nanswers: 1-5\n\nscale: s\ntitle: S\n\nquestion: b\ntext: c\nwhy: d\nscale: s",
            6, "two questions"
        ),
        (
            "pack: a\ntitle: t\nwhy: w\nanswers: 1-5\n\nquestion: b\ntext: c\nwhy: d\n\nquestion: b\ntext: c\nwhy: d",
            10, "already"
        ),
        ("pack: a\ntitle: t\nwhy: w\nanswers: 1-5\n\nquestion: b\ntext: c\nwhy: d\n\npack: z", 10, "one pack"),
        ("pack: a\nversion: 0\nanswers: words\n\nquestion: b\ntext: c\nwhy: d", 2, "whole number"),
    ])
    func `what is wrong, and in which line`(_ text: String, _ line: Int, _ words: String) throws {
        let trouble = try #require(throws: PackTrouble.self) { try Pack(text: text) }
        #expect(trouble.line == line && trouble.sentence.localizedCaseInsensitiveContains(words), "\(trouble)")
    }
}
