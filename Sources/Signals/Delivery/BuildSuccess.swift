import Records

extension DeliverySignal {
    /// How often the default branch builds.
    package static let buildSuccess = DeliverySignal(
        id: "build-success",
        title: "Build success",
        question: "How many runs on the default branch succeed at the first try?",
        unit: .percent,
        direction: .higher,
        source: "HANDBOOK A23; CircleCI 2022, 2023"
    ) { reading in
        guard let pipelines = reading.pipelines else { return .noPipeline("runs", needed: 20) }
        return BuildSuccess(
            pipelines.inside(reading.evidence.timeframe).filter { pipelines.isOnDefaultBranch($0.first) }
        )
        .measurement
    }
}

private struct BuildSuccess {
    static let needed = 20

    let details: BuildSuccessDetails

    init(_ runs: [PipelineReading.Run]) {
        let count = { (result: Build.Result) in runs.count { $0.first.result == result } }
        details = BuildSuccessDetails(
            succeeded: count(.succeeded), failed: count(.failed), cancelled: count(.cancelled),
            skipped: count(.skipped), again: runs.count { $0.again > 0 })
    }

    var measurement: Measurement {
        let all = details.succeeded + details.failed
        let sample = Measurement.Sample(all, needed: Self.needed, of: "runs on the default branch")
        let excluded = [("cancelled or replaced runs", details.cancelled), ("skipped runs", details.skipped)]
            .filter { $0.1 > 0 }.map { left in
                Measurement.Exclusion(
                    left.0, count: left.1, valueWithout: 100 * Double(details.succeeded) / Double(all + left.1))
            }
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let share = Double(details.succeeded) / Double(all)
        return Measurement(
            value: 100 * share, interval: .wilson(details.succeeded, of: all), sample: sample,
            why: "The first try of each run: trying again until it is green would hide what is flaky.",
            excluded: excluded,
            steps: [
                "\(Phrase.number(details.succeeded)) runs on the default branch succeeded, \(Phrase.number(details.failed)) failed; \(Phrase.number(details.again)) were tried again, and their first try counts.",
                "\(Phrase.number(details.succeeded)) of \(Phrase.number(all)): \(Phrase.decimal(100 * share)) %.",
                "A common mark is over 90 % (CircleCI 2022).",
            ], finding: finding(share, all), details: SignalDetails(details))
    }

    private func finding(_ share: Double, _ all: Int) -> Measurement.Finding? {
        guard share < 0.8 else { return nil }
        return Measurement.Finding(
            sentence: "\(Phrase.opening(details.failed, "run")) of \(Phrase.number(all)) on the default branch failed",
            evidence: "\(Phrase.percent(share)) succeeded at the first try.",
            uncertainty: "A broken runner fails like broken code.",
            suggestion: "Try: agree that red comes first, and that whoever sees it says so.", weight: 0.5)
    }
}
