import Records
import Statistics

extension DeliverySignal {
    /// How long a change takes from being written to running in production.
    package static let changeLeadTime = DeliverySignal(
        id: "change-lead-time",
        title: "Change lead time",
        question: "How long does a change take from being written to running in production?",
        unit: .hours,
        direction: .lower,
        source: "HANDBOOK A2; DORA 2024, 2026"
    ) { reading in ChangeLeadTime(reading).measurement }
}

private struct ChangeLeadTime {
    static let neededCommits = 10
    static let neededDeployments = 5

    let evidence: DeliveryEvidence
    let rollouts: Rollouts
    let changes: [DeployedChange]
    let left: DeployedChanges.Left

    init(_ reading: DeliveryReading) {
        evidence = reading.evidence
        rollouts = reading.rollouts
        let found = DeployedChanges(reading)
        changes = found.changes
        left = found.left
    }

    private var counted: [DeployedChange] {
        evidence.options.leavesOut.contains(.machines) ? changes.filter { !$0.isByMachine } : changes
    }

    var measurement: Measurement {
        guard !rollouts.all.isEmpty else {
            return .unavailable(
                "deployed commits", needed: Self.neededCommits,
                why: "No source tells of deployments to production. A code host's deployments or tutti deployed would.")
        }
        let counted = counted
        let deployments = Set(counted.map(\.rollout)).count
        let isEnough = counted.count >= Self.neededCommits || deployments >= Self.neededDeployments
        let sample = Measurement.Sample(
            counted.count, needed: isEnough ? min(counted.count, Self.neededCommits) : Self.neededCommits,
            of: "deployed commits")
        guard isEnough, let spread = HoursSpread(seconds: counted.map(\.seconds)) else {
            return .tooFew(sample, excluded: excluded)
        }
        let details = details(spread, deployments)
        let bounds = Statistics.medianInterval(counted.map { Double($0.seconds) / 3600 })
        return Measurement(
            value: spread.p50, interval: bounds.map { .init(low: $0.low, high: $0.high, kind: "95 % by ranks") },
            sample: sample,
            why:
                "Calendar time, weekends too. Half of the commits took no longer; speed says nothing without the change fail rate.",
            excluded: excluded, steps: steps(details), finding: finding(details), details: SignalDetails(details))
    }

    private var excluded: [Measurement.Exclusion] {
        let machines = changes.count - counted.count
        let whole = HoursSpread(seconds: changes.map(\.seconds))?.p50
        let others = [
            ("commits of which nobody knows when they were written", left.unknown),
            ("merge commits", left.merges),
            ("commits that were taken back within a day, and are not there again", left.takenBack),
            ("commits that are younger than their deployment", left.skewed),
            ("deployments of which nobody knows what they brought", left.deploymentsWithoutRange),
        ]
        return (machines > 0 ? [.init("commits by bots and AI agents", count: machines, valueWithout: whole)] : [])
            + others.filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    private func details(_ spread: HoursSpread, _ deployments: Int) -> ChangeLeadTimeDetails {
        let counted = counted
        let first = counted.map { rollouts.all[$0.rollout].finishedAt }.min()
        let weeks = CompleteWeeks(evidence, since: first)
        let byWeek = Dictionary(grouping: counted) { weeks.place(of: rollouts.all[$0.rollout].finishedAt) }
        return ChangeLeadTimeDetails(
            spread: spread, commits: counted.count, deployments: deployments,
            clipped: counted.count(where: \.isClipped), fromSquashes: counted.count(where: \.isFromSquash),
            weeks: weeks.series { HoursSpread(seconds: (byWeek[$0] ?? []).map(\.seconds))?.p50 },
            category: DurationCategory(hours: spread.p50), reference: .leadTime)
    }

    private func steps(_ details: ChangeLeadTimeDetails) -> [String] {
        var steps = [
            "\(Phrase.count(details.commits, "commit")) reached production in \(Phrase.count(details.deployments, "deployment")) of the timeframe, each at its first one that was not taken back within 24 hours; what a deployment brought is told by ancestry.",
            "From the author's date to the end of the deployment.",
        ]
        if details.clipped > 0 {
            steps.append(
                "\(Phrase.number(details.clipped)) were dated later than their push, or more than 90 days before their pull request; the push or those 90 days count."
            )
        }
        if details.fromSquashes > 0 {
            steps.append(
                "\(Phrase.number(details.fromSquashes)) were squashed; the commits of their pull requests count.")
        }
        return steps + [
            "Half took at most \(Phrase.decimal(details.spread.p50)) h, three quarters \(Phrase.decimal(details.spread.p75)) h, nine tenths \(Phrase.decimal(details.spread.p90)) h.",
            details.weeks.step, details.reference.step(details.category.rawValue, details.category.words),
        ]
    }

    private func finding(_ details: ChangeLeadTimeDetails) -> Measurement.Finding? {
        guard details.spread.p90 > 4 * details.spread.p50, details.spread.p90 >= 7 * 24 else { return nil }
        return Measurement.Finding(
            sentence: "One commit in ten waits for \(Phrase.decimal(details.spread.p90 / 24)) days or more",
            evidence:
                "Half of the \(Phrase.number(details.commits)) are in production within \(Phrase.decimal(details.spread.p50)) h.",
            uncertainty: "Work that was meant to rest looks the same as work that was forgotten.",
            suggestion: "Try: look together at the oldest three, and where they lay.", weight: 0.4)
    }
}
