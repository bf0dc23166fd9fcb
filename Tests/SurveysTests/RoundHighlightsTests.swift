import Foundation
import Surveys
import Testing

@Suite("Highlights and exports of a round")
struct RoundHighlightsTests {
    private static func round(_ answers: [[Int]]) throws -> (RoundResult, Questionnaire) {
        let questions = [
            try Question.points("=good"), try Question.points("mixed"), try Question.points("bad"),
            Question(id: .init("tired"), text: "?", form: .points(try .of(1...5, boxes: 3, lowIsGood: true))),
        ]
        let questionnaire = Questionnaire(questions: questions)
        let responses = answers.map { row in
            (0, Response(Dictionary(uniqueKeysWithValues: zip(questions.map(\.id), row.map { Answer.point($0) }))))
        }
        let lattice = Lattice(segments: [Lattice.Segment("all", invited: 10)])
        let tally = RoundTally(responses.map { ($0.0, $0.1) }, questionnaire, segments: 1)
        return (RoundResult(tally, questionnaire, lattice, rules: .usual), questionnaire)
    }

    private static let answers = (0..<8).map { [4 + $0 % 2, $0 % 2 == 0 ? 1 : 5, 1 + $0 % 2, 1 + $0 % 2] }

    @Test func `what is high, low and seen differently`() throws {
        let (result, questionnaire) = try Self.round(Self.answers)
        let highlights = try #require(RoundHighlights(result.whole, questionnaire))
        #expect(highlights.high.map(\.id) == ["tired", "=good"])
        #expect(highlights.low.map(\.id) == ["bad", "mixed"])
        #expect(highlights.apart.map(\.id) == ["mixed"] && highlights.moved.isEmpty)
    }

    @Test func `a round that tells nothing has none`() throws {
        let (result, questionnaire) = try Self.round(Array(Self.answers.prefix(4)))
        #expect(RoundHighlights(result.whole, questionnaire) == nil)
        let lines = String(decoding: RoundExport.csv(result.cells, questionnaire), as: UTF8.self).split(
            whereSeparator: \.isNewline)
        #expect(lines.count == 2 && lines[1] == "everybody,10,not shown,,,,")
    }

    @Test func `a table without formulas`() throws {
        let (result, questionnaire) = try Self.round(Self.answers)
        let text = String(decoding: RoundExport.csv(result.cells, questionnaire), as: UTF8.self)
        #expect(text.hasPrefix("\u{FEFF}cell,invited,answered,measure,part,figure,value\r\n"))
        #expect(
            text.contains("everybody,10,8,'=good,,mean,4.3\r\n") || text.contains("everybody,10,8,'=good,,mean,4.1\r\n")
        )
        #expect(!text.contains(",=") && text.contains("bad,3,share,"))
        let table = try TextTable(text: text)
        #expect(table.oddities.isEmpty && table.rows.count > 30)
    }
}
