import Records

extension TableRow {
    func record() throws(FormatTrouble) -> Record {
        switch mapping.record {
        case .pullRequest: .pullRequest(try pullRequest())
        case .review: .review(try review())
        case .workItem: .workItem(try workItem())
        case .build: .build(try build())
        case .deployment: .deployment(try deployment())
        case .incident: .incident(try incident())
        case .analysis: .analysis(try analysis())
        }
    }

    private func pullRequest() throws(FormatTrouble) -> PullRequest {
        let (created, merged, closed) = (try needInstant("createdAt"), try instant("mergedAt"), try instant("closedAt"))
        let state = try word("state", [PullRequest.State.open, .closed, .merged])
        var made = PullRequest(
            key: try needKey(.pullRequest, "id"), repository: try needKey(.repository, "repository"),
            number: try count("number") ?? Int(may("id") ?? "") ?? 0, title: may("title") ?? "",
            author: key(.account, "author"),
            state: state ?? (merged != nil ? .merged : closed != nil ? .closed : .open),
            isDraft: try flag("draft") ?? false, createdAt: created,
            updatedAt: try instant("updatedAt") ?? closed ?? merged ?? created,
            headBranch: may("headBranch") ?? "", baseBranch: may("baseBranch") ?? "")
        made.mergedAt = merged
        made.closedAt = closed ?? merged
        made.mergedBy = key(.account, "mergedBy")
        made.mergeCommit = may("mergeCommit")
        made.headCommit = may("headCommit")
        made.body = may("body")
        made.url = may("url")
        made.additions = try count("additions")
        made.deletions = try count("deletions")
        made.changedFiles = try count("changedFiles")
        made.labels = list("labels")
        return made
    }

    private func review() throws(FormatTrouble) -> Review {
        let verdict = try word(
            "verdict", [PullRequestEvent.Verdict.approved, .changesRequested, .commented, .dismissed])
        guard let verdict else { throw trouble("verdict", "it is empty, and “verdict” is needed") }
        return Review(
            key: try needKey(.review, "id"), pullRequest: try needKey(.pullRequest, "pullRequest"),
            author: key(.account, "author"), verdict: verdict, body: may("body"), commit: may("commit"),
            submittedAt: try needInstant("submittedAt"))
    }

    private func workItem() throws(FormatTrouble) -> WorkItem {
        let state = try word("state", [WorkItem.State.todo, .inProgress, .done, .dropped])
        guard let state else { throw trouble("state", "it is empty, and “state” is needed") }
        let kind = try word("kind", [WorkItem.Kind.bug, .requirement, .task, .epic, .incident, .other])
        let (created, closed) = (try needInstant("createdAt"), try instant("closedAt"))
        var made = WorkItem(
            key: try needKey(.workItem, "id"), reference: may("reference") ?? may("id") ?? "",
            container: key(.board, "container"), title: try need("title"), kind: kind ?? .other, state: state,
            originalState: may("state") ?? "", author: key(.account, "author"), createdAt: created,
            updatedAt: try instant("updatedAt") ?? closed ?? created, closedAt: closed)
        made.assignees = list("assignees").map { RecordKey(mapping.source, .account, $0) }
        made.labels = list("labels")
        made.body = may("body")
        made.url = may("url")
        made.priority = may("priority")
        made.severity = may("severity")
        made.estimate = try number("estimate")
        made.milestone = may("milestone")
        return made
    }

    private func build() throws(FormatTrouble) -> Build {
        var made = Build(
            key: try needKey(.build, "id"), repository: key(.repository, "repository"), name: try need("name"),
            attempt: try count("attempt") ?? 1, state: .finished, result: try result(),
            originalState: "finished", originalResult: may("result"))
        made.number = try count("number")
        made.branch = may("branch")
        made.commit = may("commit")
        made.trigger = may("trigger")
        made.queuedAt = try instant("queuedAt")
        made.startedAt = try instant("startedAt")
        made.finishedAt = try needInstant("finishedAt")
        made.url = may("url")
        return made
    }

    private func deployment() throws(FormatTrouble) -> Deployment {
        let environment = may("environment").map { Deployment.Environment(named: $0) } ?? .unknown
        let repository = key(.repository, "repository")
        var made = Deployment(
            key: try needKey(.deployment, "id"), service: try need("service"), environment: environment,
            state: .finished, result: try result() ?? .succeeded,
            commits: may("commit").map { [DeployedCommit(repository: repository, commit: $0, branch: may("branch"))] }
                ?? [])
        made.originalEnvironment = may("environment")
        made.originalResult = may("result")
        made.createdAt = try instant("createdAt")
        made.startedAt = try instant("startedAt")
        made.finishedAt = try needInstant("finishedAt")
        made.isFix = try flag("isFix")
        made.isRollback = try flag("isRollback")
        made.url = may("url")
        return made
    }

    private func incident() throws(FormatTrouble) -> Incident {
        var made = Incident(
            key: try needKey(.incident, "id"), title: try need("title"), service: may("service"),
            cause: try word("cause", [Incident.Cause.deployment, .other, .unknown]) ?? .unknown,
            startedAt: try needInstant("startedAt"), resolvedAt: try instant("resolvedAt"))
        made.severity = may("severity")
        made.deployment = key(.deployment, "deployment")
        made.detectedAt = try instant("detectedAt")
        made.mitigatedAt = try instant("mitigatedAt")
        made.url = may("url")
        return made
    }

    private func analysis() throws(FormatTrouble) -> DebtAnalysis {
        let (repository, commit) = (try needKey(.repository, "repository"), try need("commit"))
        _ = try (need("minutes"), need("lines"))
        guard let minutes = try number("minutes"), minutes >= 0 else {
            throw trouble("minutes", "“\(may("minutes") ?? "")” should be at least 0")
        }
        guard let lines = try count("lines"), lines > 0 else { throw trouble("lines", "it should be at least 1") }
        return DebtAnalysis(
            key: RecordKey(mapping.source, .analysis, "\(repository.id)/\(commit)"), repository: repository,
            commit: commit, branch: may("branch"), at: try needInstant("analysedAt"), minutes: minutes, lines: lines,
            rules: try need("rules"), withoutCost: try count("withoutCost") ?? 0)
    }

    private func result() throws(FormatTrouble) -> Build.Result? {
        try word("result", [Build.Result.succeeded, .failed, .cancelled, .skipped])
    }
}
