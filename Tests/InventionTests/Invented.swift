import Invention
import Records

/// Everything that is told of an organisation, for tests to look at.
struct Invented: Sendable {
    var parts: [Part] = []
    var records: [Record] { parts.flatMap(\.records) }

    static let end: Int64 = 1_795_262_400
    static let small = Invented(.small(seed: 7, end: end))
    /// One team of the large organisation over a year.
    static let year = Invented(.large(seed: 7, end: end, part: 0.05, weeks: 52))

    init(_ organisation: Organisation) {
        for chapter in Invention(organisation) { parts += chapter }
    }

    var pullRequests: [PullRequest] { records.compactMap { if case .pullRequest(let it) = $0 { it } else { nil } } }
    var events: [PullRequestEvent] { records.compactMap { if case .pullRequestEvent(let it) = $0 { it } else { nil } } }
    var reviews: [Review] { records.compactMap { if case .review(let it) = $0 { it } else { nil } } }
    var comments: [Comment] { records.compactMap { if case .comment(let it) = $0 { it } else { nil } } }
    var commits: [PullRequestCommit] {
        records.compactMap { if case .pullRequestCommit(let it) = $0 { it } else { nil } }
    }
    var items: [WorkItem] { records.compactMap { if case .workItem(let it) = $0 { it } else { nil } } }
    var changes: [WorkItemChange] { records.compactMap { if case .workItemChange(let it) = $0 { it } else { nil } } }
    var builds: [Build] { records.compactMap { if case .build(let it) = $0 { it } else { nil } } }
    var deployments: [Deployment] { records.compactMap { if case .deployment(let it) = $0 { it } else { nil } } }
    var incidents: [Incident] { records.compactMap { if case .incident(let it) = $0 { it } else { nil } } }
    var analyses: [DebtAnalysis] { records.compactMap { if case .analysis(let it) = $0 { it } else { nil } } }
    var hostTeams: [HostTeam] { records.compactMap { if case .hostTeam(let it) = $0 { it } else { nil } } }
    var accounts: [Account] { records.compactMap { if case .account(let it) = $0 { it } else { nil } } }

    var histories: [PullRequestHistory] {
        let events = Dictionary(grouping: events, by: \.pullRequest)
        return pullRequests.map { PullRequestHistory($0, events: events[$0.key] ?? []) }
    }
}

/// Named, so that a failing test says which and not everything that is in it.
enum Which: CaseIterable, Sendable {
    case small, year

    var invented: Invented { self == .small ? .small : .year }
}
