import Interface
import Records
import Signals

/// Bugs, how many of them users found, and what mending all findings would take.
struct QualityView: DeliveryBody {
    let readings: DeliveryReadings

    private var bugs: BugDetails? {
        details("bug-frequency", BugDetails.self) ?? details("escaped-bugs", BugDetails.self)
    }

    var title: String {
        guard let bugs else {
            return details("debt-ratio", DebtRatioDetails.self) == nil
                ? "Too little is known of bugs" : "What mending would take, beside what writing took"
        }
        return bugs.escaped + bugs.caught > 0
            ? "Users found \(Format.number(bugs.escaped)) of \(Format.count(bugs.escaped + bugs.caught, "bug", "bugs"))"
            : "\(Wording.capitalised(Wording.count(bugs.bugs, "bug was", "bugs were"))) reported, and nobody says where they were found"
    }

    var lead: HTML {
        """
        A bug that nobody reports is in no number: more reports can be good news. Never counted by person. \
        \(explain("bug-frequency"))
        """
    }

    var parts: [DeliveryPart] { [weeks, found, debt].compactMap(\.self).map(DeliveryPart.figure) }

    private var weeks: DeliveryFigure? {
        bugs.map { bugs in
            WeekFigure(
                id: "bugs", signal: "bug-frequency", title: "As many bugs are reported as usual",
                subject: "Bugs reported in a week", unit: "Bugs reported",
                series: bugs.weeks, format: .whole
            ).figure
        }
    }

    private func foundTitle(_ bugs: BugDetails) -> String {
        let known = bugs.escaped + bugs.caught
        guard known > 0 else { return "Nobody says where bugs were found" }
        return "\(Format.percent(Double(bugs.caught) / Double(known))) of the bugs were found before users met them"
    }

    private var found: DeliveryFigure? {
        guard let bugs else { return nil }
        let counts = [("By users", bugs.escaped), ("Before", bugs.caught), ("Nobody says where", bugs.unknown)]
        return DeliveryFigure(
            "found", of: "escaped-bugs", foundTitle(bugs),
            description: """
                By labels and by who reported. \(Wording.capitalised(Wording.count(bugs.reopened, "bug", "bugs"))) \
                \(bugs.reopened == 1 ? "was" : "were") mended once and opened again.
                """,
            numbers: FigureTable("found", "bugs", counts.map { ($0.0.lowercased(), Double($0.1)) })
        ) { caption in
            BarChart(
                caption, things: "Found", bars: counts.map { .init($0.0, Double($0.1)) },
                axis: Axis("Bugs", format: .whole)
            ).html
        }
    }

    private var debt: DeliveryFigure? {
        guard let details = details("debt-ratio", DebtRatioDetails.self), !details.points.isEmpty else { return nil }
        return DeliveryFigure(
            "debt", of: "debt-ratio",
            "Mending all findings would take \(Format.number(readings["debt-ratio"]?.value ?? 0)) % of what writing the code took",
            description: Self.description(of: details.points),
            numbers: FigureTable(
                ["at", "repository", "ratio", "other rules than before"],
                details.points.map { point in
                    [
                        .text(Days.instant(point.at)),
                        .text(readings.repositoryName(point.repository.description)), .number(point.ratio),
                        .text(point.isBreak ? "yes" : "no"),
                    ]
                })
        ) { [readings] caption in Self.picture(details.points, readings, caption) }
    }

    private static func description(of points: [DebtRatioDetails.Point]) -> String {
        let isCourse = Set(points.map(\.repository)).count == 1
        let when = isCourse ? "each analysis" : "the latest analysis of each repository"
        let isBroken = isCourse && points.contains(where: \.isBreak)
        return """
            Minutes to mend what analyses found, beside 30 minutes a line, at \(when). It counts what a linter sees: no \
            architecture, no missing documents.\(isBroken ? " Where the rules changed, the line is broken: the sides are not the same series." : "")
            """
    }

    /// Up to where SonarQube's A ends at least, so that little does not look like much.
    private static let axis = Axis("Share of what writing took", format: .percent, bounds: 0...0.05)

    /// Of one repository its course, with a gap before each analysis by other rules; of several the latest of each.
    private static func picture(
        _ points: [DebtRatioDetails.Point], _ readings: DeliveryReadings, _ caption: ChartCaption
    ) -> HTML {
        let latest = Dictionary(points.map { (readings.repositoryName($0.repository.description), $0) }) {
            _, last in last
        }
        guard latest.count == 1 else {
            let rows = latest.sorted { $0.key < $1.key }
            return DotPlot(
                caption, things: "Repository",
                rows: rows.map { .init($0.key, $0.value.ratio, sample: Days.iso($0.value.at)) },
                axis: axis
            ).html
        }
        let course = points.flatMap { $0.isBreak ? [nil, $0] : [$0] }
        return LineChart(
            caption, things: "Analysis", steps: course.map { $0.map { Days.iso($0.at) } ?? "other rules" },
            series: [.init("Debt ratio", values: course.map { $0?.ratio })], axis: axis
        ).html
    }
}
