import Foundation
import Surveys
import Testing

@Suite("Answers")
struct AnswerTests {
    private static let options = ["a", "b", "c"].map { Question.Option($0, $0) }

    private static func questions() throws -> [Question] {
        [
            try .points("scale"), Question(id: .init("choice"), text: "?", form: .choice(options)),
            Question(id: .init("several"), text: "?", form: .several(options, most: 2)),
            Question(id: .init("ranking"), text: "?", form: .ranking(options)),
            Question(id: .init("words"), text: "?", form: .words),
        ]
    }

    @Test(
        arguments: [
            ("scale", .point(5), true), ("scale", .point(6), false), ("scale", .choice("a"), false),
            ("choice", .choice("a"), true), ("choice", .choice("z"), false), ("several", .several([]), true),
            ("several", .several(["a", "c"]), true), ("several", .several(["a", "a"]), false),
            ("several", .several(["a", "b", "c"]), false), ("ranking", .ranking(["c", "a", "b"]), true),
            ("ranking", .ranking(["c", "a"]), false), ("ranking", .ranking(["c", "a", "a"]), false),
            ("words", .words("x"), true), ("words", .words(String(repeating: "x", count: 2_001)), false),
            ("other", .point(1), false),
        ] as [(String, Answer, Bool)])
    func `what can be kept`(_ question: String, _ answer: Answer, _ isGood: Bool) throws {
        let trouble = Response([.init(question): answer]).trouble(with: try Self.questions())
        #expect((trouble == nil) == isGood)
        if let trouble { #expect(trouble.description.contains(question)) }
    }

    @Test func `a response survives being written down`() throws {
        let response = Response(
            [
                .init("scale"): .point(3), .init("choice"): .choice("a"), .init("several"): .several(["a"]),
                .init("ranking"): .ranking(["a", "b", "c"]), .init("words"): .words("hm"),
            ], maySeeWords: true)
        let data = try JSONEncoder().encode(response)
        #expect(try JSONDecoder().decode(Response.self, from: data) == response)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(Answer.self, from: Data(#"{"point": 1, "choice": "a"}"#.utf8))
        }
    }

    @Test func `words are kept apart from ratings`() {
        let apart = Response([.init("scale"): .point(3), .init("words"): .words("hm")], maySeeWords: true).apart
        #expect(apart.ratings == Response([.init("scale"): .point(3)]))
        #expect(apart.words == [WrittenAnswer(question: .init("words"), text: "hm", maySeeWords: true)])
    }
}
