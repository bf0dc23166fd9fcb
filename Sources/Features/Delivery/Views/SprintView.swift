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
        return "Too few sprints to say how planning holds"
    }

    var lead: HTML {
        """
        The plan is what it was when the sprint began. 80 to 100 % is a good band: always 100 % means that too little is \
        planned. Points have no unit and are nobody else's. \(explain("say-do"))
        """
    }

    var parts: [DeliveryPart] { [planned, burnUp, velocity].compactMap(\.self).map(DeliveryPart.figure) }

    private var planned: DeliveryFigure? {
        guard let sprints else { return nil }
        let unit = sprints.isInPoints ? "points" : "items"
        return DeliveryFigure(
            "say-do", of: "say-do", "What was planned, and what of it was done",
            description:
                "The share done of what was planned, in \(unit). What came in later is told beside it and is in no share.",
            numbers: FigureTable(
                [
                    "sprint", "planned, \(unit)", "done", "added later", "done of that", "taken out by agreement",
                    "plan",
                ],
                sprints.sprints.map { sprint in
                    [
                        .text(sprint.name), .number(sprint.committed), .number(sprint.done), .number(sprint.added),
                        .number(sprint.addedDone), .init(sprint.released),
                        .text(sprint.isOwnSnapshot ? "frozen" : "worked out afterwards"),
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
                                : ""))
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
                A scope that rises is work that came in.
                """,
            numbers: FigureTable(
                ["day", "in the sprint", "done"],
                course.days.map { [.text($0.day.text), .number($0.scope), .number($0.done)] })
        ) { caption in
            LineChart(
                caption, things: "Day", steps: course.days.map(\.day.text),
                series: [
                    .init("Done", values: course.days.map(\.done)),
                    .init("In the sprint", values: course.days.map(\.scope)),
                ], axis: Axis(unit, bounds: 0...max(last.scope, 1))
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
