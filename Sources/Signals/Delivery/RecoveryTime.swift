import Records
import Statistics

extension DeliverySignal {
    /// How long a deployment that failed hurts.
    package static let recoveryTime = DeliverySignal(
        id: "failed-deployment-recovery-time",
        title: "Failed-deployment recovery time",
        question: "How long does it take until what a deployment broke works again?",
        unit: .hours,
        direction: .lower,
        source: "HANDBOOK A4, I3; DORA 2023; Kaplan and Meier 1958"
    ) { reading in RecoveryTime(reading).measurement }
}

private struct RecoveryTime {
    static let needed = 5

    let rollouts: Rollouts
    let isKnown: Bool
    let now: Int64
    let episodes: [(FailureEpisode, Int64)]
    let skewed: Int
    let notCaused: Int

    init(_ reading: DeliveryReading) {
        let (rollouts, failures) = (reading.rollouts, reading.failures)
        let now = reading.evidence.now
        let inside = FailureEpisode.all(failures).filter { rollouts.isInside($0.start) }
        episodes = inside.compactMap { episode in episode.seconds(now: now).map { (episode, $0) } }
        skewed = inside.count - episodes.count
        isKnown = failures.isKnown && !rollouts.all.isEmpty
        notCaused = failures.notCaused
        self.rollouts = rollouts
        self.now = now
    }

    var measurement: Measurement {
        guard isKnown else {
            return .unavailable(
                "failed deployments", needed: Self.needed,
                why: "Needs deployments to production and what failed: incidents (tutti incident), reverts or marks.")
        }
        let sample = Measurement.Sample(episodes.count, needed: Self.needed, of: "failed deployments")
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        let waits = episodes.map { Statistics.Wait(Double($0.1) / 3600, hasEnded: $0.0.end != nil) }
        let median = Statistics.survivalMedian(waits)
        let bounds = Statistics.survivalMedianInterval(waits)
        var interval: Measurement.Interval?
        if median != nil, let low = bounds.low, let high = bounds.high {
            interval = .init(low: low, high: high, kind: "95 % Brookmeyer–Crowley")
        }
        let details = details(waits, median)
        return Measurement(
            value: median, interval: interval, sample: sample, status: median == nil ? .unavailable : .ok,
            why: median == nil
                ? "Not reached: half of the failures are not over yet."
                : "Elapsed time, nights too: users suffer at night. Restored is not yet understood.",
            excluded: excluded, steps: steps(details, median), finding: finding(details),
            details: SignalDetails(details.short))
    }

    private var excluded: [Measurement.Exclusion] {
        [("incidents that no change caused", notCaused), ("failures that end before they begin", skewed)]
            .filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    private func details(_ waits: [Statistics.Wait], _ median: Double?) -> RecoveryTimeDetails {
        RecoveryTimeDetails(
            count: episodes.count,
            failures: episodes.map { episode, seconds in
                .init(
                    deployment: rollouts.all[episode.rollout].keys[0], service: rollouts.all[episode.rollout].service,
                    start: episode.start, end: episode.end, hours: Double(seconds) / 3600, cameBack: episode.cameBack)
            }, open: waits.count { !$0.hasEnded },
            curve: Statistics.survivalCurve(waits).map { .init(hours: $0.time, remaining: $0.remaining) },
            category: median.map(DurationCategory.init(hours:)), reference: .recovery)
    }

    private func steps(_ details: RecoveryTimeDetails, _ median: Double?) -> [String] {
        let back = details.failures.count(where: \.cameBack)
        var steps = [
            "\(Phrase.count(details.failures.count, "failure")) of deployments, from the incident's start, or else from the deployment, until service was restored.",
            "\(Phrase.number(details.open)) still last and count for as long as they have lasted (Kaplan–Meier); leaving them out would make recovery look fast.",
        ]
        if back > 0 {
            steps.append("\(Phrase.number(back)) came back within 24 hours; their clock went on.")
        }
        let curve = details.curve.prefix(6).map { "\(Phrase.decimal($0.hours)) h \(Phrase.decimal($0.remaining))" }
        if !curve.isEmpty { steps.append("The share not over after \(curve.joined(separator: ", ")).") }
        guard let median, let category = details.category else {
            return steps + ["It never falls to a half: the median is not reached."]
        }
        return steps + [
            "It first falls to a half or below after \(Phrase.decimal(median)) h.",
            details.reference.step(category.rawValue, category.words),
        ]
    }

    private func finding(_ details: RecoveryTimeDetails) -> Measurement.Finding? {
        guard details.open > 0, let longest = details.failures.filter({ $0.end == nil }).map(\.hours).max(),
            longest >= 24
        else { return nil }
        return Measurement.Finding(
            sentence:
                "\(Phrase.opening(details.open, "failure")) of a deployment \(details.open == 1 ? "is" : "are") not over",
            evidence: "The oldest has lasted for \(Phrase.decimal(longest)) hours.",
            uncertainty: "An incident that nobody closed looks the same as one that lasts.",
            suggestion: "Try: close what is over, and put a name to who looks after the rest.", weight: 0.5)
    }
}
