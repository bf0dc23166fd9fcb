import Interface
import Records
import Signals

/// What a signal's own page draws below its number; signals that a room draws are linked there instead.
struct SignalPicture {
    let readings: Readings
    let id: String

    var html: HTML {
        switch id {
        case "truck-factor": absences
        case "pairing-coverage": pairing
        case "ramp-up": ramp
        case "after-hours": weeks
        default: roomLink
        }
    }

    private var roomLink: HTML {
        if id == "release-cadence" {
            return
                "<p>\(Link.delivery(readings).anchor("See it drawn in the Delivery room").button())</p>"
        }
        guard let view = KnowledgeView.allCases.first(where: { $0.signals.contains(id) }) else {
            return "<p>\(Link.people(readings).anchor("See who is who in the People room").button())</p>"
        }
        let link = Link.knowledge(readings).with("view", view == .concentration ? nil : view.rawValue)
        return "<p>\(link.anchor("See it drawn in the Knowledge room").button())</p>"
    }

    private var absences: HTML {
        guard let details = readings.details("truck-factor", as: TruckFactorDetails.self) else { return .empty }
        let start = BarChart.Bar("nobody away", details.coverageAtStart)
        let rest = details.absences.prefix(12).enumerated().map { index, absence in
            BarChart.Bar("\(index + 1) away", absence.coverageAfter)
        }
        let who = details.absences.prefix(12).map(\.person.name)
        return """
            \(BarChart(
                ChartCaption("How much would still have somebody who wrote it", description: """
                    Share of \(Format.count(details.files, "source file", "source files")) with an author among those who are left, \
                    after each further absence. Below half, the team would stand still.
                    """),
                things: "People away", bars: [start] + rest, axis: Axis("Files with an author", format: .percent, bounds: 0...1)))
            \(when(!who.isEmpty, "<p>In the order of the simulation: \(each(who, between: ", ") { name($0) }). They are the ones to learn from.</p>"))
            """
    }

    private var pairing: HTML {
        guard let details = readings.details("pairing-coverage", as: PairingCoverageDetails.self),
            !details.people.isEmpty
        else { return .empty }
        let names = details.people.map(\.name)
        var cells: [[Matrix.Cell?]] = Array(repeating: Array(repeating: nil, count: names.count), count: names.count)
        for pair in details.pairs {
            let days = min(pair.daysSince ?? 60, 60)
            let cell = Matrix.Cell(1 - Double(days) / 60, pair.daysSince.map { "\($0) d" } ?? "never")
            cells[pair.first][pair.second] = cell
            cells[pair.second][pair.first] = cell
        }
        return """
            \(Matrix(
                ChartCaption("Who last wrote something together, and when", description: """
                    Days since a commit named both, by its author and its Co-authored-by lines. Sixty days and never look the same.
                    """),
                things: "Person", rows: names, columns: names, cells: cells, depthMeans: "today"))
            <p>An offer for the next round: \(each(details.offers, between: "; ") { pair in
                "\(name(names[pair.first])) with \(name(names[pair.second]))"
            }).</p>
            """
    }

    private var ramp: HTML {
        guard let details = readings.details("ramp-up", as: RampUpDetails.self) else { return .empty }
        return Table(
            "Newcomers by the two years in which they began", showsCaption: true,
            columns: [
                .text("Began"), .number("Newcomers"), .number("Reached commit \(details.milestone)"),
                .number("Median days"),
            ],
            rows: details.cohorts.map { cohort in
                [
                    "\(Days.month(cohort.start)) – \(Days.month(cohort.end - 1))", "\(cohort.newcomers)",
                    "\(cohort.arrived)",
                    "\(cohort.medianDays.map { Format.number($0) } ?? "too few to say")",
                ]
            }
        ).html
    }

    private var weeks: HTML {
        guard let details = readings.details("after-hours", as: AfterHoursDetails.self) else { return .empty }
        return LineChart(
            ChartCaption(
                "The team's share outside \(details.window), week by week",
                description: "Commits of at least five people in a week; a gap is a week with fewer."),
            things: "Week of", steps: details.weeks.map(\.monday),
            series: [
                LineChart.Series(
                    "Outside the window",
                    values: details.weeks.map { week in
                        guard let events = week.events, let outside = week.outside, events > 0 else { return nil }
                        return Double(outside) / Double(events)
                    })
            ],
            axis: Axis("Share of commits", format: .percent, bounds: 0...1)
        ).html
    }
}
