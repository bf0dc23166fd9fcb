import Records

/// Which deployments needed somebody at once, by what tells so (HANDBOOK A3).
///
/// An explicit link goes before a revert or rollback of what was deployed, and that before the last deployment of the
/// service within 24 hours, which is marked as inferred.
struct DeploymentFailures: Sendable {
    struct Failure: Hashable, Sendable {
        enum Kind: String, Codable, Sendable {
            case incident, revert, rollback, fix
            /// Somebody said so.
            case verdict
        }

        /// Among the rollouts.
        var rollout: Int
        var kind: Kind
        var isInferred: Bool
        /// What tells of it.
        var record: RecordKey
        var start: Int64
        /// Nil while it lasts.
        var end: Int64?
    }

    private(set) var failures: [Failure] = []
    /// Incidents that nothing changed caused.
    private(set) var notCaused = 0
    /// Incidents before which nothing was deployed within 24 hours, or of no known service.
    private(set) var unattributed = 0
    /// Deployments of the timeframe that something ties a failure to, and of which somebody said that they did not fail.
    private(set) var overruled = 0
    /// Whether anything could have told of a failure.
    let isKnown: Bool

    static let window: Int64 = 24 * 3600

    private let rollouts: Rollouts
    private let now: Int64

    init(_ evidence: DeliveryEvidence, _ rollouts: Rollouts) {
        self.rollouts = rollouts
        now = evidence.now
        let deployments = evidence.deployments.map(\.deployment)
        isKnown =
            evidence.incidents != nil || !evidence.pullRequests.isEmpty || !evidence.options.verdicts.isEmpty
            || deployments.contains { $0.isFix != nil || $0.isRollback != nil }
        addRollbacks()
        addReverts(evidence)
        addIncidents(evidence.incidents ?? [])
        addFixes()
        decide(evidence.options.verdicts)
        failures.sort { ($0.rollout, $0.start, $0.record) < ($1.rollout, $1.start, $1.record) }
    }

    private mutating func addRollbacks() {
        for (place, rollout) in rollouts.all.enumerated() where rollout.isRollback {
            guard let target = rollouts.before(place, where: { !$0.isRollback }) else { continue }
            add(target, .rollback, rollout.keys[0], from: rollouts.all[target].finishedAt, until: rollout.finishedAt)
        }
    }

    /// A change that was taken back before it was deployed failed nowhere.
    private mutating func addReverts(_ evidence: DeliveryEvidence) {
        var first: [String: Int] = [:]
        for (place, rollout) in rollouts.all.enumerated() {
            for commit in rollout.commits where first[commit] == nil { first[commit] = place }
        }
        if first.isEmpty { return }
        let histories = evidence.pullRequests
        for number in histories.indices {
            let events = histories[number].events
            guard let found = events.indices.first(where: { events[$0].kind == .reverted && events[$0].at <= now })
            else { continue }
            let (event, request) = (events[found], histories[number].pullRequest)
            let commits = [request.mergeCommit, request.headCommit].compactMap(\.self)
            guard let place = commits.lazy.compactMap({ first[$0] }).first,
                event.at >= rollouts.all[place].finishedAt
            else { continue }
            let mended = event.commit.flatMap { first[$0] }.map { rollouts.all[$0].finishedAt }
            add(place, .revert, event.key, from: rollouts.all[place].finishedAt, until: mended)
        }
    }

    private mutating func addIncidents(_ incidents: [Incident]) {
        let placeOfKey = Dictionary(
            rollouts.all.enumerated().flatMap { place, rollout in rollout.keys.map { ($0, place) } }
        ) { first, _ in first }
        let byRevert = failures
        for incident in incidents.sorted(by: { ($0.startedAt, $0.key) < ($1.startedAt, $1.key) })
        where incident.startedAt <= now {
            if incident.cause == .other {
                if rollouts.isInside(incident.startedAt) { notCaused += 1 }
            } else if let place = incident.deployment.flatMap({ placeOfKey[$0] }) {
                add(place, incident, isInferred: false)
            } else if let place = takenBack(during: incident, byRevert) ?? lastBefore(incident) {
                add(place, incident, isInferred: true)
            } else if rollouts.isInside(incident.startedAt) {
                unattributed += 1
            }
        }
    }

    /// What ran when it began, and was taken back to end it.
    private func takenBack(during incident: Incident, _ reverts: [Failure]) -> Int? {
        reverts.last { failure in
            let rollout = rollouts.all[failure.rollout]
            guard let end = failure.end, rollouts.concerns(incident.service, failure.rollout) else { return false }
            return rollout.finishedAt <= incident.startedAt && end >= incident.startedAt
                && end <= (incident.resolvedAt ?? now) + Self.window
        }?.rollout
    }

    private func lastBefore(_ incident: Incident) -> Int? {
        rollouts.last(of: incident.service, at: incident.startedAt).flatMap { place in
            incident.startedAt - rollouts.all[place].finishedAt <= Self.window ? place : nil
        }
    }

    /// A fix says that what it mends failed, unless something else has said so already.
    private mutating func addFixes() {
        for (place, rollout) in rollouts.all.enumerated() where rollout.isFix == true && !rollout.isRollback {
            let isExplained = failures.contains {
                rollouts.all[$0.rollout].service == rollout.service && $0.start <= rollout.finishedAt
                    && $0.end ?? .max >= rollout.startedAt
            }
            guard !isExplained, let target = rollouts.before(place, where: { $0.isFix != true && !$0.isRollback }),
                rollout.finishedAt - rollouts.all[target].finishedAt <= Self.window
            else { continue }
            let start = rollouts.all[target].finishedAt
            add(target, .fix, rollout.keys[0], from: start, until: rollout.finishedAt, isInferred: true)
        }
    }

    private mutating func decide(_ verdicts: [RecordKey: Bool]) {
        guard !verdicts.isEmpty else { return }
        let failed = failed
        for (place, rollout) in rollouts.all.enumerated() {
            guard let key = rollout.keys.first(where: { verdicts[$0] != nil }), let verdict = verdicts[key] else {
                continue
            }
            if verdict, !failed.contains(place) {
                add(place, .verdict, key, from: rollout.finishedAt, until: nil)
            } else if !verdict, failed.contains(place) {
                failures.removeAll { $0.rollout == place }
                if rollouts.isInside(rollout.finishedAt) { overruled += 1 }
            }
        }
    }

    private mutating func add(_ place: Int, _ incident: Incident, isInferred: Bool) {
        add(
            place, .incident, incident.key, from: incident.startedAt, until: incident.resolvedAt,
            isInferred: isInferred)
    }

    private mutating func add(
        _ place: Int, _ kind: Failure.Kind, _ record: RecordKey, from start: Int64, until end: Int64?,
        isInferred: Bool = false
    ) {
        failures.append(
            Failure(
                rollout: place, kind: kind, isInferred: isInferred, record: record, start: start,
                end: end.flatMap { $0 <= now ? $0 : nil }))
    }

    /// Places of those that failed, each once, whatever tells of it.
    var failed: Set<Int> { Set(failures.map(\.rollout)) }
}
