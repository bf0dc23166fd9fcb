import Foundation
import Statistics
import Surveys
import TestKit
import Testing

@Suite("Results of a round")
struct RoundResultTests {
    private static let options = ["a", "b", "c"].map { Question.Option($0, $0) }

    private static func questionnaire() throws -> Questionnaire {
        let items = try (1...4).map { try Question.points("p/q\($0)", isReversed: $0 == 4, scale: "s") }
        let others = [
            try Question.points("p/single"), Question(id: .init("p/pick"), text: "?", form: .choice(options)),
            Question(id: .init("p/any"), text: "?", form: .several(options, most: 3)),
            Question(id: .init("p/rank"), text: "?", form: .ranking(options)),
            Question(id: .init("p/words"), text: "?", form: .words),
        ]
        return Questionnaire(
            questions: items + others, scales: [.init(id: "p/s", title: "S", items: items.map(\.id))])
    }

    private static func lattice(_ teams: Int = 2, invited: Int = 10) -> Lattice {
        Lattice(
            segments: (0..<teams).map { Lattice.Segment("t\($0)", invited: invited, traits: ["team": "t\($0)"]) },
            cuts: [["team"]])
    }

    /// Somebody whose answers lie around a point.
    private static func response(_ point: Int, _ number: Int) -> Response {
        let near = min(5, max(1, point + number % 3 - 1))
        var answers: [Question.ID: Answer] = [
            .init("p/single"): .point(near), .init("p/pick"): .choice(number.isMultiple(of: 2) ? "a" : "b"),
            .init("p/any"): .several(["a"]), .init("p/rank"): .ranking(["b", "a", "c"]), .init("p/words"): .words("x"),
        ]
        for item in 1...4 { answers[.init("p/q\(item)")] = .point(item == 4 ? 6 - near : near) }
        return Response(answers)
    }

    private static func result(
        _ answers: [(Int, Response)], _ lattice: Lattice = lattice(), earlier: [EarlierRound] = []
    ) throws -> RoundResult {
        let questionnaire = try questionnaire()
        let tally = RoundTally(answers.map { ($0.0, $0.1) }, questionnaire, segments: lattice.segments.count)
        return RoundResult(tally, questionnaire, lattice, rules: .usual, earlier: earlier)
    }

    @Test func `everything that a cell tells`() throws {
        let answers = (0..<9).map { (0, Self.response(3, $0)) } + (0..<6).map { (1, Self.response(4, $0)) }
        let result = try Self.result(answers)
        #expect(result.cells.map(\.answered) == [15, 9, 6] && result.cells.map(\.invited) == [20, 10, 10])
        #expect(result.whole.participation == 0.75)
        let team = try #require(result["team=t0"])
        let single = try #require(team.questions.first { $0.id.text == "p/single" }?.points)
        #expect(single.mean == 3 && single.top.share == 0.35 && single.top.wording == .some)
        #expect(single.shares.reduce(0, +) > 0.999 && single.left == 0.5 && single.right == 0.5)
        let scale = try #require(team.scales.first)
        #expect(scale.mean == 3 && scale.answered == 9 && scale.agreement != nil && scale.reliability == nil)
        let pick = try #require(team.questions.first { $0.id.text == "p/pick" }?.options)
        #expect(pick.map(\.share) == [0.55, 0.45, 0])
        let any = try #require(team.questions.first { $0.id.text == "p/any" }?.options)
        #expect(any.map(\.wording) == [.nearlyAll, .hardlyAny, .hardlyAny] && any[0].share < 1 && any[1].share > 0)
        let rank = try #require(team.questions.first { $0.id.text == "p/rank" }?.options)
        #expect(rank.map { $0.meanPlace ?? 0 } == [2, 1.1, 2.9])
        #expect(team.questions.first { $0.id.text == "p/words" }?.answered == 9)
    }

