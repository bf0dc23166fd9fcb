import Interface
import Records
import Signals

/// What a team planned for its sprints and what it did: for its own planning, and beside no other team's.
struct SprintView: DeliveryBody {
    let readings: DeliveryReadings

    private var sprints: SayDoDetails? { details("say-do", SayDoDetails.self) }

    var title: String {
        if let value = readings["say-do"]?.value, sprints != nil {
            return "\(Format.number(value, decimals: 0)) % of what was planned was done in its sprint"
        }
        if readings["say-do"]?.status == .unavailable, readings.choice.team == nil {
            return "Sprints are a team's own: choose one"
        }
        return "Too few sprints to say how planning holds"
    }

    var lead: HTML {
        """
        The plan is what stood in the sprint when planning ended\(plans). 80 to 100 % is a good band: always 100 % means that too little is \
        planned. Points have no unit and are nobody else's. \(explain("say-do"))
        """
    }

    /// Where the plan is from, said wherever it was not written down at the time.
    private var plans: String {
        guard let all = sprints?.sprints, !all.isEmpty else { return "" }
        let own = all.count(where: \.isOwnSnapshot)
        return switch own {
        case all.count: ", by Tutti's own snapshots"
        case 0: "; of these sprints only the tracker's history tells it"
        default:
            ", by Tutti's own snapshots for \(Format.number(Double(own))) of \(Wording.count(all.count, "sprint", "sprints")) and by the tracker's history for the others"
        }
    }

    var parts: [DeliveryPart] { [planned, burnUp, velocity].compactMap(\.self).map(DeliveryPart.figure) }

    private static func plannedTitle(_ details: SayDoDetails) -> String {
        let shares = details.sprints.filter { $0.committed > 0 }.map { $0.done / $0.committed }
        guard let low = shares.min(), let high = shares.max() else { return "Nothing was planned" }
        let (least, most) = (Format.percent(low), Format.percent(high))
        return least == most
            ? "Of each sprint's plan \(most) was done" : "Sprints did from \(least) to \(most) of their plans"
    }

    private var planned: DeliveryFigure? {
        guard let sprints else { return nil }
        let unit = sprints.isInPoints ? "points" : "items"
        return DeliveryFigure(
            "say-do", of: "say-do", Self.plannedTitle(sprints),
            description:
                "The share done of what was planned, in \(unit). What came in later is told beside it and is in no share.",
            numbers: FigureTable(
                [
                    "sprint", "planned, \(unit)", "done", "added later", "done of that", "taken out, still promised",
                    "items taken out by agreement", "plan",
                ],
                sprints.sprints.map { sprint in
                    [
                        .text(sprint.name), .number(sprint.committed), .number(sprint.done), .number(sprint.added),
                        .number(sprint.addedDone), .number(sprint.removed), .init(sprint.released),
                        .text(sprint.isOwnSnapshot ? "own snapshot" : "tracker's history"),
                    ]
                })
        ) { caption in
            DotPlot(
                caption, things: "Sprint",
                rows: sprints.sprints.map { sprint in
                    .init(
                        sprint.name + (sprint.isShort ? " (short)" : ""),
                        sprint.committed > 0 ? sprint.done / sprint.committed : nil,
                        sample: "\(Format.number(sprint.done)) of \(Format.number(sprint.committed)) \(unit)"
                            + (sprint.added > 0
                                ? "; added later \(Format.number(sprint.added)), \(Format.number(sprint.addedDone)) of them done"
                                : "")
                            + (sprint.removed > 0
                                ? "; taken out \(Format.number(sprint.removed)), still promised" : "")
                            + (sprint.isOwnSnapshot ? "" : "; by the tracker's history"))
                }, axis: Axis("Done of what was planned", format: .percent, bounds: 0...1),
                references: [.init(0.8, words: "80 %: the good band begins")]
            ).html
        }
    }

    private var burnUp: DeliveryFigure? {
        guard let sprints, let course = sprints.burnUp, let last = course.days.last else { return nil }
        let unit = sprints.isInPoints ? "Points" : "Items"
        return DeliveryFigure(
            "burn-up", of: "say-do",
            "\(course.name): \(Format.number(last.done)) of \(Format.number(last.scope)) \(unit.lowercased()) done\(course.isRunning ? " so far" : "")",
            description: """
                What lies in the sprint and what of it is done, at the end of each day by UTC, until \(Days.long(course.lastDay)). \
                A scope that rises is work that came in. Planned were \(Format.number(course.committed)) \(unit.lowercased()), by \
                \(course.isOwnSnapshot ? "Tutti's own snapshot" : "the tracker's history").
                """,
            numbers: FigureTable(
                ["day", "in the sprint", "done", "planned"],
                course.days.map {
                    [.text($0.day.text), .number($0.scope), .number($0.done), .number(course.committed)]
                })
        ) { caption in
            LineChart(
                caption, things: "Day", steps: course.days.map(\.day.text),
                series: [
                    .init("Done", values: course.days.map(\.done)),
                    .init("In the sprint", values: course.days.map(\.scope)),
                    .init("Planned", values: course.days.map { _ in course.committed }),
                ], axis: Axis(unit, bounds: 0...max(last.scope, course.committed, 1))
            ).html
        }
    }

    private var velocity: DeliveryFigure? {
        guard let details = details("velocity", VelocityDetails.self) else { return nil }
        let short = details.sprints.count(where: \.isShort)
        return DeliveryFigure(
            "velocity", of: "velocity",
            "From \(Format.number(details.low)) to \(Format.number(details.high)) points a sprint",
            description: """
                Points done in each of the last complete sprints, for this team's own planning.\
                \(short > 0 ? " \(Wording.capitalised(Wording.count(short, "sprint", "sprints"))) had few working days." : "")
                """,
            numbers: FigureTable(
                ["sprint", "points", "items", "done without an estimate", "short"],
                details.sprints.map { sprint in
                    [
                        .text(sprint.name), .number(sprint.points), .init(sprint.items), .init(sprint.withoutEstimate),
                        .text(sprint.isShort ? "yes" : "no"),
                    ]
                })
        ) { caption in
            BarChart(
                caption, things: "Sprint",
                bars: details.sprints.map { .init($0.name + ($0.isShort ? " (short)" : ""), $0.points) },
                axis: Axis("Points done")
            ).html
        }
    }
}
