import Records
import Statistics

extension DeliverySignal {
    /// How long the default branch stays red.
    package static let timeToGreen = DeliverySignal(
        id: "time-to-green",
        title: "Time to green",
        question: "How long does it take until a red default branch is green again?",
        unit: .hours,
        direction: .lower,
        source: "HANDBOOK A23, I3; CircleCI 2022, 2023"
    ) { reading in
        guard let pipelines = reading.pipelines else { return .noPipeline("times of red", needed: 5) }
        return TimeToGreen(pipelines, reading.evidence).measurement
    }
}

private struct TimeToGreen {
    static let needed = 5

    let details: TimeToGreenDetails

    init(_ reading: PipelineReading, _ evidence: DeliveryEvidence) {
        let own = reading.builds.filter { build in
            reading.isOnDefaultBranch(build) && (build.result == .succeeded || build.result == .failed)
        }
        let inside = { (at: Int64) in at < evidence.timeframe.end && at >= evidence.timeframe.start ?? .min }
        var reds: [TimeToGreenDetails.Red] = []
        for (line, builds) in Dictionary(grouping: own, by: PipelineReading.line) {
            reds += Self.reds(line, builds, now: evidence.now)
        }
        reds = reds.filter { inside($0.from) }
        reds.sort { ($0.from, $0.repository, $0.name) < ($1.from, $1.repository, $1.name) }
        details = TimeToGreenDetails(count: reds.count, reds: reds, open: reds.count { $0.until == nil })
    }

    /// From the first failure to the next success.
    private static func reds(_ line: PipelineReading.Line, _ builds: [Build], now: Int64) -> [TimeToGreenDetails.Red] {
        var reds: [TimeToGreenDetails.Red] = []
        var since: Int64?
        func end(_ until: Int64?) {
            guard let from = since else { return }
            reds.append(
                .init(
                    repository: line.repositoryName, name: line.name, from: from, until: until,
                    hours: Double((until ?? now) - from) / 3600))
            since = nil
        }
        for build in builds {
            guard let at = build.finishedAt else { continue }
            if build.result == .succeeded { end(at) } else if since == nil { since = at }
        }
        end(nil)
        return reds
    }

    var measurement: Measurement {
        let reds = details.reds
        let sample = Measurement.Sample(reds.count, needed: Self.needed, of: "times of red")
        guard sample.count >= sample.needed else { return .tooFew(sample) }
        let waits = reds.map { Statistics.Wait($0.hours, hasEnded: $0.until != nil) }
        let median = Statistics.survivalMedian(waits)
        let bounds = Statistics.survivalMedianInterval(waits)
        var interval: Measurement.Interval?
        if median != nil, let low = bounds.low, let high = bounds.high {
            interval = .init(low: low, high: high, kind: "95 % Brookmeyer–Crowley")
        }
        return Measurement(
            value: median, interval: interval, sample: sample, status: median == nil ? .unavailable : .ok,
            why: median == nil ? "Not reached: half of them are still red." : "Elapsed time, nights and weekends too.",
            steps: [
                "\(Phrase.count(reds.count, "time")) a pipeline on the default branch went red, each from the first failure to the next success.",
                "\(Phrase.number(details.open)) still red, counted for as long as they have been (Kaplan–Meier).",
                median.map { "Half were green again within \(Phrase.decimal($0)) h." }
                    ?? "Half are not green yet: the median is not reached.",
                "A common mark is one hour (CircleCI 2022).",
            ], finding: finding, details: SignalDetails(details.short))
    }

    private var finding: Measurement.Finding? {
        guard let oldest = details.reds.first(where: { $0.until == nil }), oldest.hours >= 24 else { return nil }
        return Measurement.Finding(
            sentence: "\(oldest.name) has been red for \(Phrase.count(Int(oldest.hours / 24), "day"))",
            evidence:
                "\(Phrase.opening(details.open, "pipeline")) on the default branch \(details.open == 1 ? "is" : "are") red now.",
            uncertainty: "A pipeline that nobody runs any more stays red.",
            suggestion: "Try: mend it, or take it away if nobody needs what it says.", weight: 0.5)
    }
}
