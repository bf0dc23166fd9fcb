import Records
import Statistics

extension DeliverySignal {
    /// How long people wait for a pipeline.
    package static let buildDuration = DeliverySignal(
        id: "build-duration",
        title: "Build duration",
        question: "How long does a run of the pipeline take, from being queued to its end?",
        unit: .minutes,
        direction: .lower,
        source: "HANDBOOK A23; CircleCI 2022, 2023"
    ) { reading in
        guard let pipelines = reading.pipelines else { return .noPipeline("runs", needed: 20) }
        return BuildDuration(reading.evidence, pipelines).measurement
    }
}

private struct BuildDuration {
    static let needed = 20

    let evidence: DeliveryEvidence
    let runs: [(build: Build, minutes: Double)]
    let stopped: Int
    let untimed: Int

    init(_ evidence: DeliveryEvidence, _ reading: PipelineReading) {
        self.evidence = evidence
        let inside = reading.inside(evidence.timeframe).map(\.first)
        let ended = inside.filter { $0.result == .succeeded || $0.result == .failed }
        runs = ended.compactMap { build in reading.seconds(build).map { (build, Double($0) / 60) } }
        stopped = inside.count - ended.count
        untimed = ended.count - runs.count
    }

    var measurement: Measurement {
        let minutes = runs.map(\.minutes)
        let sample = Measurement.Sample(runs.count, needed: Self.needed, of: "runs")
        let excluded = [
            ("runs that were cancelled, replaced or skipped", stopped), ("runs without their times", untimed),
        ]
        .filter { $0.1 > 0 }.map { Measurement.Exclusion($0.0, count: $0.1) }
        guard sample.count >= sample.needed, let half = Statistics.median(minutes),
            let most = Statistics.percentile(minutes, 0.95)
        else { return .tooFew(sample, excluded: excluded) }
        let details = details(most)
        let bounds = Statistics.medianInterval(minutes)
        return Measurement(
            value: half, interval: bounds.map { .init(low: $0.low, high: $0.high, kind: "95 % by ranks") },
            sample: sample, why: "With the time in the queue. Fewer tests make it shorter too.", excluded: excluded,
            steps: [
                "\(Phrase.count(runs.count, "run")), the first try of each, from being queued to the end of the last required job.",
                "Half took at most \(Phrase.decimal(half)) min, 95 % at most \(Phrase.decimal(most)) min."
                    + (details.queueP50.map { " Half waited \(Phrase.decimal($0)) min in the queue." } ?? ""),
                "A common mark is 10 minutes (CircleCI 2022); its users' median was 3.3.", details.weeks.step,
            ], finding: finding(half, most), details: SignalDetails(details))
    }

    private func details(_ most: Double) -> BuildDurationDetails {
        let pipelines = Dictionary(grouping: runs) { PipelineReading.line($0.build) }
        let weeks = CompleteWeeks(evidence, since: runs.compactMap(\.build.finishedAt).min())
        let byWeek = Dictionary(grouping: runs) { $0.build.finishedAt.flatMap(weeks.place) }
        let queued = runs.compactMap { run -> Double? in
            guard let queued = run.build.queuedAt, let started = run.build.startedAt else { return nil }
            return Double(max(0, started - queued)) / 60
        }
        return BuildDurationDetails(
            pipelines: pipelines.sorted { $0.key < $1.key }.compactMap { line, runs in
                let minutes = runs.map(\.minutes)
                guard let half = Statistics.median(minutes), let most = Statistics.percentile(minutes, 0.95) else {
                    return nil
                }
                return .init(repository: line.repositoryName, name: line.name, runs: runs.count, p50: half, p95: most)
            }, p95: most, queueP50: Statistics.median(queued),
            weeks: weeks.series { Statistics.median((byWeek[$0] ?? []).map(\.minutes)) })
    }

    private func finding(_ half: Double, _ most: Double) -> Measurement.Finding? {
        guard half > 10 else { return nil }
        return Measurement.Finding(
            sentence: "Half of the builds take longer than \(Phrase.decimal(half.rounded(.down))) minutes",
            evidence:
                "\(Phrase.count(runs.count, "run")); one in twenty takes \(Phrase.decimal(most)) minutes or more.",
            uncertainty: "Pipelines of all kinds together; each stands by itself below.",
            suggestion: "Try: find the longest step on the way, and run it beside the others.", weight: 0.4)
    }
}
