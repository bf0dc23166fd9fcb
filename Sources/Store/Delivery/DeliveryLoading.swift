import Records

/// What is asked of stored pull requests.
package struct DeliveryScope: Hashable, Sendable {
    /// Nil for all.
    package var repositories: [RecordKey]?
    /// Seconds since 1970: what was open at any moment from the first to before the last.
    package var timeframe: Range<Int64>

    package init(repositories: [RecordKey]? = nil, timeframe: Range<Int64>) {
        self.repositories = repositories
        self.timeframe = timeframe
    }
}

/// Pull requests with all that is told of them, and what else a team's delivery consists of.
package struct StoredDelivery: Sendable {
    package var pullRequests: [PullRequestHistory]
    package var reviews: [Review]
    package var accounts: [Account]
    package var repositories: [HostedRepository]
    package var links: [WorkItemLink]
}

extension Connection {
    /// Pull requests that were open at any moment of a timeframe, with their events in order, in a handful of queries.
    package func delivery(_ scope: DeliveryScope) throws -> StoredDelivery {
        let numbers = try scope.repositories.map { try self.numbers(of: $0) }
        let repositories = scope.repositories.map { keys in keys.compactMap { numbers?[$0] } }
        let (from, to) = (
            Moment.milliseconds(scope.timeframe.lowerBound), Moment.milliseconds(scope.timeframe.upperBound)
        )
        let isChosen: SQL = repositories.map { $0.isEmpty ? "FALSE" : "t.repository IN \(list: $0)" } ?? "TRUE"
        var known = RecordNumbers()
        let pullRequests = try stored(
            PullRequest.self,
            where: "\(isChosen) AND t.created_at < \(to) AND (t.closed_at IS NULL OR t.closed_at >= \(from))", &known)
        let chosen = pullRequests.compactMap { known[$0.key] }
        return StoredDelivery(
            pullRequests: try histories(pullRequests, &known),
            reviews: try ofEach(Review.self, "pull_request", chosen, &known, remembering: false),
            accounts: try stored(Account.self, &known),
            repositories: try stored(HostedRepository.self, &known),
            links: try ofEach(WorkItemLink.self, "pull_request", chosen, &known, remembering: false))
    }

    /// Some pull requests with their events in order: those that `Saved` names, to work out their facts anew.
    package func pullRequestHistories(_ keys: Set<RecordKey>) throws -> [PullRequestHistory] {
        var known = try numbers(of: keys.filter { $0.kind == .pullRequest })
        let chosen = keys.compactMap { known[$0] }
        return try histories(ofEach(PullRequest.self, "record", chosen, &known), &known)
    }

    func histories(
        _ pullRequests: [PullRequest], _ known: inout RecordNumbers
    ) throws -> [PullRequestHistory] {
        var histories: [PullRequestHistory] = []
        histories.reserveCapacity(pullRequests.count)
        for part in pullRequests.chunks(of: 1024) {
            let chosen = part.compactMap { known[$0.key] }
            let events = try ofEach(PullRequestEvent.self, "pull_request", chosen, &known, remembering: false)
            let commits = try ofEach(PullRequestCommit.self, "pull_request", chosen, &known, remembering: false)
            let comments = try ofEach(Comment.self, "subject", chosen, &known, remembering: false)
            histories += assemble(part, events: events, commits: commits, comments: comments)
        }
        return histories
    }

    /// Every record of a type, by key. What is gone is left out.
    package func records<Value: Codable & Sendable>(_ type: Value.Type) throws -> [Value] {
        guard let stored = type as? any StoredRecord.Type else { return [] }
        return try all(stored) as? [Value] ?? []
    }

    private func all<Value: StoredRecord>(_ type: Value.Type) throws -> [Value] { try stored(type) }

    /// Those of some deployments that are known, by key. What is gone is left out.
    package func deployments(_ keys: some Sequence<RecordKey>) throws -> [Deployment] { try among(keys) }

    /// Those of some incidents that are known, by key. What is gone is left out.
    package func incidents(_ keys: some Sequence<RecordKey>) throws -> [Incident] { try among(keys) }

    private func among<Value: StoredRecord>(_ keys: some Sequence<RecordKey>) throws -> [Value] {
        let numbers = Array(try numbers(of: keys).keys.keys)
        return try numbers.chunks(of: 256).flatMap { chunk in
            try stored(Value.self, where: "t.record IN \(list: chunk)")
        }
    }

    package func latestDeployment(of service: String) throws -> Deployment? {
        let latest: SQL = """
            SELECT record FROM deployment WHERE service = \(service)
            ORDER BY coalesce(finished_at, started_at, created_at, 0) DESC, record DESC LIMIT 1
            """
        return try stored(Deployment.self, where: "t.record = (\(latest))").first
    }

    func ofEach<Value: StoredRecord>(
        _ type: Value.Type, _ column: StaticString, _ parents: [Int64], _ known: inout RecordNumbers,
        remembering: Bool = true
    ) throws -> [Value] {
        var found: [Value] = []
        for chunk in parents.chunks(of: engine == .postgres ? 256 : 4096) {
            found += try stored(
                type, where: "t.\(raw: column) IN \(list: chunk)", &known, remembering: remembering)
        }
        return found
    }

    private func assemble(
        _ pullRequests: some Sequence<PullRequest>, events: [PullRequestEvent], commits: [PullRequestCommit],
        comments: [Comment]
    ) -> [PullRequestHistory] {
        let events = Dictionary(grouping: events, by: \.pullRequest)
        let commits = Dictionary(grouping: commits, by: \.pullRequest)
        let comments = Dictionary(grouping: comments, by: \.subject)
        return pullRequests.map { pullRequest in
            PullRequestHistory(
                pullRequest, events: PullRequestEvent.happenings(toldBy: events[pullRequest.key] ?? []),
                commits: (commits[pullRequest.key] ?? []).sorted {
                    ($0.authoredAt, $0.commit) < ($1.authoredAt, $1.commit)
                },
                comments: (comments[pullRequest.key] ?? []).sorted { ($0.createdAt, $0.key) < ($1.createdAt, $1.key) })
        }
    }
}
