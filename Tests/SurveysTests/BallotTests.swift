import Foundation
import Surveys
import Testing

@Suite("Ballots")
struct BallotTests {
    private static let options = ["a", "b", "c"].map { Question.Option($0, $0) }

    /// HANDBOOK E5: one for every three options, one to five, at most two on one.
    @Test(arguments: [(2, 1, 1), (3, 1, 1), (4, 2, 2), (9, 3, 2), (15, 5, 2), (20, 5, 2)])
    func `as many dots as usual`(_ options: Int, _ most: Int, _ each: Int) {
        let all = (0..<options).map { Question.Option("\($0)", "\($0)") }
        #expect(Question.Form.dots(all) == .dots(all, most: most, each: each))
    }

    @Test func `the Borda count and the mean place say the same`() {
        // Places of a: first, first, third; of b: second, third, first; of c: third, second, second.
        let places = [[2, 0, 1], [1, 1, 1], [0, 2, 1]]
        let borda = places.map { $0[0] * 3 + $0[1] * 2 + $0[2] }
        let means = places.map { Ballot.meanPlace($0) }
        for (points, mean) in zip(borda, means) { #expect(abs(Double(points) / 3 - (4 - mean)) < 1e-9) }
        #expect(Ballot.places(means.map { ($0, 0) }, Self.options, seed: .init("q")) == [1, 2, 3])
        #expect(Ballot.meanPlace([0, 0, 0]) == 0)
    }

    @Test func `equal ones are drawn by lot, the same each time, and differently from another seed`() {
        let equal = Self.options.map { _ in (1.0, 1.0) }
        let draws = (0..<40).map { Ballot.places(equal, Self.options, seed: .init("poll/\($0)")) }
        #expect(draws[0] == Ballot.places(equal, Self.options, seed: .init("poll/0")))
        #expect(Set(draws).count == 6)
        #expect(Ballot.places([(1, 2), (1, 1), (0, 9)], Self.options, seed: .init("q")) == [3, 2, 1])
    }

    private static func told(_ ballots: [[String: Int]]) -> [RoundResult.OptionResult] {
        let question = Question(id: .init("p/q"), text: "?", form: .dots(options, most: 3, each: 2))
        let questionnaire = Questionnaire(questions: [question])
        let answers = ballots.map { (segment: 0, response: Response([question.id: .dots($0)])) }
        let lattice = Lattice(segments: [.init("all", invited: 20, traits: [:])], cuts: [])
        let tally = RoundTally(answers, questionnaire, segments: 1)
        return RoundResult(tally, questionnaire, lattice, rules: .usual).whole.questions[0].options ?? []
    }

    @Test func `dots are counted`() {
        let told = Self.told(
            Array(repeating: ["a": 2, "b": 1], count: 6) + Array(repeating: ["b": 1, "c": 2], count: 4))
        #expect(told.map(\.place) == [1, 2, 3])
        #expect(told.compactMap(\.dots).reduce(0, +) > 0.999)
        #expect(told[0].share == 0.6 && told[0].dots == 0.4)
    }

    /// What all or nobody chose would tell everybody's answer.
    @Test(arguments: [["a": 2, "b": 1], ["a": 1], ["c": 2]])
    func `nobody, and one of ten, look the same`(_ usual: [String: Int]) {
        let all = Self.told(Array(repeating: usual, count: 10))
        for (place, option) in Self.options.enumerated() where usual[option.id] == nil {
            #expect(all[place].wording == .hardlyAny && all[place].share == 0.1)
            #expect((all[place].dots ?? 0) > 0)
        }
        for (place, option) in Self.options.enumerated() where usual[option.id] != nil {
            #expect(all[place].wording == .nearlyAll && all[place].share == 0.9)
        }
    }

    @Test(arguments: [
        (["a": 3], AnswerTrouble.tooManyOnOne(.init("p/q"), 2)), (["a": 2, "b": 2], .tooManyDots(.init("p/q"), 3)),
        (["z": 1], .unknownOption(.init("p/q"))), (["a": -1], .tooManyOnOne(.init("p/q"), 2)),
        (["a": .max, "b": .max], .tooManyOnOne(.init("p/q"), 2)),
    ])
    func `more dots than there are is no answer`(_ given: [String: Int], _ trouble: AnswerTrouble) {
        let question = Question(id: .init("p/q"), text: "?", form: .dots(Self.options, most: 3, each: 2))
        #expect(question.trouble(with: .dots(given)) == trouble)
        #expect(question.trouble(with: .dots(["a": 2, "b": 1])) == nil)
    }
}
