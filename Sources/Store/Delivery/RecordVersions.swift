import Records

extension Record {
    /// Nil for what is told of a run as a whole: test results, coverage and findings; and for sightings, which have an instant.
    package var key: RecordKey? { place?.key }

    /// The table that it belongs to, its key and the number by which the newer of two is known.
    ///
    /// Nil for what has no key.
    var place: (table: RecordTable, key: RecordKey, version: Int64)? {
        switch self {
        case .repository(let it): (HostedRepository.table, it.key, 0)
        case .account(let it): (Account.table, it.key, 0)
        case .hostTeam(let it): (HostTeam.table, it.key, 0)
        case .pullRequest(let it): (PullRequest.table, it.key, it.version)
        case .pullRequestEvent(let it): (PullRequestEvent.table, it.key, 0)
        case .pullRequestCommit(let it): (PullRequestCommit.table, it.key, 0)
        case .pullRequestFiles(let it): (PullRequestFiles.table, it.key, 0)
        case .review(let it): (Review.table, it.key, it.version)
        case .comment(let it): (Comment.table, it.key, it.updatedAt ?? it.createdAt)
        case .workItem(let it): (WorkItem.table, it.key, it.version)
        case .workItemChange(let it): (WorkItemChange.table, it.key, 0)
        case .workItemLink(let it): (WorkItemLink.table, it.key, 0)
        case .sprint(let it): (Sprint.table, it.key, 0)
        case .build(let it):
            (Build.table, it.key, it.state.version(it.queuedAt, it.startedAt, it.finishedAt))
        case .job(let it):
            (Job.table, it.key, it.state.version(it.queuedAt, it.startedAt, it.finishedAt))
        case .deployment(let it):
            (Deployment.table, it.key, it.state.version(it.createdAt, it.startedAt, it.finishedAt))
        case .incident(let it): (Incident.table, it.key, it.updatedAt ?? 0)
        case .release(let it): (Release.table, it.key, 0)
        case .analysis(let it): (DebtAnalysis.table, it.key, 0)
        case .obstacleSighting, .testResult, .coverage, .finding: nil
        }
    }

    /// Whether it is told of a run as a whole.
    var isOfRun: Bool {
        switch self {
        case .testResult, .coverage, .finding: true
        default: false
        }
    }

    static let tables: [any StoredRecord.Type] = [
        HostedRepository.self, Account.self, PullRequest.self, PullRequestEvent.self, PullRequestCommit.self,
        Review.self, Comment.self, WorkItem.self, WorkItemChange.self, WorkItemLink.self, Sprint.self, Build.self,
        Job.self, Deployment.self, Incident.self, Release.self, DebtAnalysis.self, HostTeam.self,
        PullRequestFiles.self,
    ]
}

/// Two changes within the second that a source tells count in the order in which they usually happen.
extension PullRequest {
    fileprivate var version: Int64 { updatedAt &* 4 &+ (state == .open ? 0 : state == .closed ? 1 : 2) }
}

extension WorkItem {
    fileprivate var version: Int64 { updatedAt &* 4 &+ (state == .todo ? 0 : state == .inProgress ? 1 : 2) }
}

extension Review {
    fileprivate var version: Int64 { (submittedAt ?? 0) &* 2 &+ (verdict == .dismissed ? 1 : 0) }
}

extension Build.State {
    /// What has ended does not begin again, whatever arrives late; a new attempt is another record.
    fileprivate func version(_ instants: Int64?...) -> Int64 {
        let rank: Int64 =
            switch self {
            case .queued: 0
            case .running: 1
            case .finished: 2
            }
        return rank << 40 + (instants.compactMap { $0 }.max() ?? 0)
    }
}

extension PullRequestCommit {
    /// A commit may be on several pull requests.
    var key: RecordKey { pullRequest.other(.pullRequestCommit, "\(pullRequest.id)/\(commit)") }
}

extension PullRequestFiles {
    var key: RecordKey { pullRequest.other(.pullRequestFiles, pullRequest.id) }
}

extension WorkItemLink {
    var key: RecordKey { pullRequest.other(.workItemLink, "\(pullRequest.id)/\(reference)") }
}
