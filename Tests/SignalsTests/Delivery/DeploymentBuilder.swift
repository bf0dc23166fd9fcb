import Records

@testable import Signals

/// Deployments, incidents and pull requests, by hours since Monday 2025-03-03 in UTC.
struct DeploymentBuilder {
    static let monday: Int64 = 1_740_960_000

    var deployments: [DeployedCommits] = []
    var incidents: [Incident]?
    var histories: [PullRequestHistory] = []
    var commits: [String: AuthoredCommit] = [:]
    var releases: [Release]?
    var calendar = WorkCalendar(.utc)
    var weeks: Int64 = 12
    var options = DeliveryEvidence.Options()

    static func at(_ hours: Double) -> Int64 { monday + Int64((hours * 3600).rounded()) }

    /// - Parameter brings: commits that came with it.
    @discardableResult
    mutating func deploy(
        _ hours: Double, _ commit: String? = nil, brings: Set<String> = [], service: String = "shop",
        result: Build.Result = .succeeded, isFix: Bool? = nil, isRollback: Bool? = nil
    ) -> RecordKey {
        let key = RecordKey("test", .deployment, "\(100 + deployments.count)")
        var deployment = Deployment(
            key: key, service: service, environment: .production, state: .finished, result: result,
            commits: commit.map { [DeployedCommit(repositoryName: "shop", commit: $0)] } ?? [])
        deployment.finishedAt = Self.at(hours)
        deployment.isFix = isFix
        deployment.isRollback = isRollback
        deployments.append(DeployedCommits(deployment, commits: brings))
        return key
    }

    mutating func incident(
        _ from: Double, _ until: Double? = nil, of deployment: RecordKey? = nil, service: String? = "shop",
        cause: Incident.Cause = .unknown
    ) {
        let number = incidents?.count ?? 0
        var incident = Incident(
            key: RecordKey("test", .incident, "\(number)"), title: "Trouble", service: service, cause: cause,
            startedAt: Self.at(from), resolvedAt: until.map(Self.at))
        incident.deployment = deployment
        incidents = (incidents ?? []) + [incident]
    }

    /// A merged pull request, by its merge commit.
    mutating func pullRequest(
        opened: Double, merged: Double, _ commit: String, commits: [PullRequestCommit] = [],
        events: [PullRequestEvent] = [], labels: [String] = [], author: String = "ana"
    ) {
        let key = RecordKey("test", .pullRequest, "\(100 + histories.count)")
        let account = RecordKey("test", .account, author)
        var request = PullRequest(
            key: key, repository: key.other(.repository, "1"), number: histories.count, title: "Change",
            author: account, state: .merged, createdAt: Self.at(opened), updatedAt: Self.at(merged),
            headBranch: "branch", baseBranch: "main")
        (request.mergedAt, request.mergeCommit, request.labels) = (Self.at(merged), commit, labels)
        let own = [("opened", opened, PullRequestEvent.Kind.opened), ("merged", merged, .merged)].map {
            PullRequestEvent(
                key: key.other(.pullRequestEvent, "\(key.id)-\($0.0)"), pullRequest: key, kind: $0.2,
                at: Self.at($0.1), actor: account)
        }
        let more = events.map { event in
            var event = event
            event.pullRequest = key
            return event
        }
        histories.append(
            PullRequestHistory(
                request, events: own + more,
                commits: commits.map { commit in
                    var commit = commit
                    commit.pullRequest = key
                    return commit
                }))
    }

    static func event(
        _ kind: PullRequestEvent.Kind, _ hours: Double, commit: String? = nil
    ) -> PullRequestEvent {
        PullRequestEvent(
            key: RecordKey("test", .pullRequestEvent, "\(kind.rawValue)-\(hours)"),
            pullRequest: RecordKey("test", .pullRequest, ""), kind: kind, at: at(hours), actor: nil, commit: commit)
    }

    static func commit(_ name: String, _ hours: Double, parents: Int? = 1) -> PullRequestCommit {
        PullRequestCommit(
            pullRequest: RecordKey("test", .pullRequest, ""), commit: name, authorName: "Ana",
            authorEmail: "ana@example.org", authoredAt: at(hours), parents: parents)
    }

    var evidence: DeliveryEvidence {
        let accounts = Set(histories.compactMap(\.pullRequest.author)).map { Account(key: $0, login: $0.id) }
        var evidence = DeliveryEvidence(
            pullRequests: histories, deployments: deployments, people: DeliveryPeople(accounts: accounts),
            calendars: TeamCalendars(usual: calendar),
            timeframe: Timeframe(start: Self.monday, end: Self.monday + weeks * 7 * 86_400), options: options)
        evidence.incidents = incidents
        evidence.commits = commits
        evidence.releases = releases
        return evidence
    }

    func measure(_ signal: DeliverySignal) -> Measurement { signal.measure(evidence) }
}
