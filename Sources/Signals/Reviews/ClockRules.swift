import Records

/// What the clocks of one reading share: who people are, when they work, what counts.
///
/// A class, because every clock refers to it while it is made: taking along a copy would cost more than the clock.
final class ClockRules: Sendable {
    let people: DeliveryPeople
    let hours: ReviewHours
    let now: Int64
    let options: DeliveryEvidence.Options
    private let holdLabels: Set<String>
    /// When each commit first reached production; nil where no deployment is known at all.
    let deployedAt: [String: Int64]?
    /// The commits of each open or merged branch, for pull requests that build upon another.
    private let branches: [Branch: Set<String>]

    private struct Branch: Hashable {
        let repository: RecordKey
        let name: String
    }

    init(_ evidence: DeliveryEvidence) {
        people = evidence.people
        hours = ReviewHours(evidence)
        now = evidence.now
        options = evidence.options
        holdLabels = Set(evidence.options.holdLabels.map(HoldLabel.words))
        deployedAt = Self.deployedAt(evidence)
        branches = Self.branches(evidence)
    }

    private static func deployedAt(_ evidence: DeliveryEvidence) -> [String: Int64]? {
        let production = evidence.deployments.filter { $0.deployment.environment == .production }
        if production.isEmpty { return nil }
        var first: [String: Int64] = [:]
        for deployed in production where deployed.deployment.result == .succeeded {
            guard let at = deployed.deployment.finishedAt ?? deployed.deployment.startedAt, at <= evidence.now else {
                continue
            }
            for commit in deployed.commits { first[commit] = min(at, first[commit] ?? .max) }
        }
        return first
    }

    /// Only of branches that another pull request wants to be merged into.
    private static func branches(_ evidence: DeliveryEvidence) -> [Branch: Set<String>] {
        // By their places: a copy of each history would cost more than what is looked at.
        let histories = evidence.pullRequests
        if histories.indices.allSatisfy({ histories[$0].commits.isEmpty }) { return [:] }
        let bases = Set(
            histories.indices.lazy.map { place in
                Branch(
                    repository: histories[place].pullRequest.repository, name: histories[place].pullRequest.baseBranch)
            })
        var commits: [Branch: Set<String>] = [:]
        for place in histories.indices where !histories[place].commits.isEmpty {
            let repository = histories[place].pullRequest.headRepository ?? histories[place].pullRequest.repository
            let branch = Branch(repository: repository, name: histories[place].pullRequest.headBranch)
            if bases.contains(branch) {
                commits[branch, default: []].formUnion(histories[place].commits.map(\.commit))
            }
        }
        return commits
    }

    /// Whether a label says that it is nobody's turn.
    func isHold(_ label: String) -> Bool { holdLabels.contains(HoldLabel.words(label)) }

    /// When the earliest of its own commits was written; one of the pull request below it in a stack is not its own.
    func firstCommit(of history: PullRequestHistory) -> Int64? {
        let request = history.pullRequest
        let below =
            branches.isEmpty ? [] : branches[Branch(repository: request.repository, name: request.baseBranch)] ?? []
        let own = history.commits.lazy.filter { [now] in !below.contains($0.commit) && $0.authoredAt <= now }
        if let first = own.map(\.authoredAt).min() { return first }
        let events = history.events
        return events.indices.first { events[$0].kind == .commitPushed && events[$0].at <= now }.map { events[$0].at }
    }

    /// The first successful deployment to production that contains what the merge made.
    func deployed(_ request: PullRequest) -> Int64? {
        guard let deployedAt else { return nil }
        return [request.mergeCommit, request.headCommit].compactMap { $0.flatMap { deployedAt[$0] } }.first
    }

    /// Whether it is enough to count as a review (HANDBOOK A8): a verdict, a comment on the change, or twenty
    /// characters. "Looking now" is not.
    func isReview(_ event: PullRequestEvent) -> Bool {
        switch event.kind {
        case .reviewed where event.verdict != nil: return true
        case .reviewed, .commented:
            if event.lineComments ?? 0 > 0 { return true }
            return (event.text?.trimmed.count ?? 0) >= Self.fewestCharacters
        default: return false
        }
    }

    static let fewestCharacters = 20
    /// Clocks of two machines may differ by so much; a span that is more negative is no span (HANDBOOK A27).
    static let skew: Int64 = 300
    static let oldestCommit: Int64 = 90 * Timeframe.day
}

extension String {
    /// Without white space at both ends.
    var trimmed: Substring {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
