import Records

/// A commit on its way from its author to production.
struct DeployedChange: Hashable, Sendable {
    /// Among the rollouts.
    var rollout: Int
    /// From when it was written until the deployment ended.
    var seconds: Int64
    var isByMachine: Bool
    var isClipped: Bool
    var isFromSquash: Bool
}

/// The commits that reached production in a timeframe, with when they were written (HANDBOOK A2).
struct DeployedChanges {
    struct Left: Hashable, Sendable {
        var unknown = 0
        var merges = 0
        var takenBack = 0
        var skewed = 0
        var deploymentsWithoutRange = 0
    }

    private(set) var changes: [DeployedChange] = []
    private(set) var left = Left()

    private let reading: DeliveryReading
    private let rollouts: Rollouts
    private let index: PullRequestIndex
    /// When each pull request's earliest deployed commit counts as written, where a push replaced older ones.
    private var earliest: [Int: (place: Int, written: Int64)] = [:]

    init(_ reading: DeliveryReading) {
        self.reading = reading
        rollouts = reading.rollouts
        index = PullRequestIndex(reading.evidence)
        collect()
        keepEarliest()
    }

    private mutating func collect() {
        let undone = Set(
            reading.failures.failures.filter { failure in
                failure.kind == .rollback
                    && failure.end.map { $0 - failure.start <= DeploymentFailures.window } ?? false
            }.map(\.rollout))
        var seen: Set<String> = []
        var gone: Set<String> = []
        for (place, rollout) in rollouts.all.enumerated() {
            if undone.contains(place) {
                if rollouts.isInside(rollout.finishedAt) {
                    gone.formUnion(rollout.commits.lazy.filter { !seen.contains($0) })
                }
                continue
            }
            let new = rollout.commits.filter { seen.insert($0).inserted }
            gone.subtract(new)
            guard rollouts.isInside(rollout.finishedAt) else { continue }
            if rollout.commits.isEmpty, !rollout.isRollback { left.deploymentsWithoutRange += 1 }
            let all = Set(rollout.commits)
            for commit in new.sorted() { add(commit, place, among: all) }
        }
        left.takenBack = gone.count
    }

    private mutating func add(_ commit: String, _ place: Int, among deployed: Set<String>) {
        let known = reading.evidence.commits[commit]
        if let merged = index.merged[commit], known?.isMerge != true, isSquash(merged, known, deployed) {
            return addSquash(merged, place)
        }
        let own = index.containing[commit]
        if known?.isMerge ?? own.map({ ($0.commit.parents ?? 1) > 1 }) ?? false {
            left.merges += 1
            return
        }
        guard let written = known?.authoredAt ?? own?.commit.authoredAt else {
            left.unknown += 1
            return
        }
        let request = own?.place ?? index.merged[commit]
        let isMachine = known?.isByMachine ?? own.map { isByMachine($0.commit) } ?? false
        add(place, written: written, of: request, commit, isByMachine: isMachine || isMachineOwned(request))
    }

    /// What a merge made is a squash unless the pull request's own commits are there, or it is the last of them under
    /// another name, as after a rebase.
    private func isSquash(_ place: Int, _ known: AuthoredCommit?, _ deployed: Set<String>) -> Bool {
        let own = reading.evidence.pullRequests[place].commits
        if own.contains(where: { deployed.contains($0.commit) }) { return false }
        return !own.contains { $0.authoredAt == known?.authoredAt }
    }

    private mutating func addSquash(_ request: Int, _ place: Int) {
        let history = reading.evidence.pullRequests[request]
        var seen: Set<String> = []
        // A rebase keeps author and date: the same change again.
        let own = history.commits.filter { commit in
            (commit.parents ?? 1) < 2 && seen.insert("\(commit.authoredAt) \(commit.authorEmail)").inserted
        }
        let isMachine = isMachineOwned(request)
        for commit in own.sorted(by: { ($0.authoredAt, $0.commit) < ($1.authoredAt, $1.commit) }) {
            add(
                place, written: commit.authoredAt, of: request, commit.commit,
                isByMachine: isMachine || isByMachine(commit), isFromSquash: true)
        }
        guard own.isEmpty else { return }
        guard let first = reading.rules.firstCommit(of: history) ?? reading.clocks[request]?.opened else {
            left.unknown += 1
            return
        }
        add(place, written: first, of: request, "", isByMachine: isMachine, isFromSquash: true)
    }

    private mutating func add(
        _ place: Int, written: Int64, of request: Int?, _ commit: String, isByMachine: Bool, isFromSquash: Bool = false
    ) {
        var start = written
        if let request {
            let history = reading.evidence.pullRequests[request]
            if let pushed = history.events.first(where: { $0.kind == .commitPushed && $0.commit == commit })?.at {
                start = min(start, pushed)
            }
            start = max(start, history.pullRequest.createdAt - ClockRules.oldestCommit)
        }
        let seconds = rollouts.all[place].finishedAt - start
        guard seconds > -ClockRules.skew else {
            left.skewed += 1
            return
        }
        if let request, start < earliest[request]?.written ?? .max { earliest[request] = (changes.count, start) }
        changes.append(
            DeployedChange(
                rollout: place, seconds: max(0, seconds), isByMachine: isByMachine, isClipped: start != written,
                isFromSquash: isFromSquash))
    }

    /// A push that replaced commits does not make a change younger: its earliest date stays.
    private mutating func keepEarliest() {
        for (request, first) in earliest {
            let history = reading.evidence.pullRequests[request]
            guard history.events.contains(where: { $0.kind == .forcePushed && $0.at <= reading.evidence.now }),
                let seen = reading.rules.firstCommit(of: history)
            else { continue }
            let start = max(seen, history.pullRequest.createdAt - ClockRules.oldestCommit)
            if start < first.written { changes[first.place].seconds += first.written - start }
        }
    }

    private func isMachineOwned(_ request: Int?) -> Bool {
        request.flatMap { reading.clocks[$0] }.map { !$0.isHuman } ?? false
    }

    private func isByMachine(_ commit: PullRequestCommit) -> Bool {
        let kind = Person.Kind(lookingAt: Signature(name: commit.authorName, email: commit.authorEmail))
        return kind != .human && kind != .withheld
    }
}

/// Which pull request a commit belongs to.
private struct PullRequestIndex {
    var merged: [String: Int] = [:]
    var containing: [String: (place: Int, commit: PullRequestCommit)] = [:]

    init(_ evidence: DeliveryEvidence) {
        for (place, history) in evidence.pullRequests.enumerated() {
            if let at = history.pullRequest.mergedAt, at <= evidence.now, let commit = history.pullRequest.mergeCommit {
                merged[commit] = place
            }
            for commit in history.commits where containing[commit.commit] == nil {
                containing[commit.commit] = (place, commit)
            }
        }
    }
}
