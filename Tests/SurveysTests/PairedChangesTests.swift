import Statistics
import TestKit
import Testing

@testable import Surveys

/// HANDBOOK D8: of tied answers only a change is told, from ten pairs on, and only of the whole.
@Suite("Change of those who tied their answers")
struct PairedChangesTests {
    private static let id = Question.ID("p/single")
    private static func questionnaire(version: Int = 1) throws -> Questionnaire {
        var question = try Question.points("p/single")
        question.version = version
        return Questionnaire(questions: [question])
    }

    private static let lattice = Lattice(
        segments: [.init("all", invited: 40, traits: [:])], cuts: [])

    private static func name(_ person: Int) -> String { String(repeating: "A", count: 41) + String(10 + person) }

    private struct Wave {
        var points: [Int]
        /// Of the first people, by their place; the others did not tie theirs.
        var tied: [Int]
        var version = 1

        var responses: [Response] { points.map { Response([PairedChangesTests.id: .point($0)]) } }
        func answers() -> [TiedAnswer] {
            tied.compactMap { TiedAnswer(pseudonym: PairedChangesTests.name($0), ratings: responses[$0]) }
        }
        func questionnaire() throws -> Questionnaire { try PairedChangesTests.questionnaire(version: version) }
        func tally() throws -> RoundTally {
            RoundTally(responses.map { (0, $0) }, try questionnaire(), segments: 1)
        }
    }

    private static func paired(_ then: Wave, _ now: Wave) throws -> RoundResult.PairedResult? {
        let before = RoundResult(try then.tally(), try then.questionnaire(), lattice, rules: .usual)
        let earlier = EarlierWave(
            questionnaire: try then.questionnaire(), tally: try then.tally(), result: before, answers: then.answers())
        let result = RoundResult(
            try now.tally(), try now.questionnaire(), lattice, rules: .usual, tied: (now.answers(), earlier))
        return result.whole.questions[0].paired
    }

    /// Twelve people, of whom eleven rise by one and one stays; five more who tie nothing.
    @Test func `everything that it tells`() throws {
        let others = [2, 3, 4, 3, 3]
        let then = Wave(points: [Int](repeating: 3, count: 12) + others, tied: Array(0..<12))
        let now = Wave(points: [Int](repeating: 4, count: 11) + [3] + others, tied: Array(0..<12))
        let paired = try #require(try Self.paired(then, now))
        #expect(paired.pairs == 12 && paired.difference == 0.9 && paired.interval == Bounds(0.7, 1.1))
        // 2 of 2^11 signs are as far, and the twelfth says nothing.
        #expect(paired.p == 0.001 && paired.finding == .higher && paired.isBetter == true)
    }

    @Test(arguments: [9, 10, 11])
    func `nine pairs tell nothing`(_ pairs: Int) throws {
        let points = (0..<20).map { $0 % 5 + 1 }
        let paired = try Self.paired(
            Wave(points: points, tied: Array(0..<pairs)), Wave(points: points.reversed(), tied: Array(0..<pairs)))
        #expect((paired != nil) == (pairs >= 10))
    }

    /// The means of both waves are told too: with one person who tied nothing, theirs would follow.
    @Test(arguments: [(0, true), (1, false), (4, false), (5, true)])
    func `nobody is left over who could be worked out`(others: Int, isTold: Bool) throws {
        let points = (0..<(12 + others)).map { $0 % 5 + 1 }
        let tied = Array(0..<12)
        let all = Wave(points: points, tied: tied)
        let moved = Wave(points: points.map { min(5, $0 + 1) }, tied: tied)
        #expect((try Self.paired(all, moved) != nil) == isTold)
        let same = Wave(points: Array(points.prefix(12)), tied: tied)
        #expect((try Self.paired(same, moved) != nil) == isTold, "left over in the second wave alone")
        let fewer = Wave(points: Array(moved.points.prefix(12)), tied: tied)
        #expect((try Self.paired(all, fewer) != nil) == isTold, "left over in the first wave alone")
    }

    /// D12, test 8, for changes: where all changed alike, and where all but one did, the same is told.
    @Test func `a change that all share is coded`() throws {
        func told(_ now: [Int]) throws -> RoundResult.PairedResult? {
            try Self.paired(
                Wave(points: [Int](repeating: 2, count: 12), tied: Array(0..<12)),
                Wave(points: now, tied: Array(0..<12)))
        }
        let all = try #require(try told([Int](repeating: 4, count: 12)))
        #expect(try told([Int](repeating: 4, count: 11) + [3]) == all && all.interval.low < all.interval.high)
        let none = try #require(try told([Int](repeating: 2, count: 12)))
        #expect(none.finding == .unclear && none.interval.low < none.interval.high)
    }

    @Test func `a name that stands there twice is nobody's`() throws {
        let points = (0..<20).map { $0 % 5 + 1 }
        let then = Wave(points: points, tied: Array(0..<10))
        let twice = Wave(points: points, tied: Array(0..<10) + [9])
        #expect(try Self.paired(then, then) != nil)
        #expect(try Self.paired(then, twice) == nil)
    }

    @Test func `a question that was worded anew is not compared`() throws {
        let points = (0..<20).map { $0 % 5 + 1 }
        let then = Wave(points: points, tied: Array(0..<10))
        #expect(try Self.paired(then, Wave(points: points, tied: Array(0..<10), version: 2)) == nil)
    }

    @Test(arguments: [
        nil, "", "AAAA", String(repeating: "A", count: 42), String(repeating: "A", count: 42) + "/",
        String(repeating: "A", count: 42) + "é",
    ])
    func `what is no name ties nothing`(_ name: String?) {
        #expect(TiedAnswer(pseudonym: name, ratings: Response([:])) == nil)
    }

    /// Where a team has a result of its own, even a hundred ties are not looked at.
    @Test func `never with segments`() throws {
        let lattice = Lattice(
            segments: ["a", "b"].map { .init($0, invited: 20, traits: ["team": $0]) }, cuts: [["team"]])
        let wave = Wave(points: (0..<20).map { $0 % 5 + 1 }, tied: Array(0..<20))
        let tally = RoundTally(
            wave.responses.enumerated().map { ($0.offset % 2, $0.element) }, try wave.questionnaire(), segments: 2)
        let before = RoundResult(tally, try wave.questionnaire(), lattice, rules: .usual)
        let earlier = EarlierWave(
            questionnaire: try wave.questionnaire(), tally: tally, result: before, answers: wave.answers())
        let result = RoundResult(
            tally, try wave.questionnaire(), lattice, rules: .usual, tied: (wave.answers(), earlier))
        #expect(result.cells.allSatisfy { $0.questions.allSatisfy { $0.paired == nil } })
    }
}
