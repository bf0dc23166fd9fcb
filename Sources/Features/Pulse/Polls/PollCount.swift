import Statistics
import Surveys

/// A poll that carries names, counted to the last vote.
struct PollCount: Hashable, Sendable {
    struct Line: Hashable, Sendable {
        let option: Question.Option
        /// Who chose it, put it first, or put a dot on it.
        let people: [String]
        let dots: Int?
        /// Of rankings.
        let meanPlace: Double?
        let place: Int
    }

    let question: Question
    /// The first place first.
    let lines: [Line]
    let votes: Int

    init(_ question: Question, _ votes: [NamedVote]) {
        self.question = question
        let answers = votes.filter { question.trouble(with: $0.answer) == nil }
        self.votes = answers.count
        let options = question.options
        func people(_ isFor: (Answer) -> Bool) -> [String] { answers.filter { isFor($0.answer) }.map(\.name) }
        func dots(_ answer: Answer, _ option: String) -> Int {
            if case .dots(let given) = answer { given[option] ?? 0 } else { 0 }
        }
        func order(_ answer: Answer) -> [String] { if case .ranking(let order) = answer { order } else { [] } }
        let counted = options.map { option -> (people: [String], dots: Int?, mean: Double?) in
            switch question.form {
            case .dots:
                let sum = answers.reduce(0) { $0 + dots($1.answer, option.id) }
                return (people { dots($0, option.id) > 0 }, sum, nil)
            case .ranking:
                let places = options.indices.map { place in
                    answers.count { order($0.answer).indices.contains(place) && order($0.answer)[place] == option.id }
                }
                return (people { order($0).first == option.id }, nil, Ballot.meanPlace(places))
            case .choice, .several, .points, .words: return (people { $0 == .choice(option.id) }, nil, nil)
            }
        }
        let places = Ballot.places(
            counted.map { ($0.mean ?? -Double($0.dots ?? $0.people.count), -Double($0.people.count)) }, options,
            seed: question.id)
        lines = options.indices.map { index in
            Line(
                option: options[index], people: counted[index].people, dots: counted[index].dots,
                meanPlace: counted[index].mean, place: places[index])
        }.sorted { $0.place < $1.place }
    }
}
