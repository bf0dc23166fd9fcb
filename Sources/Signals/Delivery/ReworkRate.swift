import Records
import Statistics

extension DeliverySignal {
    /// How many deployments nobody had planned.
    package static let deploymentReworkRate = DeliverySignal(
        id: "deployment-rework-rate",
        title: "Deployment rework rate",
        question: "How many deployments were unplanned and made to mend what users saw?",
        unit: .percent,
        direction: .lower,
        source: "HANDBOOK A5; DORA 2024, 2026"
    ) { reading in ReworkRate(reading).measurement }
}

private struct ReworkRate {
    static let needed = 20

    let rollouts: Rollouts
    let isKnown: Bool
    /// Merge commits of pull requests that mend, and why.
    let mends: [String: ReworkRateDetails.Reason]

    init(_ reading: DeliveryReading) {
        let evidence = reading.evidence
        rollouts = reading.rollouts
        let marks = evidence.deployments.map(\.deployment)
        isKnown = !evidence.pullRequests.isEmpty || marks.contains { $0.isFix != nil || $0.isRollback != nil }
        mends = Self.mends(evidence, rollouts)
    }

    /// A revert of what never reached production mends nothing that users saw.
    private static func mends(
        _ evidence: DeliveryEvidence, _ rollouts: Rollouts
    ) -> [String: ReworkRateDetails.Reason] {
        var first: [String: Int64] = [:]
        for rollout in rollouts.all {
            for commit in rollout.commits { first[commit] = min(first[commit] ?? .max, rollout.finishedAt) }
        }
        var mends: [String: ReworkRateDetails.Reason] = [:]
        for history in evidence.pullRequests {
            let request = history.pullRequest
            for event in history.events where event.kind == .reverted && event.at <= evidence.now {
                guard let commit = event.commit, let was = request.mergeCommit.flatMap({ first[$0] }), was <= event.at
                else { continue }
                mends[commit] = mends[commit] ?? .revert
            }
        }
        for request in evidence.pullRequests.map(\.pullRequest)
        where request.labels.contains(where: { evidence.options.labelsOfFixes.contains($0.lowercased()) }) {
            if let commit = request.mergeCommit { mends[commit] = .label }
        }
        return mends
    }

    private func reason(_ rollout: Rollouts.Rollout) -> ReworkRateDetails.Reason? {
        if rollout.isFix == true { return .declared }
        if rollout.isRollback { return .rollback }
        if rollout.isFix == false { return nil }
        let reasons = Set(rollout.commits.compactMap { mends[$0] })
        return reasons.contains(.label) ? .label : reasons.first
    }

    var measurement: Measurement {
        guard !rollouts.all.isEmpty, isKnown else {
            return .unavailable(
                "deployments", needed: Self.needed,
                why: rollouts.all.isEmpty
                    ? "No source tells of deployments to production. A code host's deployments or tutti deployed would."
                    : "No source tells why something was deployed. A reason on deployments, or pull requests with labels, would."
            )
        }
        let own = rollouts.places.map { rollouts.all[$0] }
        let rework = own.compactMap { rollout in
            reason(rollout).map {
                ReworkRateDetails.Deployment(deployment: rollout.keys[0], service: rollout.service, reason: $0)
            }
        }
        let before = EarlierShare(rollouts) { reason(rollouts.all[$0]) != nil }
        let details = ReworkRateDetails(
            deployments: own.count, count: rework.count,
            reasons: Dictionary(grouping: rework, by: \.reason.rawValue).mapValues(\.count), rework: rework,
            before: before,
            reference: .rework)
        let sample = Measurement.Sample(own.count, needed: Self.needed, of: "deployments")
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded, steps: steps(details)) }
        return Measurement(
            value: 100 * Double(rework.count) / Double(own.count), interval: .wilson(rework.count, of: own.count),
            sample: sample, why: "Not code that is written anew: only deployments that nobody had planned.",
            excluded: excluded, steps: steps(details), finding: finding(details), details: SignalDetails(details.short))
    }

    private var excluded: [Measurement.Exclusion] {
        rollouts.failedBefore > 0
            ? [.init("pipelines that failed before production", count: rollouts.failedBefore)] : []
    }

    private func steps(_ details: ReworkRateDetails) -> [String] {
        guard details.deployments > 0 else { return [] }
        let count = { (reason: ReworkRateDetails.Reason) in details.reasons[reason.rawValue] ?? 0 }
        var steps = [
            "\(Phrase.count(details.deployments, "successful deployment")) to production, with regions, retries and repeats folded into one.",
            "\(Phrase.number(details.count)) to mend: \(Phrase.number(count(.declared))) say so themselves, \(Phrase.number(count(.rollback))) went back, \(Phrase.number(count(.label))) carry a pull request with such a label, \(Phrase.number(count(.revert))) a revert of what ran there.",
            "\(Phrase.number(details.count)) of \(Phrase.number(details.deployments)): \(Phrase.decimal(100 * Double(details.count) / Double(details.deployments))) %.",
        ]
        if let before = details.before {
            steps.append(before.step(details.count, of: details.deployments, needed: Self.needed))
        }
        return steps + [details.reference.percentStep]
    }

    private func finding(_ details: ReworkRateDetails) -> Measurement.Finding? {
        guard details.count >= 3, details.count * 4 >= details.deployments else { return nil }
        return Measurement.Finding(
            sentence:
                "\(Phrase.percent(Double(details.count) / Double(details.deployments))) of the deployments mended what users had seen",
            evidence: "\(Phrase.number(details.count)) of \(Phrase.number(details.deployments)).",
            uncertainty: "A deployment that nobody marked counts as planned.",
            suggestion: "Try: look for what two of these fixes have in common, and plan time for that.", weight: 0.45)
    }
}
