import Interface
import Records
import Signals

/// What would have nobody left who wrote it if somebody were away, and a plan to hand it over in time.
struct AwayView: KnowledgeBody {
    let readings: Readings
    let leaving: Person.ID?

    private var details: OffBoardingDetails? { readings.details("off-boarding", as: OffBoardingDetails.self) }

    private var chosen: OffBoardingDetails.Departure? {
        leaving.flatMap { id in details?.departures.first { $0.person.id == id } }
    }

    var title: String {
        guard let details else { return "Too little is known to plan for an absence" }
        if let chosen { return "A plan for when \(chosen.person.name) is away" }
        let exposed = details.departures.count { $0.lostShare > 0 }
        guard exposed > 0 else { return "Anybody could be away, and somebody would still know each file" }
        return Wording.capitalised(
            "for \(Wording.count(exposed, "person", "people")), being away would leave files that nobody else wrote")
    }

    var lead: HTML {
        """
        Choose somebody to see what to hand over before a holiday, a leave or a farewell. It is a plan for the team, in \
        alphabetical order, and says nothing about anybody's worth. \(explain("off-boarding"))
        """
    }

    var content: HTML {
        guard let details else { return nothing("off-boarding", title: "A hand-over plan") }
        let isUnknown = leaving != nil && chosen == nil
        return
            "\(form(details))\(when(isUnknown, Note(.bad, unknown).html))\(when(chosen) { plan($0) })\(when(chosen == nil, overview(details)))"
    }

    private var unknown: HTML {
        """
        Whoever that address names has written nothing that is left in \(Scope(team: readings.scope.team).phrase), so nothing \
        has to be handed over.
        """
    }

    private func form(_ details: OffBoardingDetails) -> FilterForm {
        let people = details.departures.sorted { ($0.person.name, $0.person.id) < ($1.person.name, $1.person.id) }
        let options = [Field.Option("Nobody", value: "")] + people.map { .init($0.person.name, value: $0.person.id) }
        return FilterForm(
            "Who would be away", action: Link.knowledge(readings).place,
            fields: [
                Field("Who would be away?", name: "leaving", form: "away", .select(options), value: leaving ?? "")
            ],
            keeping: [("view", KnowledgeView.away.rawValue)] + readings.scope.choices, submit: "Show the plan")
    }

    private func overview(_ details: OffBoardingDetails) -> HTML {
        let worst = details.departures.map(\.lostShare).max() ?? 0
        return Note(
            "No absence of one person would leave more than \(Format.percent(worst)) of \(Format.number(details.lines)) lines without anybody who wrote them."
        ).html
    }

    private func plan(_ departure: OffBoardingDetails.Departure) -> HTML {
        """
        \(Note(summary(departure)))
        <section aria-labelledby="handover"><h2 id="handover">Hand-over plan</h2>\(steps(departure))</section>
        <section aria-labelledby="modules"><h2 id="modules">Modules that would lose their last author</h2>\(modules(departure))</section>
        \(when(!departure.hotspots.isEmpty, "<section aria-labelledby=\"hot\"><h2 id=\"hot\">Hotspots among them</h2>\(hotspots(departure))</section>"))
        """
    }

    private func summary(_ departure: OffBoardingDetails.Departure) -> HTML {
        """
        Without \(name(departure.person.name)), \(Format.percent(departure.lostShare)) of the lines \
        (\(Format.count(departure.lostFiles, "file", "files"))) would have nobody who wrote them. A hand-over would take about \
        \(Format.count(departure.sessions, "pairing session", "pairing sessions")) and \
        \(Format.count(departure.documents, "document", "documents")).
        """
    }

    private func steps(_ departure: OffBoardingDetails.Departure) -> HTML {
        guard !departure.plan.isEmpty else { return "<p>Nothing has to be handed over.</p>" }
        return "<ol class=\"steps\">\(each(departure.plan) { "<li>\(step($0))</li>" })</ol>"
    }

    private func step(_ step: OffBoardingDetails.Step) -> HTML {
        switch step.kind {
        case .pairing:
            """
            Pair on \(name(step.module)) with \(when(step.with) { name($0.name) })\(when(step.with == nil, "somebody who wants to learn it")): \
            \(Format.count(step.sessions, "session", "sessions")).
            """
        case .document: "Write down what \(name(step.module)) is for, how it fails and whom it serves."
        }
    }

    private func modules(_ departure: OffBoardingDetails.Departure) -> Table {
        Table(
            "Modules that would lose their last author",
            columns: [
                .text("Module"), .number("Files"), .number("Lines"), .number("Share of the module"),
                .text("Nearest to it"),
            ],
            rows: departure.modules.map { module in
                [
                    name(module.path), "\(Format.number(module.lostFiles)) of \(Format.number(module.files))",
                    "\(Format.number(module.lostLines))", "\(Format.percent(module.lostShare))",
                    module.nearest.isEmpty
                        ? "nobody yet" : each(module.nearest.prefix(3), between: ", ") { name($0.name) },
                ]
            },
            none: "Every file has somebody else who wrote it.")
    }

    private func hotspots(_ departure: OffBoardingDetails.Departure) -> Table {
        Table(
            "Hotspots that would lose their last author",
            columns: [.text("File"), .number("Lines"), .number("Heat")],
            rows: departure.hotspots.map { file in
                [name(file.path), "\(Format.number(file.lines))", "\(Format.number(file.heat, decimals: 2))"]
            })
    }
}
