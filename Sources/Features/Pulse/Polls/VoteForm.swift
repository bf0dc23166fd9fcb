import Surveys

/// A vote as a page's form sends it, without a script.
enum VoteForm {
    static let field = "answer"
    static func field(_ option: Question.Option) -> String { "option-\(option.id)" }

    /// - Throws: `FormTrouble` for what is no answer; what it says otherwise is checked where it is kept.
    static func answer(_ form: Form, to question: Question) throws(FormTrouble) -> Answer {
        switch question.form {
        case .choice:
            guard !form[field].isEmpty else { throw FormTrouble("Choose one of the options.") }
            return .choice(form[field])
        case .dots(let options, _, _):
            let given = options.compactMap { option in Int(form[field(option)]).map { (option.id, $0) } }
            return .dots(Dictionary(given) { one, _ in one }.filter { $0.value != 0 })
        case .ranking(let options):
            let places = options.compactMap { option in Int(form[field(option)]).map { (option.id, $0) } }
            guard places.count == options.count, Set(places.map(\.1)).count == options.count else {
                throw FormTrouble("Give each option a place of its own.")
            }
            return .ranking(places.sorted { $0.1 < $1.1 }.map(\.0))
        case .points, .several, .words: throw FormTrouble("This is no question of a poll.")
        }
    }
}
