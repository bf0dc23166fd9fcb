import Interface
import Records
import Signals

/// What tests run: of the code, and of what was changed.
struct CoverageFigures {
    let readings: DeliveryReadings

    private var details: CoverageDetails? { readings.details("coverage", as: CoverageDetails.self) }

    var trend: DeliveryFigure? {
        guard let details, details.trend.count > 1, let first = details.trend.first, let last = details.trend.last
        else { return nil }
        return DeliveryFigure(
            "coverage", of: "coverage",
            "Tests ran \(Format.percent(first.lineShare)) of the lines at first, and \(Format.percent(last.lineShare)) at last",
            description:
                "Lines that tests ran, of those that can be run, at each measured commit. It says what ran, not what was checked.",
            numbers: FigureTable(
                ["at", "commit", "share of lines"],
                details.trend.map { [.text(Days.instant($0.at)), .text($0.commit), .number($0.lineShare)] })
        ) { caption in
            LineChart(
                caption, things: "Commit", steps: details.trend.map { Days.iso($0.at) },
                series: [.init("Lines that tests run", values: details.trend.map(\.lineShare))],
                axis: Axis("Share of lines", format: .percent)
            ).html
        }
    }

    var repositories: DeliveryFigure? {
        guard let details, details.repositories.count > 1 else { return nil }
        let rows = details.repositories.compactMap { repository in
            repository.totals.lineShare.map {
                (readings.repositoryName(repository.repository?.description ?? ""), $0, repository.totals.lines)
            }
        }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
        guard !rows.isEmpty else { return nil }
        return DeliveryFigure(
            "coverage-by-repository", of: "coverage", "Where tests run least",
            description:
                "Lines that tests ran at each repository's latest measured commit. Together they are added up line by line, never averaged.",
            numbers: FigureTable(
                ["repository", "share of lines", "lines"],
                rows.map { [.text($0.0), .number($0.1), .init($0.2)] })
        ) { caption in
            DotPlot(
                caption, things: "Repository",
                rows: rows.map { .init($0.0, $0.1, sample: Format.count($0.2, "line", "lines")) },
                axis: Axis("Share of lines", format: .percent, bounds: 0...1)
            ).html
        }
    }

    var changes: DeliveryFigure? {
        guard let details = readings.details("change-coverage", as: ChangeCoverageDetails.self), details.coverable > 0
        else { return nil }
        let counts = [("run by tests", details.covered), ("not run", details.coverable - details.covered)]
        return DeliveryFigure(
            "change-coverage", of: "change-coverage",
            "Tests run \(Format.percent(Double(details.covered) / Double(details.coverable))) of the lines that were added",
            description: """
                Lines that can be run, of \(Wording.count(details.pullRequests, "merged pull request", "merged pull requests")). \
                \(Wording.capitalised(Wording.number(details.missing))) more were not measured, \(Wording.number(details.withoutLines)) added no such line.
                """,
            numbers: FigureTable("lines", "count", counts.map { ($0.0, Double($0.1)) })
        ) { caption in
            BarChart(
                caption, things: "Lines", bars: counts.map { .init(Wording.capitalised($0.0), Double($0.1)) },
                axis: Axis("Lines", format: .whole)
            ).html
        }
    }
}
