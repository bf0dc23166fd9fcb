import Foundation
import Interface
import Surveys

/// One pack, question by question, as those who are asked will see it.
struct PackPage: Page {
    let pack: Pack
    /// For a pack of a team's own and readers who may remove it.
    let removal: String?
    /// How often each was asked of anybody, and when last.
    let past: [Question.ID: Rotation.Past]

    var title: String { pack.title }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(pack.why)", above: Breadcrumb([Link.pulse.anchor("Pulse"), Link.packs.anchor("Packs")], current: title).html))
        \(DefinitionList([("Subject", "\(pack.source)"), ("Takes", "\(BurdenTrouble.minutes(pack.seconds)) in all"), ("Rests for", "\(Wording.count(pack.everyWeeks, "week", "weeks")) before the same people are asked again")]))
        <section aria-labelledby="questions"><h2 id="questions">Questions</h2>\(table)</section>
        <p class="form__end">\(Link.packText(pack.id).anchor("As text").button())</p>\
        \(when(removal) { ButtonForm(words: "Remove this pack", path: Link("pulse", "packs", pack.id, "removal").path, token: $0).html })
        """
    }

    private var table: Table {
        Table(
            "Questions of \(pack.title)",
            columns: [.text("Question"), .text("Answered by"), .text("Why"), .number("Asked"), .text("Last")],
            rows: pack.questions.map { question in
                [
                    "\(question.text)\(when(question.isReversed, " <span class=\"quiet\">(turned round)</span>"))",
                    "\(question.form.words)", "\(question.why)", "\(past[question.id]?.times ?? 0)",
                    "\(past[question.id].map { Days.long(Int64($0.last.timeIntervalSince1970)) } ?? "never")",
                ]
            })
    }
}

extension Question.Form {
    /// "1 to 5, from strongly disagree to strongly agree".
    var words: String {
        switch self {
        case .points(let points):
            let ends = [points.words[points.low], points.words[points.high]].compactMap(\.self)
            return "\(points.low) to \(points.high)" + (ends.count == 2 ? ", from \(ends[0]) to \(ends[1])" : "")
        case .choice(let options): return "one of " + Wording.list(options.map(\.text))
        case .several(let options, let most): return "up to \(most) of " + Wording.list(options.map(\.text))
        case .ranking(let options): return "an order of " + Wording.list(options.map(\.text))
        case .dots(let options, let most, _):
            return "\(Wording.count(most, "dot", "dots")) on " + Wording.list(options.map(\.text))
        case .words: return "words"
        }
    }
}
