import BlindTickets
import Interface
import Records
import Surveys

/// One pulse that comes again: what it asks, whom and when, its rounds so far, and for its keepers how to stop it.
struct SchedulePage: Page {
    let schedule: PulseSchedule
    let tree: TeamTree
    let packs: [Pack]
    let rounds: [(round: Round, phase: RoundPhase)]
    let places: AskedPlaces
    /// Nil for readers who change nothing of it.
    let formToken: String?
    let error: String?

    var title: String { schedule.title }
    var room: Room.ID? { "pulse" }
    private var plan: PulseSchedule.Plan { schedule.plan }

    var content: HTML {
        """
        \(PageHead(title, lead: "\(plan.rhythm.words), by the clock on everybody’s own wall. \(ScheduleWords.state(schedule.state))", above: Breadcrumb([Link.pulse.anchor("Pulse"), Link.schedules.anchor("Schedules")], current: title).html))
        \(when(error) { Note(.bad, "\($0)").html })\(when(schedule.note) { Note("\($0)").html })
        \(DefinitionList(facts))
        \(when(formToken) { buttons($0) })
        <section aria-labelledby="rounds"><h2 id="rounds">Its rounds</h2>\(table)</section>
        """
    }

    private var facts: [(name: String, value: HTML)] {
        [
            ("Whom it asks", "\(ScheduleWords.whom(schedule.teams, tree))"),
            ("From", "\(Wording.list(packs.map(\.title))), those questions first that were asked least"),
            (
                "How long",
                "\(BurdenTrouble.minutes(plan.seconds)) a round at most, up to \(BurdenTrouble.minutes(plan.secondsWithinThirtyDays)) within thirty days"
            ),
            (
                "Over several rounds",
                plan.isTied
                    ? "people may tie their own answers of up to four rounds together; each round asks all together"
                    : "each round stands by itself"
            ),
            ("Open", "\(Wording.count(plan.openDays, "day", "days")), over before the next round begins"),
            ("Next", schedule.next == nil ? "none, while it does not run" : "\(nextDays)"),
            (
                "Where the server is down",
                "A round opens late while half of its time is left, and is left out after that."
            ),
        ]
    }

    /// "23 November 2026, 7 December 2026 and 21 December 2026".
    private var nextDays: String {
        guard var day = schedule.next?.day else { return "" }
        let days = (0..<3).map { _ in
            defer { day = plan.rhythm.day(from: CivilDay(number: day.number + 1)) }
            return ScheduledMoments(plan, on: day, places).day
        }
        return Wording.list(days.map { Days.long($0) })
    }

    private func buttons(_ token: String) -> HTML {
        let states: [(String, PulseSchedule.State)] =
            switch schedule.state {
            case .running: [("Pause it", .paused), ("End it for good", .ended)]
            case .paused: [("Let it run again", .running), ("End it for good", .ended)]
            case .ended: []
            }
        let path = Link("pulse", "schedules", schedule.id, "state").path
        return """
            <div class="form__end">\(when(schedule.state != .ended, changing))\(each(states) { words, state in
                ButtonForm(words: words, path: path, token: token, fields: [("state", state.rawValue)]).html
            })</div>
            """
    }

    /// As small as the buttons beside it.
    private var changing: HTML {
        "<span class=\"inline\">\(Link.changing(schedule.id).anchor("Change it").button())</span>"
    }

    private var table: Table {
        Table(
            "Rounds of \(schedule.title)", columns: [.text("Round"), .number("Questions"), .text("State")],
            rows: rounds.map { round, phase in
                [
                    name(round.manifest.title, href: Link.round(round.id).path), "\(round.manifest.items.count)",
                    "\(phase.words)",
                ]
            }, none: "None yet.")
    }
}

extension RoundPhase {
    /// For somebody who reads a list of rounds.
    var words: String {
        switch self {
        case .draft, .announced: "announced"
        case .open: "open"
        case .closing: "closed"
        case .sealed: "being counted"
        case .withheld: "too few answered"
        case .released, .discussed, .archived, .deleted: "results"
        }
    }
}
