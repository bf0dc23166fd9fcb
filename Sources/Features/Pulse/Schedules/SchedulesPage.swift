import Interface
import Records

/// All pulses that come again, those that run first.
struct SchedulesPage: Page {
    let schedules: [PulseSchedule]
    let tree: TeamTree
    let mayStart: Bool

    var title: String {
        let running = schedules.count { $0.state == .running }
        guard running > 0 else { return "Nothing comes again by itself" }
        return Wording.capitalised(
            "\(Wording.count(running, "pulse comes", "pulses come")) again by \(running == 1 ? "itself" : "themselves")"
        )
    }
    var room: Room.ID? { "pulse" }

    var content: HTML {
        """
        \(PageHead(title, lead: "What is asked again and again, from whom, and when. Everybody may read it.", above: Breadcrumb([Link.pulse.anchor("Pulse")], current: "Schedules").html, beside: PulsePlaces(current: .schedules).html))
        \(schedules.isEmpty ? empty : table.html)\
        \(when(mayStart, "<p class=\"form__end\">\(Link.newSchedule.anchor("Start one").button(isMain: true))</p>"))
        """
    }

    private var empty: HTML {
        EmptyState(
            "Schedules",
            text: "A pulse that comes again asks a few questions at a time, those first that were asked least.",
            step: mayStart ? "Start the first one." : "Somebody who leads a team starts the first one."
        ).html
    }

    private var table: Table {
        Table(
            "Schedules",
            columns: [.text("Pulse"), .text("Whom"), .text("When"), .text("Next"), .text("State")],
            rows: schedules.map { schedule in
                [
                    name(schedule.title, href: Link.schedule(schedule.id).path),
                    "\(ScheduleWords.whom(schedule.teams, tree))", "\(schedule.plan.rhythm.words)",
                    "\(schedule.next.map { Days.long($0.opens) } ?? "–")", ScheduleWords.state(schedule.state),
                ]
            })
    }
}

enum ScheduleWords {
    static func whom(_ teams: [String], _ tree: TeamTree) -> String {
        teams.isEmpty ? "Everybody" : Wording.list(teams.map { tree[$0]?.title ?? $0 })
    }

    static func state(_ state: PulseSchedule.State) -> HTML {
        switch state {
        case .running: Tag("running", .good).html
        case .paused: Tag("paused").html
        case .ended: Tag("ended").html
        }
    }
}
