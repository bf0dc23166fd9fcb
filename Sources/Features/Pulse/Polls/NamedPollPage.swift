import BlindTickets
import Foundation
import Interface
import Records
import Store
import Surveys

/// A poll that carries names: its rule first, a vote while it is open, and who said what when it has ended.
struct NamedPollPage: Page {
    let round: Round
    let question: Question
    let phase: RoundPhase
    /// Whether the reader is asked.
    let isAsked: Bool
    /// The reader's own vote so far.
    let own: Answer?
    /// Nil below the least number that is told while it is open.
    let answered: Int?
    /// Nil for somebody who may not read it, and for everybody before its end.
    let count: PollCount?
    let formToken: String

    init(_ round: Round, for visitor: Visitor, at now: Date, formToken: String, in db: any Connection) throws {
        let time = Int64(now.timeIntervalSince1970)
        let member = visitor.member?.id ?? ""
        let question = try db.questionnaire(of: round.id).questions.first
        let votes = try db.voteCount(round.id)
        self.round = round
        let asked = question ?? Question(id: Question.ID("none"), text: round.manifest.title, form: .words)
        self.question = asked
        phase = round.phase(at: now)
        isAsked = try db.eligibility(of: member, in: round.id) != nil
        own = try db.vote(of: member, in: round.id)
        answered = votes >= round.manifest.k ? votes : nil
        count = try db.pollReadership(of: round, for: visitor, at: time).map { reader in
            PollCount(asked, try db.votes(for: reader))
        }
        self.formToken = formToken
    }

    var room: Room.ID? { "pulse" }
    private var manifest: Manifest { round.manifest }

    var title: String {
        guard let count, let first = count.lines.first, count.votes > 0 else { return manifest.title }
        return "“\(first.option.text)” came first: \(manifest.title)"
    }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(lead)", above: Breadcrumb([Link.pulse.anchor("Pulse")], current: "Poll").html))
        \(result)\(promise)\(when(isAsked && phase == .open, form))
        """
    }

    private var lead: String {
        let people = manifest.segments.reduce(0) { $0 + $1.size }
        let until = Days.minute(Int64(manifest.closes.timeIntervalSince1970)) + " UTC"
        switch phase {
        case .open:
            let so =
                answered.map { "\($0) of \(people) have answered so far." }
                ?? "Fewer than \(manifest.k) of \(people) have answered so far."
            return "Open until \(until). \(so)"
        case .released, .discussed, .archived, .deleted:
            return "Ended at \(until). \(round.counts.map { "\($0.answered) of \($0.issued) answered." } ?? "")"
        default: return "Closed at \(until). What was said is about to appear."
        }
    }

    private var promise: HTML {
        let parts = round.explanation.parts
        return """
            <section class="promise" aria-labelledby="promise"><h2 id="promise">\(parts[0].title)</h2>\
            <p>\(parts[0].sentences.joined(separator: " "))</p>\
            <p>Who sees the result: \(manifest.audience.joined(separator: " ")) None of these rules can be changed any more.</p></section>
            """
    }

    private var result: HTML {
        guard phase.showsResults else { return .empty }
        guard let count else { return Note("What was said is for those who were asked.").html }
        return PollTable(count: count).html
    }

    private var form: HTML {
        let path = Link.vote(round.id).path
        return """
            <section aria-labelledby="vote"><h2 id="vote">\(own == nil ? "Your answer" : "You have answered; until the close you may change it")</h2>\
            <form method="post" action="\(href: path)">\(FormToken(text: formToken))\(VoteFields(question: question, own: own))\
            <p class="form__end"><button class="button" type="submit">Answer with my name</button></p></form>\
            \(when(own != nil, ButtonForm(words: "Take it back", path: path, token: formToken, fields: [("withdraw", "on")]).html))</section>
            """
    }
}

/// What was said, the first place first.
struct PollTable: Component {
    let count: PollCount

    var html: HTML {
        """
        <section aria-labelledby="said"><h2 id="said">What was said</h2>\(table)\(note)</section>
        """
    }

    private var table: Table {
        let figure: Table.Column? =
            switch count.question.form {
            case .dots: .number("Dots")
            case .ranking: .number("Mean place")
            default: nil
            }
        let people =
            switch count.question.form {
            case .ranking: "Put first by"
            default: "Chosen by"
            }
        return Table(
            count.question.text,
            columns: [.text("Option")] + [figure].compactMap(\.self) + [.number("People"), .text(people)],
            rows: count.lines.map { line in
                let value: HTML? =
                    line.dots.map { "\($0)" } ?? line.meanPlace.map { "\(Format.number($0, decimals: 2))" }
                return [name(line.option.text)] + [value].compactMap(\.self) + [
                    "\(line.people.count)", "\(line.people.joined(separator: ", "))",
                ]
            })
    }

    private var note: HTML { PollNote(form: count.question.form, seed: count.question.id).html }
}

/// How an order came about.
struct PollNote: Component {
    let form: Question.Form
    let seed: Question.ID

    var html: HTML {
        switch form {
        case .dots:
            "<p class=\"quiet\">In the order of dots; of equal ones those of more people first, and then by lot (seed <code>\(seed.text)</code>).</p>"
        case .ranking:
            "<p class=\"quiet\">Counted by Borda: the first of \(form.optionCount) gets \(form.optionCount) points, the next one less, and so on; the mean place says the same. Equal ones by lot (seed <code>\(seed.text)</code>).</p>"
        default: .empty
        }
    }
}

extension Question.Form {
    fileprivate var optionCount: Int {
        switch self {
        case .choice(let options), .several(let options, _), .ranking(let options), .dots(let options, _, _):
            options.count
        case .points, .words: 0
        }
    }
}
