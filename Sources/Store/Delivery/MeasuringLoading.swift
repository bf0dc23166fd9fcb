import Records

extension Connection {
    /// Pull requests that were open at any moment of a time, by key, with what signals read of them: no descriptions.
    ///
    /// - Parameter isWanted: of the others nothing else is read.
    package func pullRequests(
        _ scope: MeasuringScope, where isWanted: (PullRequest) -> Bool = { _ in true }
    ) throws -> [PullRequestHistory] {
        var known = RecordNumbers()
        var isChosen: SQL = "TRUE"
        if let team = scope.team {
            let (repositories, authors) = (try places(team.repositories), try places(team.authors))
            isChosen = "(\(among("repository", repositories)) OR \(among("author", authors)))"
        }
        let requests = try stored(
            PullRequest.self, omitting: ["body"],
            where: """
                \(isChosen) AND t.created_at < \(scope.to) AND (t.closed_at IS NULL OR t.closed_at >= \(scope.from))
                """, &known)
        return try histories(requests.filter(isWanted), &known)
    }

    /// Deployments to anywhere that began before the end and ended since the beginning; nil where nobody ever told of one.
    package func deployments(_ scope: MeasuringScope) throws -> [Deployment]? {
        guard try hasAny("deployment") else { return nil }
        return try stored(
            Deployment.self,
            where: """
                coalesce(t.finished_at, t.started_at, t.created_at, \(scope.from)) >= \(scope.from)
                    AND coalesce(t.created_at, t.started_at, t.finished_at, \(scope.from)) < \(scope.to)
                """)
    }

    /// Nil where nobody ever told of one.
    package func incidents(_ scope: MeasuringScope) throws -> [Incident]? {
        guard try hasAny("incident") else { return nil }
        return try stored(
            Incident.self,
            where: "t.started_at < \(scope.to) AND coalesce(t.resolved_at, \(scope.from)) >= \(scope.from)")
    }

    /// Nil where nobody ever told of one in these repositories.
    package func releases(_ scope: MeasuringScope) throws -> [Release]? {
        let isChosen = try chosen("repository", scope)
        guard try hasAny("release", where: isChosen) else { return nil }
        return try stored(
            Release.self,
            where: """
                \(isChosen) AND coalesce(t.published_at, t.created_at, \(scope.from)) >= \(scope.from)
                    AND coalesce(t.created_at, t.published_at, \(scope.from)) < \(scope.to)
                """)
    }

    /// What mending all findings would take, of the default branch where a code host tells which that is; nil where nobody ever
    /// told of an analysis in these repositories.
    package func analyses(_ scope: MeasuringScope) throws -> [DebtAnalysis]? {
        let isChosen = try chosen("repository", scope)
        guard try hasAny("debt_analysis", where: isChosen) else { return nil }
        return try stored(
            DebtAnalysis.self,
            where: """
                \(isChosen) AND t.analysed_at >= \(scope.from) AND t.analysed_at < \(scope.to)
                    AND NOT EXISTS (SELECT 1 FROM hosted_repository h WHERE h.record = t.repository AND h.default_branch <> t.branch)
                """)
    }

    /// Runs of pipelines with their jobs; nil where nobody ever told of one in these repositories.
    package func pipelines(_ scope: MeasuringScope) throws -> PipelineRuns? {
        let isChosen = try chosen("repository", scope)
        guard try hasAny("build", where: isChosen) else { return nil }
        var known = RecordNumbers()
        let builds = try stored(
            Build.self,
            where: """
                \(isChosen) AND coalesce(t.finished_at, \(scope.from)) >= \(scope.from)
                    AND coalesce(t.queued_at, t.started_at, t.finished_at, \(scope.from)) < \(scope.to)
                """, &known)
        let jobs = try ofEach(Job.self, "build", builds.compactMap { known[$0.key] }, &known, remembering: false)
        let branches = try stored(HostedRepository.self).compactMap { one in one.defaultBranch.map { (one.key, $0) } }
        return PipelineRuns(
            builds: builds, jobs: jobs.sorted { $0.key < $1.key },
            defaultBranches: Dictionary(branches) { first, _ in first })
    }

