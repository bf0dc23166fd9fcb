import Foundation
import Interface
import Records
import Surveys

/// How much of people's time questions take: by team, round by round, and what is agreed.
struct BurdenPage: Page {
    let ledger: BurdenLedger
    let table: BurdenTable
    let tree: TeamTree
    /// Seconds that the reader was asked for, and how much that may be; nil for somebody who has not joined.
    let own: (used: Int, minutes: Int)?
    /// Teams of which the reader may say what is agreed; an empty name stands for everybody.
    let mayAgree: [String]
    let formToken: String
    let error: String?

    var title: String {
        let most = table.lines.map(\.used).max() ?? 0
        return most == 0
            ? "Nobody was asked for anything within thirty days"
            : "Nobody was asked for more than \(BurdenTrouble.minutes(most)) within thirty days"
    }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(lead)", above: Breadcrumb([Link.pulse.anchor("Pulse")], current: "Burden").html, beside: PulsePlaces(current: .burden).html))
        \(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="teams"><h2 id="teams">By team</h2>\
        <p>Of whoever is asked most. How long a question takes is a rule of thumb; being asked counts, whether somebody answers or not.</p>\(table)</section>
        <section aria-labelledby="asked"><h2 id="asked">What was asked</h2>\(asked)</section>
        \(when(!mayAgree.isEmpty, agreeing))
        """
    }

    private var lead: String {
        guard let own else { return "Rounds and polls together." }
        return
            "Rounds and polls together. You were asked for \(BurdenTrouble.minutes(own.used)) of \(BurdenTrouble.minutes(own.minutes * 60))."
    }

    private var asked: Table {
        Table(
            "Asked within thirty days", columns: [.text("Round"), .text("Whom"), .text("Opened"), .number("Takes")],
            rows: ledger.entries.map { entry in
                [
                    name(entry.title, href: Link.round(entry.id).path), "\(ScheduleWords.whom(entry.teams, tree))",
                    "\(Days.long(Int64(entry.asked.opened.timeIntervalSince1970)))",
                    "\(BurdenTrouble.minutes(entry.asked.seconds))",
                ]
            }, none: "Nothing within thirty days.")
    }

    private var agreeing: HTML {
        let options = table.lines.filter { mayAgree.contains($0.team) }.map { Field.Option($0.title, value: $0.team) }
        return """
            <section aria-labelledby="agree"><h2 id="agree">Agree on less, or on more</h2>\
            <form method="post" action="\(href: Link.burden.path)">\(FormToken(text: formToken))\
            \(Field("Whom", name: "team", form: "budget", .select(options), value: options.first.map { _ in mayAgree[0] } ?? ""))\
            \(Field("Minutes within thirty days", name: "minutes", form: "budget", .number, hint: "1 to 60. The least of what holds for somebody counts.", isRequired: true))\
            <p class="form__end"><button class="button button--plain" type="submit">Agree</button></p></form></section>
            """
    }
}
