import Records
import Statistics

extension DeliverySignal {
    /// How many deployments needed somebody at once.
    package static let changeFailRate = DeliverySignal(
        id: "change-fail-rate",
        title: "Change fail rate",
        question: "How many deployments to production needed a rollback, a hotfix or another fix at once?",
        unit: .percent,
        direction: .lower,
        source: "HANDBOOK A3; DORA 2024, 2026"
    ) { reading in ChangeFailRate(reading).measurement }
}

private struct ChangeFailRate {
    static let needed = 20
    static let settling: Int64 = 7 * Timeframe.day

    let rollouts: Rollouts
    let failures: DeploymentFailures
    let now: Int64
    let hasIncidents: Bool

    init(_ reading: DeliveryReading) {
        rollouts = reading.rollouts
        failures = reading.failures
        now = reading.evidence.now
        hasIncidents = reading.evidence.incidents != nil
    }

    var measurement: Measurement {
        let places = rollouts.places
        guard !rollouts.all.isEmpty, failures.isKnown else {
            return .unavailable(
                "deployments", needed: Self.needed,
                why: rollouts.all.isEmpty
                    ? "No source tells of deployments to production. A code host's deployments or tutti deployed would."
                    : "No source tells what failed. Incidents (tutti incident), reverts or a mark on deployments would."
            )
        }
        let failed = failures.failed
        let count = places.count(where: failed.contains)
        let sample = Measurement.Sample(places.count, needed: Self.needed, of: "deployments")
        let details = details(places, count)
        guard sample.count >= sample.needed else {
            var few = Measurement.tooFew(sample, excluded: excluded, steps: steps(details))
            few.details = SignalDetails(details.short)
            return few
        }
        return Measurement(
            value: 100 * Double(count) / Double(places.count), interval: .wilson(count, of: places.count),
            sample: sample, why: why, excluded: excluded, steps: steps(details), finding: finding(details),
            details: SignalDetails(details.short))
    }

    private var why: String {
        let words = "Deployments are counted, not incidents. Tells of changes and never of the people who made them."
        return hasIncidents
            ? words : "\(words) No incidents are known: failures are those that reverts, rollbacks and fixes tell of."
    }

    private var excluded: [Measurement.Exclusion] {
        [
            ("pipelines that failed before production", rollouts.failedBefore),
            ("deployments of which somebody said that they did not fail", failures.overruled),
            ("incidents that no change caused", failures.notCaused),
            ("incidents that no deployment could be tied to", failures.unattributed),
        ].filter { $0.1 > 0 }.map { .init($0.0, count: $0.1) }
    }

    private func details(_ places: [Int], _ count: Int) -> ChangeFailRateDetails {
        let inside = Set(places)
        let own = failures.failures.filter { inside.contains($0.rollout) }
        let linked = Set(own.filter { !$0.isInferred }.map(\.rollout))
        return ChangeFailRateDetails(
            deployments: places.count, failed: count, inferred: count - linked.count,
            settling: places.count { now - rollouts.all[$0].finishedAt < Self.settling },
            kinds: Dictionary(grouping: own, by: \.kind.rawValue).mapValues(\.count),
            failures: own.map { failure in
                .init(
                    deployment: rollouts.all[failure.rollout].keys[0], service: rollouts.all[failure.rollout].service,
                    kind: failure.kind.rawValue, record: failure.record, isInferred: failure.isInferred)
            }, before: EarlierShare(rollouts, where: failures.failed.contains), reference: .failRate)
    }

    private func steps(_ details: ChangeFailRateDetails) -> [String] {
        var steps = [
            "\(Phrase.count(details.deployments, "successful deployment")) to production, with regions, retries and repeats of the same commits folded into one.",
            "\(Phrase.number(details.failed)) of them failed, as \(Phrase.count(details.failures.count, "incident, revert, rollback, fix or word of somebody", plural: "incidents, reverts, rollbacks, fixes and words of somebody")) tell; \(Phrase.number(details.inferred)) are inferred from the time alone.",
        ]
        if details.settling > 0 {
            steps.append(
                "Still settling: \(Phrase.count(details.settling, "deployment")) of the last seven days, to which an incident may yet be tied."
            )
        }
        guard details.deployments > 0 else { return steps }
        steps.append(
            "\(Phrase.number(details.failed)) of \(Phrase.number(details.deployments)): \(Phrase.decimal(100 * Double(details.failed) / Double(details.deployments))) %."
        )
        if let before = details.before {
            steps.append(before.step(details.failed, of: details.deployments, needed: Self.needed))
        }
        return steps + [details.reference.percentStep]
    }

    private func finding(_ details: ChangeFailRateDetails) -> Measurement.Finding? {
        guard details.failed >= 3, details.failed * 5 >= details.deployments else { return nil }
        return Measurement.Finding(
            sentence:
                "\(Phrase.opening(details.failed, "deployment")) of \(Phrase.number(details.deployments)) needed a fix at once",
            evidence:
                "\(Phrase.number(details.failed - details.inferred)) by a link, revert or rollback, \(Phrase.number(details.inferred)) inferred from the time.",
            uncertainty: "Failures that nobody declared are missing.",
            suggestion: "Try: take the last two that failed, and ask what would have shown it before production.",
            weight: 0.6)
    }
}
