import Records

@testable import Store

/// One record of each type, with something in every field.
extension Record {
    static let run = RecordKey("code.example.org", .build, "1")

    private static func key(_ kind: RecordKey.Kind, _ id: String = "1") -> RecordKey { run.other(kind, id) }

    static var samplePullRequest: PullRequest {
        var it = PullRequest(
            key: key(.pullRequest), repository: key(.repository), number: 7, title: "Title", author: key(.account),
            state: .merged, isDraft: true, createdAt: 100, updatedAt: 200, headBranch: "topic", baseBranch: "main")
        it.headRepository = key(.repository, "2")
        it.body = "Body\nof 'two' lines"
        it.url = "https://code.example.org/1"
        it.mergedAt = 300
        it.closedAt = 300
        it.mergedBy = key(.account, "2")
        it.mergeCommit = "c0ffee"
        it.headCommit = "beef"
        it.baseCommit = "cafe"
        it.additions = 3
        it.deletions = 0
        it.changedFiles = 1
        it.labels = ["bug", "späť"]
        it.assignees = [key(.account)]
        it.requestedReviewers = [key(.account), key(.team, "a/b")]
        it.milestone = "1.0"
        return it
    }

    private static var event: PullRequestEvent {
        var it = PullRequestEvent(
            key: key(.pullRequestEvent), pullRequest: key(.pullRequest), kind: .reviewed, at: -5, actor: key(.account),
            subject: key(.account, "2"), verdict: .changesRequested, isDraft: false, commit: "beef", text: "No")
        it.isSameChange = true
        it.lineComments = 4
        return it
    }

    private static var comment: Comment {
        var it = Comment(
            key: key(.comment), subject: key(.pullRequest), author: key(.account), body: "Why?", createdAt: 110,
            updatedAt: 120)
        it.review = key(.review)
        it.thread = "t"
        it.isResolved = false
        it.path = "a.swift"
        it.line = 12
        it.commit = "beef"
        return it
    }

    private static var workItem: WorkItem {
        var it = WorkItem(
            key: key(.workItem), reference: "#1", container: key(.board), title: "Work", kind: .bug, state: .dropped,
            originalState: "won't do", author: key(.account), createdAt: 1, updatedAt: 2, closedAt: 2)
        it.body = "Body"
        it.url = "https://code.example.org/i/1"
        it.originalKind = "Defect"
        it.assignees = [key(.account)]
        it.labels = ["a"]
        it.priority = "high"
        it.severity = "low"
        it.estimate = 0.5
        it.parent = key(.workItem, "2")
        it.milestone = "1.0"
        it.sprint = key(.sprint)
        return it
    }

    private static var build: Build {
        var it = Build(
            key: key(.build), repository: key(.repository), name: "CI", attempt: 2, state: .finished, result: .failed,
            originalState: "completed", originalResult: "failure")
        it.number = 99
        it.branch = "topic"
        it.commit = "beef"
        it.pullRequests = [key(.pullRequest)]
        it.trigger = "push"
        it.queuedAt = 1
        it.startedAt = 2
        it.finishedAt = 3
        it.url = "https://code.example.org/b/1"
        return it
    }

    private static var job: Job {
        var it = Job(
            key: key(.job), build: key(.build), name: "test", stage: "check", state: .finished, result: .succeeded,
            originalState: "completed", originalResult: "success", mayFail: true)
        it.queuedAt = 1
        it.startedAt = 2
        it.finishedAt = 3
        return it
    }

    private static var deployment: Deployment {
        var it = Deployment(
            key: key(.deployment), service: "payments", environment: .production, state: .finished, result: .succeeded,
            commits: [
                DeployedCommit(repository: key(.repository), repositoryName: "a/b", commit: "beef", branch: "main")
            ])
        it.originalEnvironment = "prod-eu"
        it.originalState = "finished"
        it.originalResult = "ok"
        it.createdAt = 1
        it.startedAt = 2
        it.finishedAt = 3
        it.isFix = true
        it.isRollback = false
        it.url = "https://code.example.org/d/1"
        return it
    }

    private static var incident: Incident {
        var it = Incident(
            key: key(.incident), title: "Down", service: "payments", cause: .deployment, startedAt: 1, resolvedAt: 9)
        it.severity = "1"
        it.deployment = key(.deployment)
        it.detectedAt = 2
        it.mitigatedAt = 3
        it.updatedAt = 10
        it.url = "https://code.example.org/x/1"
        return it
    }

