import Records

/// A deployment began or ended.
struct GitLabDeploymentHook: Decodable {
    let id: Int
    let status: String
    let at: Int64?
    let environment: GitLabEnvironment
    let url: String?
    let ref: String?
    let commit: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("deployment_id")
        status = try fields.need("status")
        at = try fields.mayInstant("status_changed_at")
        environment = GitLabEnvironment(
            name: try fields.text("environment"), tier: try fields.text("environment_tier"))
        url = try fields.text("deployable_url")
        ref = try fields.text("ref")
        // The whole name of the commit is only in its address.
        commit =
            try fields.text("commit_url")?.split(separator: "/").last.map(String.init) ?? fields.text("short_sha")
    }

    func add(to reading: inout GitLabReading, project: GitLabHookProject?) {
        let run = GitLabState.run(status)
        let repository = (project?.id.map(String.init) ?? reading.address.project).map(reading.names.repository)
        var deployment = Deployment(
            key: reading.names.deployment(id), service: project?.path ?? repository?.id ?? "",
            environment: environment.kind, state: run.state, result: run.result)
        deployment.originalEnvironment = environment.name
        deployment.originalState = status
        deployment.originalResult = run.result == nil ? nil : status
        switch run.state {
        case .queued: deployment.createdAt = at
        case .running: deployment.startedAt = at
        case .finished: deployment.finishedAt = at
        }
        deployment.url = url
        deployment.commits =
            commit.map {
                [DeployedCommit(repository: repository, repositoryName: project?.path, commit: $0, branch: ref)]
            } ?? []
        reading.add(.deployment(deployment))
    }
}
