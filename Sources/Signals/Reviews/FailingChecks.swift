import Records

/// When required checks of a pull request's newest commit failed: then it is its author's turn (PRODUCT 3.8).
///
/// A check fails from when it ended so until it succeeded on the same commit, or another commit was there.
package struct FailingChecks: Sendable {
    let required: RequiredChecks
    let results: CheckResults

    package init(_ required: RequiredChecks, _ results: CheckResults) {
        self.required = required
        self.results = results
    }

    package func obstacles(of history: PullRequestHistory) -> [PullRequestHistory.Obstacle] {
        let heads = Heads(history, results)
        switch required {
        case .pipeline:
            let request = history.pullRequest.key
            let found =
                failures(heads) { results.pipelineEnds(at: $0, of: request) }
                + heads.failures(results.mergedResults(of: request))
            return obstacles("pipeline", found, history)
        case .named(let names):
            return Set(names).sorted().flatMap { name in
                obstacles(name, failures(heads) { results.ends(of: name, at: $0) }, history)
            }
        }
    }

    private func failures(_ heads: Heads, _ ends: (String) -> [CheckResults.End]) -> [Failure] {
        heads.commits.flatMap { commit in Self.failures(ends(commit)).compactMap { heads.limited($0, at: commit) } }
    }

    /// Hosts tell the rules as they stand now. What was merged while a check failed shows that it was not required then.
    private func obstacles(
        _ name: String, _ found: [Failure], _ history: PullRequestHistory
    ) -> [PullRequestHistory.Obstacle] {
        if let merged = history.pullRequest.mergedAt,
            found.contains(where: { $0.from < merged && $0.until.map { $0 > merged } ?? true })
        {
            return []
        }
        return found.map { .init(.failingCheck, from: $0.from, until: $0.until, what: name) }
    }

    struct Failure: Hashable {
        var from: Int64
        var until: Int64?

        /// Nil where it came too late to hold anybody up.
        ///
        /// - Parameter moment: when another commit was the newest, if ever.
        func ended(by moment: Int64?) -> Failure? {
            guard let moment else { return self }
            return from < moment ? Failure(from: from, until: min(until ?? .max, moment)) : nil
        }
    }

    /// From each first failure to the next success. Of two ends in one second the success counts as the later.
    static func failures(_ ends: [CheckResults.End]) -> [Failure] {
        var failures: [Failure] = []
        for end in ends.sorted(by: { ($0.at, $0.isGood ? 1 : 0) < ($1.at, $1.isGood ? 1 : 0) }) {
            let isFailing = failures.last.map { $0.until == nil } ?? false
            if end.isGood, isFailing { failures[failures.count - 1].until = end.at }
            if !end.isGood, !isFailing { failures.append(Failure(from: end.at)) }
        }
        return failures
    }
}

/// The commits that a pull request asked to be merged, one after the other.
private struct Heads {
    /// Those that checks tell of, in an order that depends on nothing but their names.
    let commits: [String]
    private let newest: String?
    private let pushes: [(commit: String, at: Int64)]
    private let results: CheckResults

    init(_ history: PullRequestHistory, _ results: CheckResults) {
        pushes = history.events.filter { $0.kind == .commitPushed || $0.kind == .forcePushed }
            .compactMap { event in event.commit.map { ($0, event.at) } }
        newest = history.pullRequest.headCommit ?? pushes.last?.commit
        let own = pushes.map(\.commit) + history.commits.map(\.commit) + [newest].compactMap(\.self)
        commits = Set(own).intersection(results.known).sorted()
        self.results = results
    }

    /// Up to when the commit was the newest; nil where it cannot be told when that ended.
    func limited(_ failure: FailingChecks.Failure, at commit: String) -> FailingChecks.Failure? {
        if commit == newest { return failure }
        guard let replaced = replaced(commit, after: failure.from) else { return nil }
        return .init(from: failure.from, until: min(failure.until ?? .max, replaced))
    }

    /// Of runs whose own commits are in no branch: which commit was the newest when one began tells what it ran over.
    func failures(_ runs: [CheckResults.MergedResult]) -> [FailingChecks.Failure] {
        let groups = Dictionary(grouping: runs) { run in pushes.count { $0.at <= run.began } }
        return groups.sorted { $0.key < $1.key }.flatMap { count, runs -> [FailingChecks.Failure] in
            let replaced = pushes.dropFirst(count).map(\.at).min()
            return FailingChecks.failures(runs.map(\.end)).compactMap { $0.ended(by: replaced) }
        }
    }

    /// When the next commit was there. A host that does not tell of pushes gives the time at which a commit was made, which may be long
    /// before: then its own checks show when it came.
    private func replaced(_ commit: String, after moment: Int64) -> Int64? {
        // Some places shorten a commit's name to eight digits.
        guard let place = pushes.lastIndex(where: { commit.hasPrefix($0.commit) }) else { return nil }
        let later = pushes[(place + 1)...].compactMap { push in
            push.at > moment ? push.at : results.began(push.commit).flatMap { $0 > moment ? $0 : nil }
        }
        return later.min()
    }
}
