import BlindTickets
import Foundation
import Interface
import Surveys

/// All rounds, the newest first.
struct PulsePage: Page {
    let rounds: [Row]
    let mayAnnounce: Bool
    let mayPoll: Bool

    struct Row: Sendable {
        let round: Round
        let phase: RoundPhase
        /// Whether the reader is asked, and has not said anything by name.
        let isAsked: Bool
    }

    var title: String {
        let open = rounds.count { $0.phase == .open && $0.isAsked }
        if rounds.isEmpty { return "Nobody was asked yet" }
        return open == 0
            ? "Nothing waits for your answer"
            : Wording.capitalised("\(Wording.count(open, "round waits", "rounds wait")) for your answer")
    }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "How the work feels to those who do it. Nobody can tie an answer to a person, but in polls that say so.", beside: PulsePlaces(current: .rounds).html))
        \(rounds.isEmpty ? empty : table.html)\
        \(when(mayAnnounce || mayPoll, "<p class=\"form__end\">\(when(mayAnnounce, Link.newRound.anchor("Announce a round").button(isMain: true)))\(when(mayPoll, Link.newPoll.anchor("Ask one question at once").button(isMain: !mayAnnounce)))</p>"))\
        <p>\(Interface.Link("Past results from other tools", to: Link.pastResults.path).html)</p>
        """
    }

    private var empty: HTML {
        EmptyState(
            "Rounds",
            text:
                "Here you will be asked how the work feels, and see what came out, at the same time as everybody else.",
            step: mayAnnounce ? "Announce the first one." : "Somebody who leads a team announces the first one."
        ).html
    }

    private var table: Table {
        Table(
            "Rounds", columns: [.text("Round"), .text("Asked"), .text("Until"), .text("State")],
            rows: rounds.map { row in
                let manifest = row.round.manifest
                return [
                    name(manifest.title, href: Link.round(row.round.id).path),
                    "\(manifest.segments.reduce(0) { $0 + $1.size }) people",
                    "\(Days.long(Int64(manifest.closes.timeIntervalSince1970)))", state(row),
                ]
            })
    }

    private func state(_ row: Row) -> HTML {
        switch row.phase {
        case .open where row.round.isPoll:
            Tag(row.isAsked ? "poll: you are asked" : "poll", row.isAsked ? .good : .plain).html
        case .draft, .announced: Tag("announced").html
        case .open: Tag(row.isAsked ? "open: you are asked" : "open", row.isAsked ? .good : .plain).html
        case .closing: Tag("closed").html
        case .sealed: Tag("being counted").html
        case .withheld: Tag("too few answered").html
        case .released, .discussed, .archived, .deleted: Tag("results").html
        }
    }
}