    private static var release: Release {
        var it = Release(
            key: key(.release), repository: key(.repository), name: "One", tag: "v1", isDraft: true, isPrerelease: true,
            createdAt: 1, publishedAt: 2)
        it.commit = "beef"
        it.url = "https://code.example.org/r/1"
        return it
    }

    private static var analysis: DebtAnalysis {
        DebtAnalysis(
            key: key(.analysis), repository: key(.repository), commit: "beef", branch: "main", at: 7, minutes: 12.5,
            lines: 1000, rules: "r", withoutCost: 3)
    }

    private static var finding: CodeFinding {
        var it = CodeFinding(
            tool: "lint", rule: "r", level: .note, message: "m", path: "a.swift", line: 3, fingerprint: "f",
            isSuppressed: true)
        it.column = 4
        it.baseline = .new
        return it
    }

    private static var coverage: FileCoverage {
        var it = FileCoverage(
            path: "a.swift", lines: [1: 3, 20: 0], branches: [1: .init(arms: [true, false])])
        it.stated = CoverageTotals(lines: 2, linesCovered: 1)
        return it
    }

    static var samples: [Record] {
        [
            .repository(
                HostedRepository(
                    key: key(.repository), fullName: "a/b", url: "https://code.example.org/a/b", defaultBranch: "main",
                    isFork: true, isArchived: true, createdAt: 5, requiredApprovals: 2,
                    requiredChecks: .named(["build / linux", "lint"]))),
            .account(Account(key: key(.account), login: "ann", name: "Ann", email: "ann@example.org", kind: .bot)),
            .hostTeam(
                HostTeam(
                    key: key(.team), name: "acme/payments",
                    members: HostTeamMembers([key(.account), key(.account, "2")]))),
            .pullRequest(samplePullRequest), .pullRequestEvent(event),
            .pullRequestCommit(
                PullRequestCommit(
                    pullRequest: key(.pullRequest), commit: "beef", authorName: "Ann", authorEmail: "ann@example.org",
                    authoredAt: 90, committedAt: 95, parents: 2)),
            .review(
                Review(
                    key: key(.review), pullRequest: key(.pullRequest), author: key(.account), verdict: .approved,
                    body: "Yes", commit: "beef", submittedAt: 150)),
            .comment(comment), .workItem(workItem),
            .workItemChange(
                WorkItemChange(
                    key: key(.workItemChange), workItem: key(.workItem), field: .state, originalField: "status",
                    from: "a", to: "b", at: 7, actor: key(.account))),
            .workItemLink(
                WorkItemLink(pullRequest: key(.pullRequest), reference: "ABC-7", workItem: key(.workItem))),
            .obstacleSighting(
                ObstacleSighting(.dependency, of: key(.pullRequest), stands: true, head: "beef", what: "!12")),
            .sprint(
                Sprint(
                    key: key(.sprint), container: key(.board), name: "1", state: .closed, startAt: 1, endAt: 2,
                    completedAt: 3, goal: "Go")),
            .build(build), .job(job), .deployment(deployment), .incident(incident), .release(release),
            .analysis(analysis),
            .testResult(
                TestResult(
                    suite: "S", name: "t", file: "a.swift", outcome: .passed, seconds: 0.5, earlier: [.failed, .error],
                    message: "odd")),
            .coverage(coverage),
            .finding(finding),
        ]
    }
}

extension Connection {
    /// Every record that is stored, of every type.
    func all() throws -> [Record] {
        try records(HostedRepository.self).map(Record.repository) + records(Account.self).map(Record.account)
            + records(HostTeam.self).map(Record.hostTeam)
            + records(PullRequest.self).map(Record.pullRequest)
            + records(PullRequestEvent.self).map(Record.pullRequestEvent)
            + records(PullRequestCommit.self).map(Record.pullRequestCommit) + records(Review.self).map(Record.review)
            + records(Comment.self).map(Record.comment) + records(WorkItem.self).map(Record.workItem)
            + records(WorkItemChange.self).map(Record.workItemChange)
            + records(WorkItemLink.self).map(Record.workItemLink) + records(Sprint.self).map(Record.sprint)
            + obstaclesSeen(of: [Record.samplePullRequest.key]).values.joined().map {
                Record.obstacleSighting($0.sighting)
            }
            + records(Build.self).map(Record.build) + records(Job.self).map(Record.job)
            + records(Deployment.self).map(Record.deployment) + records(Incident.self).map(Record.incident)
            + records(Release.self).map(Record.release) + records(DebtAnalysis.self).map(Record.analysis)
            + testResults(of: Record.run).map(Record.testResult)
            + coverage(of: Record.run).map(Record.coverage) + findings(of: Record.run).map(Record.finding)
    }
}
