import Foundation
import Surveys

/// What somebody typed to announce a round, as it was sent.
struct NewRoundForm: Sendable {
    var title = ""
    var whom = Segmentation.Whom.everybody
    var teams: Set<String> = []
    var packs: Set<Pack.ID> = []
    var statements = ""
    var words = ""
    var days = "7"
    /// What people may tie their answers to: nothing, `begins`, or the id of a series.
    var series = ""

    init() {}

    /// - Parameters:
    ///   - teams: that may be chosen; others are not looked at.
    ///   - packs: that there are.
    init(_ form: Form, teams: some Sequence<String>, packs: [Pack]) {
        title = form["title"]
        whom = form["whom"] == Self.onlyTeams ? .teams : .everybody
        self.teams = Set(teams.filter { form.isChecked(Self.field(team: $0)) })
        self.packs = Set(packs.map(\.id).filter { form.isChecked(Self.field($0)) })
        statements = form["statements"]
        words = form["words"]
        days = form["days"]
        series = form["series"]
    }

    static let beginsSeries = "begins"
    var tying: Tying { series.isEmpty ? .none : series == Self.beginsSeries ? .begins : .goesOn(series) }

    static let onlyTeams = "teams"
    static func field(team: String) -> String { "team-\(team)" }
    static func field(_ pack: Pack.ID) -> String { "pack-\(pack)" }

    /// Nobody is asked for longer, in seconds: what takes longer is left unfinished.
    private static let longest = 600

    /// - Throws: `FormTrouble` with a sentence for whoever typed.
    func questionnaire(_ known: [Pack]) throws(FormTrouble) -> Questionnaire {
        let own = try ownQuestions()
        let chosen = known.filter { packs.contains($0.id) }
        let all = chosen + (own.isEmpty ? [] : [Pack(id: "own", title: "Our own", questions: own)])
        let questionnaire = Questionnaire(all)
        guard !questionnaire.questions.isEmpty else { throw FormTrouble("Choose a pack, or write a statement.") }
        guard questionnaire.seconds <= Self.longest else {
            throw FormTrouble(
                "That takes about \((questionnaire.seconds + 30) / 60) minutes to answer. Keep it below \(Self.longest / 60); 1 or 2 are better."
            )
        }
        return questionnaire
    }

    private func ownQuestions() throws(FormTrouble) -> [Question] {
        let lines = statements.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        if let twice = lines.first(where: { line in lines.count { $0 == line } > 1 }) {
            throw FormTrouble("“\(twice)” stands there twice.")
        }
        guard let agreement = Points(1...5, words: [1: "strongly disagree", 5: "strongly agree"]) else { return [] }
        var questions = lines.map { Question(id: Self.id($0), text: $0, form: .points(agreement)) }
        if !words.isEmpty { questions.append(Question(id: Self.id(words), text: words, form: .words)) }
        if let long = questions.first(where: { $0.text.count > 200 }) {
            throw FormTrouble("“\(long.text.prefix(40))…” is longer than 200 characters.")
        }
        return questions
    }

    /// By its words: the same statement in a later round is the same question, and other words are another.
    private static func id(_ text: String) -> Question.ID {
        let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return Question.ID("own/\(String(hash, radix: 16))")
    }

    func span() throws(FormTrouble) -> TimeInterval {
        guard let count = Int(days), (1...30).contains(count) else {
            throw FormTrouble("Days open must be a whole number from 1 to 30.")
        }
        return TimeInterval(count) * 86_400
    }

    func checkedTitle() throws(FormTrouble) -> String {
        guard (1...80).contains(title.count) else { throw FormTrouble("A title has 1 to 80 characters.") }
        return title
    }
}

/// What is wrong with a form, as a sentence.
package struct FormTrouble: Error, CustomStringConvertible {
    package let description: String
    init(_ description: String) { self.description = description }
}
