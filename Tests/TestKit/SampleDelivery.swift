import Records
import Store

/// Fourteen weeks of an invented team, from a seed: enough that every number of the Delivery room has a value.
package struct SampleDelivery: Sendable {
    package static let monday: Int64 = 1_740_960_000
    package static let weeks: Int64 = 14
    package static let people = ["ana", "ben", "cho", "dee", "eli", "fay"]

    private var chance = SeededGenerator(seed: 4)
    package private(set) var histories: [PullRequestHistory] = []
    private var deployments: [DeployedCommits] = []
    private var incidents: [Incident] = []
    private var commits: [String: AuthoredCommit] = [:]
    private var work = TrackedWork(items: [])
    private var builds: [Build] = []
    private var tests: [TestRun] = []

    package static func key(_ kind: RecordKey.Kind, _ id: some CustomStringConvertible) -> RecordKey {
        RecordKey("code.example.org", kind, id.description)
    }

    package static func at(_ hours: Double) -> Int64 { monday + Int64(hours * 3600) }

    package static let end = at(Double(weeks) * 168)

    private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &chance) }

    /// What a code host, a tracker and a pipeline would tell of it. Reports of tests and coverage come by other ways.
    package var records: [Record] {
        let repository = HostedRepository(
            key: Self.key(.repository, 1), fullName: "shop/payments", defaultBranch: "main")
        let accounts = Self.people.map { name in
            Record.account(
                Account(
                    key: Self.key(.account, name), login: name, name: name, email: "\(name)@example.org"))
        }
        let requests = histories.flatMap { history in
            [.pullRequest(history.pullRequest)] + history.events.map(Record.pullRequestEvent)
                + history.commits.map(Record.pullRequestCommit) + history.comments.map(Record.comment)
        }
        let items = work.items.map(Record.workItem) + work.changes.map(Record.workItemChange)
        return [.repository(repository)] + accounts + requests + items + work.sprints.map(Record.sprint)
            + builds.map(Record.build) + deployments.map { .deployment($0.deployment) } + incidents.map(Record.incident)
            + Self.analyses.map(Record.analysis)
    }

    package init() {
        for number in 0..<130 { pullRequest(number) }
        for number in 0..<60 { deploy(number) }
        for number in 0..<90 { item(number) }
        for number in 0..<7 { sprint(number) }
        for number in 0..<120 { build(number) }
    }

    private mutating func pullRequest(_ number: Int) {
        let key = Self.key(.pullRequest, 1000 + number)
        let author = Self.key(.account, Self.people[below(6)])
        let reviewers = [0, 0, 0, 1, 1, 2, 3, 4, 5].map { Self.people[$0] }
        let reviewer = Self.key(.account, reviewers[below(9)])
        let opened = Double(number) * 18 + Double(below(8)) + 8
        let isOpen = number >= 118
        var request = PullRequest(
            key: key, repository: Self.key(.repository, 1), number: number, title: Self.title(number), author: author,
            state: isOpen ? .open : .merged, createdAt: Self.at(opened), updatedAt: Self.at(opened),
            headBranch: "branch-\(number)", baseBranch: "main")
        request.url = "https://code.example.org/shop/pull/\(number)"
        (request.additions, request.deletions) = (5 + below(300), below(60))
        request.mergeCommit = "merge-\(number)"
        var events = [event(key, 0, .opened, opened, author)]
        events.append(event(key, 1, .reviewRequested, opened + 0.1, author, subject: reviewer))
        var now = opened + Double(1 + below(20))
        if author != reviewer, number % 11 != 0 || !isOpen {
            if number % 3 == 0 {
                events.append(event(key, 2, .reviewed, now, reviewer, .changesRequested, "Please name the limit here"))
                now += Double(1 + below(20))
                events.append(event(key, 3, .commitPushed, now, author))
                now += Double(1 + below(10))
            }
            if !isOpen {
                events.append(
                    event(
                        key, 4, .reviewed, now, reviewer, .approved,
                        number % 2 == 0 ? "question: what if it is empty?" : nil))
            }
        }
        if !isOpen {
            now += Double(below(12)) / 2 + 0.5
            events.append(event(key, 5, .merged, now, author))
            request.mergedAt = Self.at(now)
        }
        let commit = PullRequestCommit(
            pullRequest: key, commit: "commit-\(number)", authorName: author.id,
            authorEmail: "\(author.id)@example.org",
            authoredAt: Self.at(opened - Double(1 + below(40))), parents: 1)
        commits["commit-\(number)"] = AuthoredCommit(authoredAt: commit.authoredAt)
        commits["merge-\(number)"] = AuthoredCommit(authoredAt: Self.at(now), isMerge: true)
        let comments = events.compactMap { event in
            event.text.map {
                Comment(
                    key: Self.key(.comment, event.key.id), subject: key, author: event.actor, body: $0,
                    createdAt: event.at)
            }
        }
        histories.append(PullRequestHistory(request, events: events, commits: [commit], comments: comments))
    }

    private static func title(_ number: Int) -> String {
        let titles = [
            "Retry webhooks with back-off", "Idempotency keys for refunds", "Say why a card is refused",
            "Fewer queries for the ledger",
        ]
        return titles[number % titles.count]
    }

    private func event(
        _ request: RecordKey, _ place: Int, _ kind: PullRequestEvent.Kind, _ hours: Double, _ actor: RecordKey,
        _ verdict: PullRequestEvent.Verdict? = nil, _ text: String? = nil, subject: RecordKey? = nil
    ) -> PullRequestEvent {
        PullRequestEvent(
            key: Self.key(.pullRequestEvent, "\(request.id)-\(place)"), pullRequest: request, kind: kind,
            at: Self.at(hours),
            actor: actor, subject: subject, verdict: verdict, text: text)
    }

    private mutating func deploy(_ number: Int) {
        let hours = Double(number) * 38 + 30 + Double(below(10))
        let key = Self.key(.deployment, 100 + number)
        var deployment = Deployment(
            key: key, service: number % 4 == 0 ? "gateway" : "shop", environment: .production, state: .finished,
            result: .succeeded,
            commits: [DeployedCommit(repositoryName: "shop", commit: "merge-\(number * 2)")])
        deployment.finishedAt = Self.at(hours)
        deployment.isFix = number % 12 == 5 ? true : nil
        deployments.append(
            DeployedCommits(
                deployment,
                commits: [
                    "commit-\(number * 2)", "merge-\(number * 2)", "commit-\(number * 2 + 1)",
                    "merge-\(number * 2 + 1)",
                ]))
        guard number % 9 == 4 else { return }
        var incident = Incident(
            key: Self.key(.incident, number), title: "Payments are refused", service: deployment.service,
            cause: .deployment,
            startedAt: Self.at(hours + 0.5), resolvedAt: number > 50 ? nil : Self.at(hours + 1 + Double(below(12))))
        incident.deployment = key
        incident.severity = "high"
        incidents.append(incident)
    }

    private mutating func item(_ number: Int) {
        let key = Self.key(.workItem, number)
        let begun = Double(number) * 26 + Double(below(20))
        let length = Double(20 + below(200))
        let isDone = begun + length < Double(Self.weeks) * 168 && number < 80
        var item = WorkItem(
            key: key, reference: "#\(number)", container: nil, title: Self.title(number),
            kind: number % 5 == 0 ? .bug : .task,
            state: isDone ? .done : number < 85 ? .inProgress : .todo,
            originalState: isDone ? "done" : number < 85 ? "in progress" : "open",
            author: Self.key(.account, "ana"), createdAt: Self.at(begun - 60), updatedAt: Self.at(begun + length),
            closedAt: isDone ? Self.at(begun + length) : nil)
        item.estimate = Double(1 + number % 5)
        item.labels = number % 5 == 0 ? [number % 10 == 0 ? "production" : "qa"] : []
        work.items.append(item)
        guard number < 85 else { return }
        change(key, .state, "open", "in progress", begun)
        if number % 3 == 0, isDone {
            change(key, .state, "in progress", "blocked", begun + length / 3)
            change(key, .state, "blocked", "in progress", begun + length / 2)
        }
        if isDone { change(key, .state, "in progress", "done", begun + length) }
        change(key, .sprint, nil, "Sprint \(Int(begun / 336) + 1)", max(begun - 30, 0))
    }

    private mutating func change(
        _ item: RecordKey, _ field: WorkItemChange.Field, _ from: String?, _ to: String?, _ hours: Double
    ) {
        work.changes.append(
            WorkItemChange(
                key: Self.key(.workItemChange, work.changes.count), workItem: item, field: field,
                originalField: field.rawValue,
                from: from, to: to, at: Self.at(hours), actor: nil))
    }

    private mutating func sprint(_ number: Int) {
        work.sprints.append(
            Sprint(
                key: Self.key(.sprint, number), container: nil, name: "Sprint \(number + 1)", state: .closed,
                startAt: Self.at(Double(number) * 336), endAt: Self.at(Double(number + 1) * 336)))
    }

    private mutating func build(_ number: Int) {
        let hours = Double(number) * 19 + 4
        let minutes = Double(4 + below(9))
        var build = Build(
            key: Self.key(.build, number), repository: Self.key(.repository, 1),
            name: number % 4 == 0 ? "nightly" : "ci",
            attempt: 1, state: .finished, result: number % 8 == 3 ? .failed : .succeeded, originalState: "completed")
        build.number = number
        build.branch = "main"
        build.finishedAt = Self.at(hours)
        build.queuedAt = Self.at(hours) - Int64(minutes * 60)
        build.startedAt = build.queuedAt.map { $0 + 40 }
        builds.append(build)
        let outcomes: [TestResult.Outcome] = [.passed, number % 7 == 0 ? .failed : .passed]
        for outcome in outcomes {
            tests.append(
                TestRun(
                    commit: "merge-\(number)", configuration: "", at: Self.at(hours),
                    results: ["refund is idempotent", "ledger adds up"].enumerated().map {
                        TestResult(suite: "PaymentTests", name: $1, outcome: $0 == 0 ? outcome : .passed)
                    }))
        }
    }

    package var evidence: DeliveryEvidence {
        let accounts = Self.people.map { Account(key: Self.key(.account, $0), login: $0) }
        var evidence = DeliveryEvidence(
            pullRequests: histories, deployments: deployments,
            people: DeliveryPeople(accounts: accounts, members: Set(accounts.map(\.key))),
            calendars: TeamCalendars(usual: WorkCalendar(.utc)),
            timeframe: Timeframe(start: Self.monday, end: Self.end))
        evidence.commits = commits
        evidence.incidents = incidents
        evidence.work = work
        evidence.pipelines = PipelineRuns(builds: builds)
        evidence.testRuns = tests
        evidence.coverage = (0..<5).map { place in
            CoverageReport(
                repository: Self.key(.repository, 1), commit: "merge-\(place * 20)",
                at: Self.at(Double(place) * 400 + 10),
                files: [FileCoverage(path: "a", lines: [1: 1, 2: 1, 3: place > 1 ? 1 : 0, 4: 0, 5: place])])
        }
        evidence.changeCoverage = histories.prefix(40).map { history in
            PullRequestCoverage(
                history.pullRequest.key,
                DiffCoverage(
                    added: ["a": [1, 2, 3]],
                    coverage: CoverageUnion([FileCoverage(path: "a", lines: [1: 1, 2: 1, 3: 0])])))
        }
        evidence.debt = Self.analyses
        return evidence
    }

    private static let analyses = (0..<4).map { place in
        let commit = "merge-\(place * 20)"
        return DebtAnalysis(
            key: key(.analysis, "1/\(commit)"), repository: key(.repository, 1), commit: commit, branch: "main",
            at: at(Double(place) * 500 + 1), minutes: 14_400 + Double(place) * 600, lines: 12_000,
            rules: place < 2 ? "1" : "2")
    }
}

extension SampleDelivery {
    /// Tells all of it to an installation, as a code host would; whoever serves it measures it when it starts.
    package func tell(databaseAt place: String) async throws {
        let database = try await Databases.open(DatabaseLocation(parse: place))
        try await database.write { db in
            try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: Self.monday))
            _ = try db.save([Told(records, at: Self.end)], of: "host")
        }
        try await database.close()
    }
}
