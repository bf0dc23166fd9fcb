import Records

/// How many approvals pull requests need, by the rules of the branch that they go to.
///
/// Hosts tell the rules as they stand now. One that was merged with fewer shows that they were others then, and keeps what
/// is usual.
struct RequiredApprovals: Sendable {
    private struct Rule: Sendable {
        let branch: String
        let count: Int
    }

    private let rules: [RecordKey: Rule]

    init(_ repositories: [HostedRepository]) {
        rules = Dictionary(
            repositories.compactMap { repository in
                guard let branch = repository.defaultBranch, let count = repository.requiredApprovals, count > 1 else {
                    return nil
                }
                return (repository.key, Rule(branch: branch, count: count))
            }
        ) { first, _ in first }
    }

    func added(to histories: [PullRequestHistory]) -> [PullRequestHistory] {
        if rules.isEmpty { return histories }
        return histories.map { history in
            guard let rule = rules[history.pullRequest.repository], rule.branch == history.pullRequest.baseBranch,
                history.pullRequest.mergedAt == nil || Self.approvals(of: history) >= rule.count
            else { return history }
            var history = history
            history.requiredApprovals = rule.count
            return history
        }
    }

    private static func approvals(of history: PullRequestHistory) -> Int {
        Set(history.events.filter { $0.kind == .reviewed && $0.verdict == .approved }.compactMap(\.actor)).count
    }
}