    /// Runs of pipelines, checks and statuses of some commits, with their jobs.
    package func runs(of commits: Set<String>) throws -> PipelineRuns {
        if commits.isEmpty { return PipelineRuns(builds: []) }
        var known = RecordNumbers()
        var builds: [Build] = []
        for chunk in commits.sorted().chunks(of: engine == .postgres ? 256 : 4096) {
            builds += try stored(Build.self, where: "t.commit_id IN \(list: chunk)", &known)
        }
        let jobs = try ofEach(Job.self, "build", builds.compactMap { known[$0.key] }, &known, remembering: false)
        return PipelineRuns(builds: builds, jobs: jobs)
    }

    /// Ended pipelines of GitLab over what merging these merge requests would give.
    package func mergedResults(of requests: [PullRequest]) throws -> [Build] {
        let known = try numbers(of: Set(requests.map(\.repository)))
        var builds: [Build] = []
        for (repository, requests) in Dictionary(grouping: requests, by: \.repository).sorted(by: { $0.key < $1.key }) {
            guard let number = known[repository], let first = requests.map(\.createdAt).min() else { continue }
            let branches = requests.map { "refs/merge-requests/\($0.number)/merge" }
            for chunk in branches.chunks(of: engine == .postgres ? 256 : 4096) {
                builds += try stored(
                    Build.self,
                    where: """
                        t.repository = \(number) AND t.finished_at >= \(Moment.milliseconds(first))
                            AND t.branch IN \(list: chunk)
                        """)
            }
        }
        return builds
    }

    /// What was open since the beginning. Of a team what is kept in its repositories, and what its pull requests are about;
    /// nil where nobody ever told of any.
    ///
    /// - Parameter pullRequests: the team's.
    package func work(_ scope: MeasuringScope, of pullRequests: [RecordKey]) throws -> StoredWork? {
        var known = try numbers(of: pullRequests)
        let links = try ofEach(
            WorkItemLink.self, "pull_request", pullRequests.compactMap { known[$0] }, &known, remembering: false)
        let linked = Set(links.compactMap(\.workItem))
        var isChosen = try chosen("container", scope)
        if scope.team != nil { isChosen = "(\(isChosen) OR \(among("record", try places(linked))))" }
        guard try hasAny("work_item", where: isChosen) else { return nil }
        let items = try stored(
            WorkItem.self, omitting: ["body"],
            where: """
                \(isChosen) AND t.created_at < \(scope.to) AND (t.closed_at IS NULL OR t.closed_at >= \(scope.from))
                """, &known)
        let changes = try ofEach(
            WorkItemChange.self, "work_item", items.compactMap { known[$0.key] }, &known, remembering: false)
        var sprints = try stored(Sprint.self)
        if let team = scope.team {
            let planned = Set(items.compactMap(\.sprint))
            sprints.removeAll { !planned.contains($0.key) && !($0.container.map(team.repositories.contains) ?? false) }
        }
        return StoredWork(
            items: items, changes: changes.sorted { $0.key < $1.key }, sprints: sprints,
            links: links.sorted { ($0.pullRequest, $0.reference) < ($1.pullRequest, $1.reference) })
    }

    private func hasAny(_ table: StaticString, where condition: SQL = "TRUE") throws -> Bool {
        try value("SELECT 1 FROM \(raw: table) t WHERE \(condition) LIMIT 1", as: Int.self) != nil
    }

    /// A condition on the column by which records belong to a repository.
    private func chosen(_ column: StaticString, _ scope: MeasuringScope) throws -> SQL {
        guard let team = scope.team else { return "TRUE" }
        return among(column, try places(team.repositories))
    }

    private func among(_ column: StaticString, _ numbers: [Int64]) -> SQL {
        numbers.isEmpty ? "FALSE" : "t.\(raw: column) IN \(list: numbers)"
    }

    private func places(_ keys: Set<RecordKey>) throws -> [Int64] {
        let known = try numbers(of: keys)
        return keys.compactMap { known[$0] }.sorted()
    }
}
