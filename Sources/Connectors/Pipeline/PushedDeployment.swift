import Records

/// A deployment, as a script tells of it:
///
///     {"service": "checkout", "environment": "production", "commit": "2bd7f3…", "result": "succeeded",
///      "started_at": "2025-03-04T09:30:00Z", "finished_at": "2025-03-04T09:34:10Z"}
struct PushedDeployment: Decodable {
    let id: String?
    let service: String
    let environment: String
    let commits: [PushedCommit]
    let run: PushedRun
    let isFix: Bool?
    let isRollback: Bool?
    let url: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.text("id")
        let repository = try fields.text("repository")
        guard let service = try fields.text("service") ?? repository else {
            throw MappingTrouble.missing(fields.path("service"))
        }
        self.service = service
        environment = try fields.text("environment") ?? "production"
        let several = try fields.list("commits", as: PushedCommit.self)
        let one = try fields.text("commit")
        commits =
            try several.isEmpty
            ? one.map {
                [PushedCommit(repository: repository, commit: $0, branch: try fields.text("branch"))]
            } ?? [] : several
        run = try PushedRun(fields, queued: "created_at")
        isFix = try fields.may("fix")
        isRollback = try fields.may("rollback")
        url = try fields.text("url")
        guard id != nil || !commits.isEmpty else { throw MappingTrouble.missing(fields.path("commit")) }
    }

    func records() -> [Record] {
        var deployment = Deployment(
            key: key, service: service, environment: Deployment.Environment(named: environment), state: run.state,
            result: run.result,
            commits: commits.map {
                DeployedCommit(repositoryName: $0.repository, commit: $0.commit, branch: $0.branch)
            })
        deployment.originalEnvironment = environment
        deployment.originalState = run.originalState
        deployment.originalResult = run.originalResult
        deployment.createdAt = run.queuedAt
        deployment.startedAt = run.startedAt
        deployment.finishedAt = run.finishedAt
        deployment.isFix = isFix
        deployment.isRollback = isRollback
        deployment.url = url
        return [.deployment(deployment)]
    }

    /// Without an id, the same commit sent to the same place at the same time is the same deployment, told again.
    private var key: RecordKey {
        if let id { return PipelineNames.deployment(id) }
        let at = run.startedAt ?? run.queuedAt ?? run.finishedAt
        return PipelineNames.key(.deployment, [service, environment, commits.first?.commit, at.map { "\($0)" }])
    }
}

/// What was deployed of one repository.
struct PushedCommit: Decodable {
    let repository: String?
    let commit: String
    let branch: String?

    init(repository: String?, commit: String, branch: String?) {
        self.repository = repository
        self.commit = commit
        self.branch = branch
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        repository = try fields.text("repository")
        commit = try fields.need("commit")
        branch = try fields.text("branch")
    }
}
