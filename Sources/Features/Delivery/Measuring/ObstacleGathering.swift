import Records
import Signals
import Store

/// What stands in the way of pull requests: checks that fail where their branch requires them, and what code hosts said of
/// conflicts and of what comes first.
struct ObstacleGathering: Sendable {
    private struct Rule: Sendable {
        let checks: RequiredChecks
        let branch: String?

        /// GitHub's rules were read of the usual branch alone, GitLab's setting holds for all.
        func holds(for request: PullRequest) -> Bool { checks == .pipeline || request.baseBranch == branch }
    }

    private let rules: [RecordKey: Rule]
    /// Of these nobody could read which checks they require.
    private let unknown: Set<RecordKey>

    init(_ repositories: [HostedRepository]) {
        rules = Dictionary(
            repositories.compactMap { repository in
                guard let checks = repository.requiredChecks, checks != .named([]) else { return nil }
                return (repository.key, Rule(checks: checks, branch: repository.defaultBranch))
            }
        ) { first, _ in first }
        unknown = Set(repositories.filter { $0.requiredChecks == nil }.map(\.key))
    }

    /// The repositories of these pull requests whose required checks could not be read.
    func unread(of histories: [PullRequestHistory]) -> Set<RecordKey> {
        unknown.intersection(histories.map(\.pullRequest.repository))
    }

    /// - Parameter runs: those that are read already, of the repositories that `isCovered` names.
    func added(
        to histories: [PullRequestHistory], runs: PipelineRuns? = nil,
        where isCovered: (RecordKey) -> Bool = { _ in false },
        _ db: any Connection
    ) throws -> [PullRequestHistory] {
        let seen = try db.obstaclesSeen(of: histories.map(\.pullRequest.key))
        // An organisation has hundreds of thousands: where nothing stands in the way, none is copied.
        if seen.isEmpty, rules.isEmpty { return histories }
        let results = try checks(of: histories.filter(isRuled), runs, isCovered, db)
        return histories.map { history in
            var history = history
            history.obstacles += history.obstacles(seen: seen[history.pullRequest.key] ?? [])
            if let rule = rules[history.pullRequest.repository], rule.holds(for: history.pullRequest) {
                history.obstacles += FailingChecks(rule.checks, results).obstacles(of: history)
            }
            return history
        }
    }

    private func isRuled(_ history: PullRequestHistory) -> Bool {
        rules[history.pullRequest.repository]?.holds(for: history.pullRequest) ?? false
    }

    /// What the host itself tells of their commits: another system's build of the same name is no check that it requires.
    private func checks(
        of histories: [PullRequestHistory], _ runs: PipelineRuns?, _ isCovered: (RecordKey) -> Bool,
        _ db: any Connection
    ) throws -> CheckResults {
        var (sources, unread): ([String: String], Set<String>) = ([:], [])
        for history in histories {
            let commits =
                [history.pullRequest.headCommit].compactMap(\.self) + history.commits.map(\.commit)
                + history.events.compactMap(\.commit)
            for commit in commits { sources[commit] = history.pullRequest.key.source }
            if runs == nil || !isCovered(history.pullRequest.repository) { unread.formUnion(commits) }
        }
        let isWanted = { (build: Build) in
            build.isOfMergedResult || build.commit.map { sources[$0] == build.key.source } ?? false
        }
        let more = try db.runs(of: unread)
        // Only GitLab, where no check has a name, runs pipelines over what a merge would give.
        let merged = try db.mergedResults(
            of: histories.map(\.pullRequest).filter { request in
                rules[request.repository]?.checks == .pipeline && (runs == nil || !isCovered(request.repository))
            })
        let builds = ((runs?.builds ?? []) + more.builds).filter(isWanted) + merged
        let keys = Set(builds.map(\.key))
        let jobs = ((runs?.jobs ?? []) + more.jobs).filter { keys.contains($0.build) }
        return CheckResults(builds: builds, jobs: jobs)
    }
}