    @Test func `fewer than five answers tell nothing, and which number is not told either`() throws {
        let four = try Self.result((0..<4).map { (0, Self.response(3, $0)) })
        let none = try Self.result([])
        #expect(four.isWithheld && four.cells == none.cells)
        let small = try Self.result(
            (0..<9).map { (0, Self.response(3, $0)) } + (0..<3).map { (1, Self.response(1, $0)) })
        #expect(small.whole.isShown && small["team=t0"]?.isShown == false && small["team=t1"]?.isShown == false)
    }

    @Test func `a question that few answered is hidden where its sums would give it away`() throws {
        func silent(_ number: Int) -> Response {
            Response(Self.response(3, number).answers.filter { $0.key.text != "p/single" })
        }
        let answers =
            (0..<9).map { (0, Self.response(3, $0)) } + (0..<3).map { (1, Self.response(4, $0)) }
            + (0..<6).map { (1, silent($0)) }
        let result = try Self.result(answers)
        let singles = result.cells.map { cell in cell.questions.first { $0.id.text == "p/single" }?.answered }
        #expect(singles == [12, nil, nil])
        #expect(result.cells.allSatisfy { $0.questions.first { $0.id.text == "p/pick" }?.answered != nil })
    }

    /// HANDBOOK D12, test 8.
    @Test func `identical answers are coded`() throws {
        let same = Response([.init("p/single"): .point(5)])
        let result = try Self.result((0..<8).map { _ in (0, same) }, Self.lattice(1))
        let points = try #require(result.whole.questions.first { $0.id.text == "p/single" }?.points)
        #expect(points.mean < 5 && points.top.wording == .nearlyAll && points.top.share < 1)
        #expect(points.bottom.wording == .hardlyAny && points.shares.last ?? 1 < 1)
        let alike = (0..<8).map { _ in
            (
                0,
                Response(Dictionary(uniqueKeysWithValues: (1...4).map { (.init("p/q\($0)"), .point($0 == 4 ? 1 : 5)) }))
            )
        }
        let scale = try #require(try Self.result(alike, Self.lattice(1)).whole.scales.first)
        #expect((scale.mean ?? 5) < 5 && (scale.deviation ?? 0) > 0)
    }

    @Test func `reliability stands in the whole alone, from thirty on`() throws {
        var chance = SeededGenerator(seed: 3)
        let answers = (0..<40).map { ($0 % 2, Self.response(Int.random(in: 1...5, using: &chance), $0)) }
        let result = try Self.result(answers)
        let reliability = try #require(result.whole.scales[0].reliability)
        #expect((reliability.complete?.raw ?? 0) > 0.9 && result.cells[1].scales[0].reliability == nil)
        #expect(try Self.result(Array(answers.prefix(29))).whole.scales[0].reliability == nil)
    }

    @Test func `change is told where it is clear, and nowhere else`() throws {
        let lattice = Self.lattice()
        let then = try Self.released((0..<18).map { ($0 % 2, Self.response(2, $0)) }, lattice)
        let now = (0..<18).map { ($0 % 2, Self.response(4, $0)) }
        let round = EarlierRound(
            tally: then.tally, lattice: lattice, result: then.result,
            movements: ["team=t0": .init(), "team=t1": .init(joined: 1)])
        let result = try Self.result(now, lattice, earlier: [round])
        let whole = try #require(result.whole.scales[0].change)
        #expect(whole.finding == .higher && whole.isBetter == true && whole.before == 2 && whole.difference == 2)
        #expect(result.whole.questions.first { $0.id.text == "p/single" }?.change?.finding == .higher)
        #expect(result.whole.questions.first { $0.id.text == "p/q1" }?.change == nil)
        #expect(result["team=t0"]?.scales[0].change != nil)
        // HANDBOOK D12, test 7: one who joined could be told apart.
        #expect(result["team=t1"]?.scales[0].change == nil && result["team=t1"]?.isShown == true)
        // Nor is a part compared of which nobody knows who came and went.
        let unknown = EarlierRound(tally: then.tally, lattice: lattice, result: then.result, movements: [:])
        let unsure = try Self.result(now, lattice, earlier: [unknown])
        #expect(unsure["team=t0"]?.scales[0].change == nil && unsure.whole.scales[0].change != nil)
        let same = try Self.result((0..<18).map { ($0 % 2, Self.response(2, $0 + 1)) }, lattice, earlier: [round])
        #expect(same.whole.scales[0].change?.finding == .unclear && same.whole.scales[0].change?.isBetter == nil)
    }

