import Statistics
import Surveys

/// Thirty questions in four scales, asked in twelve segments that make twelve cells.
struct RandomRound {
    private let questionnaire: Questionnaire
    private let lattice: Lattice

    init() {
        let questions = (0..<30).compactMap { number in
            Points(1...5).map {
                Question(
                    id: .init("bench/q\(number)"), text: "?", form: .points($0), isReversed: number.isMultiple(of: 3),
                    scale: number < 28 ? "s\(number / 7)" : nil)
            }
        }
        questionnaire = Questionnaire(
            questions: questions,
            scales: (0..<4).map { scale in
                .init(
                    id: "bench/s\(scale)", title: "Scale", items: questions.filter { $0.scale == "s\(scale)" }.map(\.id)
                )
            })
        let segments = (0..<12).map { number in
            Lattice.Segment(
                "s\(number)", invited: 10_000, traits: ["team": "t\(number % 8)", "zone": "z\(number % 3)"])
        }
        lattice = Lattice(segments: segments, cuts: [["team"], ["zone"]])
    }

    func answers(_ people: Int) -> [(segment: Int, response: Response)] {
        var chance = Chance(seed: 7)
        return (0..<people).map { person in
            let answers = questionnaire.questions.map { ($0.id, Answer.point(Int.random(in: 1...5, using: &chance))) }
            return (person % 12, Response(Dictionary(uniqueKeysWithValues: answers)))
        }
    }

    func tally(_ answers: [(segment: Int, response: Response)]) -> RoundTally {
        RoundTally(answers, questionnaire, segments: lattice.segments.count)
    }

    func result(_ tally: RoundTally) -> RoundResult {
        RoundResult(tally, questionnaire, lattice, rules: .usual)
    }
}
