import Interface
import Records
import Signals

/// How long pipelines take, how often they succeed, which tests cannot be trusted, and what tests run.
struct BuildsView: DeliveryBody {
    let readings: DeliveryReadings
    let namesPeople: Bool

    private var duration: BuildDurationDetails? { details("build-duration", BuildDurationDetails.self) }

    var title: String {
        if let value = readings["build-duration"]?.value {
            return "Half of the builds are over within \(ValueText(value, .minutes).sentence)"
        }
        if let flaky = details("flaky-tests", FlakyTestsDetails.self) { return FlakyFigure(details: flaky).title }
        return "Too little is known of builds and tests"
    }

    var lead: HTML {
        """
        From queued to the last required job, runs of the default branch apart. Waiting for a machine is part of waiting for a \
        result. \(explain("build-duration"))
        """
    }

    var parts: [DeliveryPart] {
        let coverage = CoverageFigures(readings: readings)
        let tests = details("flaky-tests", FlakyTestsDetails.self).map {
            FlakyFigure(details: namesPeople ? $0 : $0.withoutNames).figure
        }
        let figures = [
            course, pipelines, success, reds, tests, coverage.trend, coverage.repositories, coverage.changes,
        ]
        return figures.compactMap(\.self).map(DeliveryPart.figure)
    }

    private var course: DeliveryFigure? {
        duration.map { details in
            WeekFigure(
                id: "duration", signal: "build-duration", title: "Builds take as long as they usually do",
                subject: "The duration of builds", unit: "Minutes, median", series: details.weeks
            ).figure
        }
    }

    private var pipelines: DeliveryFigure? {
        guard let duration, !duration.pipelines.isEmpty else { return nil }
        let slowest = duration.pipelines.sorted { ($1.p50, $0.name) < ($0.p50, $1.name) }
        let labels = readings.repositoryLabels(slowest.map(\.repository))
        return DeliveryFigure(
            "pipelines", of: "build-duration",
            "\(slowest[0].name) in \(readings.repositoryName(slowest[0].repository)) takes longest",
            description: """
                Minutes of each pipeline\(slowest.count > Self.mostPipelines ? ", the \(Self.mostPipelines) slowest of \(slowest.count)" : ""): the mark is where half of its runs stand, the line reaches to where 95 % do.\
                \(duration.queueP50.map { " Half of the runs waited \(Format.number($0)) minutes or less before anything ran." } ?? "")
                """,
            numbers: FigureTable(
                ["repository", "pipeline", "runs", "minutes at half", "minutes at 95 %"],
                slowest.map {
                    [
                        .text(readings.repositoryName($0.repository)), .text($0.name), .init($0.runs), .number($0.p50),
                        .number($0.p95),
                    ]
                })
        ) { caption in
            DotPlot(
                caption, things: "Pipeline",
                rows: slowest.prefix(Self.mostPipelines).map { pipeline in
                    .init(
                        "\(labels[pipeline.repository] ?? ""): \(pipeline.name)", pipeline.p50,
                        interval: pipeline.p50...max(pipeline.p50, pipeline.p95),
                        sample: Format.count(pipeline.runs, "run", "runs"))
                }, axis: Axis("Minutes", bounds: 0...0), intervalMeans: "from half to 95 % of the runs"
            ).html
        }
    }

    private static let mostPipelines = 20

    private var success: DeliveryFigure? {
        guard let details = details("build-success", BuildSuccessDetails.self) else { return nil }
        let judged = details.succeeded + details.failed
        let counts = [
            ("Succeeded", details.succeeded), ("Failed", details.failed), ("Cancelled", details.cancelled),
            ("Skipped", details.skipped),
        ]
        return DeliveryFigure(
            "success", of: "build-success",
            "\(Format.number(details.succeeded)) of \(Format.count(judged, "run", "runs")) of the default branch succeeded",
            description: """
                By the first try; \(Wording.count(details.again, "run was", "runs were")) tried again. Cancelled and skipped ones are in \
                no share.
                """,
            numbers: FigureTable("outcome", "runs", counts.map { ($0.0.lowercased(), Double($0.1)) })
        ) { caption in
            BarChart(
                caption, things: "Outcome", bars: counts.map { .init($0.0, Double($0.1)) },
                axis: Axis("Runs", format: .whole)
            ).html
        }
    }

    private func listed(_ details: TimeToGreenDetails) -> String {
        details.count == details.reds.count
            ? ""
            : " Of \(Format.number(details.count)) times the longest \(Format.number(details.reds.count)) are listed."
    }

    private var reds: DeliveryFigure? {
        guard let details = details("time-to-green", TimeToGreenDetails.self), !details.reds.isEmpty else { return nil }
        let longest = details.reds.sorted { ($1.hours, $0.from) < ($0.hours, $1.from) }
        let labels = readings.repositoryLabels(longest.map(\.repository))
        return DeliveryFigure(
            "reds", of: "time-to-green",
            details.open == 0
                ? "The default branch was red \(Wording.count(details.count, "time", "times")), and is green now"
                : "\(Wording.capitalised(Wording.count(details.open, "default branch is", "default branches are"))) red now",
            description:
                "Hours from the first red run to the next green one, the longest first. What is still red counts up to now.\(listed(details))",
            numbers: FigureTable(
                ["repository", "pipeline", "red from", "green from", "hours"],
                longest.map { red in
                    [
                        .text(readings.repositoryName(red.repository)), .text(red.name), .text(Days.instant(red.from)),
                        .text(red.until.map(Days.instant) ?? ""), .number(red.hours),
                    ]
                })
        ) { caption in
            BarChart(
                caption, things: "Red",
                bars: longest.prefix(15).map { red in
                    .init(
                        "\(labels[red.repository] ?? ""): \(red.name), \(Days.iso(red.from))\(red.until == nil ? ", still red" : "")",
                        red.hours)
                }, axis: Axis("Hours red")
            ).html
        }
    }
}
