import BlindTickets
import Foundation
import Surveys

/// What somebody typed to open a poll, as it was sent.
package struct NewPollForm: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case yesNo = "yes-no"
        case choice, dots, ranking

        var words: String {
            switch self {
            case .yesNo: "Yes or no"
            case .choice: "One of the options below"
            case .dots: "Dots on the options below: what matters more to somebody gets two"
            case .ranking: "The options below in an order, counted by Borda"
            }
        }
    }

    package var question = ""
    package var kind = Kind.yesNo.rawValue
    /// One a line.
    package var options = ""
    /// A team's name; empty for everybody.
    package var team = ""
    package var mode = Manifest.Mode.anonymous.rawValue
    package var hours = "24"

    package init() {}

    init(_ form: Form) {
        question = form["question"]
        kind = form["kind"]
        options = form["options"]
        team = form["team"]
        mode = form["mode"]
        hours = form["hours"]
    }

    /// How long a poll may stay open, in hours, and what a page calls it.
    static let spans = [(1, "an hour"), (4, "four hours"), (24, "a day"), (72, "three days"), (168, "a week")]
    /// Within less time nearly every answer would follow at once on the visit of its writer.
    static let leastAnonymousHours = 4

    func checkedMode() throws(FormTrouble) -> Manifest.Mode {
        switch mode {
        case Manifest.Mode.anonymous.rawValue: return .anonymous
        case Manifest.Mode.named.rawValue: return .named
        default: throw FormTrouble("A poll is anonymous or named.")
        }
    }

    func span(_ mode: Manifest.Mode) throws(FormTrouble) -> TimeInterval {
        guard let hours = Int(hours), (1...168).contains(hours) else {
            throw FormTrouble("A poll is open for 1 to 168 hours.")
        }
        guard mode == .named || hours >= Self.leastAnonymousHours else {
            throw FormTrouble(
                "An anonymous poll is open for four hours at least: answers wait for a random moment, and in less time they would follow on the visits of those who answer."
            )
        }
        return TimeInterval(hours) * 3600
    }

    /// The same question with the same options is the same in a later poll.
    func asked() throws(FormTrouble) -> Question {
        guard (1...200).contains(question.count) else { throw FormTrouble("A question has 1 to 200 characters.") }
        guard let kind = Kind(rawValue: kind) else {
            throw FormTrouble("A poll asks for yes or no, one option, dots, or an order.")
        }
        let options = try choices(kind)
        let form: Question.Form =
            switch kind {
            case .yesNo, .choice: .choice(options)
            case .dots: .dots(options)
            case .ranking: .ranking(options)
            }
        let text = ([kind.rawValue, question] + options.map(\.text)).joined(separator: "\n")
        return Question(id: Question.ID("poll/\(String(Ballot.lot(text), radix: 16))"), text: question, form: form)
    }

    private func choices(_ kind: Kind) throws(FormTrouble) -> [Question.Option] {
        if kind == .yesNo { return [.init("yes", "Yes"), .init("no", "No")] }
        let lines = options.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard (2...20).contains(lines.count) else { throw FormTrouble("Write 2 to 20 options, one a line.") }
        if let long = lines.first(where: { $0.count > 100 }) {
            throw FormTrouble("“\(long.prefix(40))…” is longer than 100 characters.")
        }
        if let twice = lines.first(where: { line in lines.count { $0 == line } > 1 }) {
            throw FormTrouble("“\(twice)” stands there twice.")
        }
        return lines.enumerated().map { Question.Option("\($0 + 1)", $1) }
    }
}