    @Test func `a change tells no more than both means`() throws {
        let lattice = Self.lattice(1)
        let same = { (point: Int) in
            (0..<8).map { _ in
                (
                    0,
                    Response(
                        Dictionary(
                            uniqueKeysWithValues: (1...4).map {
                                (.init("p/q\($0)"), .point($0 == 4 ? 6 - point : point))
                            }))
                )
            }
        }
        let then = try Self.released(same(5), lattice)
        let round = EarlierRound(tally: then.tally, lattice: lattice, result: then.result, movements: [:])
        let change = try #require(try Self.result(same(1), lattice, earlier: [round]).whole.scales[0].change)
        #expect(change.before == then.result.whole.scales[0].mean && change.before < 5 && change.difference > -4)
        #expect(change.finding == .lower && change.isBetter == false)
    }

    @Test func `another wording is not compared`() throws {
        let lattice = Self.lattice(1)
        let then = try Self.released((0..<9).map { (0, Self.response(2, $0)) }, lattice)
        var questionnaire = try Self.questionnaire()
        let changed = questionnaire.questions.map { question in
            var question = question
            if question.id.text == "p/single" { question.version = 2 }
            return question
        }
        questionnaire = Questionnaire(questions: changed, scales: questionnaire.scales)
        let tally = RoundTally((0..<9).map { (0, Self.response(4, $0)) }, questionnaire, segments: 1)
        let round = EarlierRound(tally: then.tally, lattice: lattice, result: then.result, movements: [:])
        let result = RoundResult(tally, questionnaire, lattice, rules: .usual, earlier: [round])
        #expect(result.whole.questions.first { $0.id.text == "p/single" }?.change == nil)
        #expect(result.whole.scales[0].change?.finding == .higher)
    }

    @Test func `the eleventh round may break a rule of the chart`() throws {
        let lattice = Self.lattice(1)
        let usual = try Self.released((0..<9).map { (0, Self.response(3, $0)) }, lattice)
        let rounds = (0..<10).map { _ in
            EarlierRound(tally: usual.tally, lattice: lattice, result: usual.result, movements: [:])
        }
        let result = try Self.result((0..<9).map { (0, Self.response(5, $0)) }, lattice, earlier: rounds)
        #expect(result.whole.scales[0].change?.signal == .outside)
        let steady = try Self.result((0..<9).map { (0, Self.response(3, $0)) }, lattice, earlier: rounds)
        #expect(steady.whole.scales[0].change?.signal == nil)
    }

    @Test func `results and tallies survive being written down`() throws {
        let released = try Self.released((0..<9).map { (0, Self.response(2, $0)) }, Self.lattice(1))
        let data = try JSONEncoder().encode(released.result)
        #expect(try JSONDecoder().decode(RoundResult.self, from: data) == released.result)
        let tally = try JSONEncoder().encode(released.tally)
        #expect(try JSONDecoder().decode(RoundTally.self, from: tally) == released.tally)
        #expect(RoundResult(rules: .usual, cells: released.result.cells) == released.result)
        #expect(RoundResult(rules: .usual, cells: []) == nil)
    }

    private static func released(
        _ answers: [(Int, Response)], _ lattice: Lattice
    ) throws -> (tally: RoundTally, result: RoundResult) {
        let questionnaire = try questionnaire()
        let tally = RoundTally(answers.map { ($0.0, $0.1) }, questionnaire, segments: lattice.segments.count)
        return (tally, RoundResult(tally, questionnaire, lattice, rules: .usual))
    }
}
