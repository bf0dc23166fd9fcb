import Records

/// That a commit was to be brought to an environment. How it went is told by its statuses.
struct GitHubDeployment: Decodable {
    var id: Int
    var url: String
    var commit: String
    var ref: String?
    var environment: String?
    /// Set where the team says so itself.
    var isProduction: Bool?
    var creator: GitHubUser?
    var createdAt: Instant?
    /// Put beside it by whoever asks for both, so that one record tells all of it.
    var statuses: [GitHubDeploymentStatus]?

    private enum CodingKeys: String, CodingKey {
        case id, url, ref, environment, creator, statuses
        case commit = "sha"
        case isProduction = "production_environment"
        case createdAt = "created_at"
    }

    func add(to notes: inout GitHubNotes, at address: GitHubAddress, status: GitHubDeploymentStatus? = nil) {
        var deployment = Deployment(
            key: address.key.other(.deployment, String(id)), service: address.repository,
            environment: isProduction == true ? .production : Deployment.Environment(named: environment ?? ""),
            state: .queued,
            commits: [
                DeployedCommit(
                    repository: address.key, repositoryName: address.repository, commit: commit,
                    branch: ref == commit ? nil : ref)
            ])
        deployment.originalEnvironment = environment
        deployment.createdAt = createdAt?.seconds
        let told = (statuses ?? []) + [status].compactMap(\.self)
        for status in told.sorted(by: { ($0.createdAt?.seconds ?? 0) < ($1.createdAt?.seconds ?? 0) }) {
            status.tell(&deployment)
        }
        notes.add(.deployment(deployment))
    }
}

/// How a deployment went on. Without the deployment beside it, it does not say what was deployed.
struct GitHubDeploymentStatus: Decodable {
    var state: String
    var environment: String?
    var deploymentURL: String?
    var environmentURL: String?
    var createdAt: Instant?

    private enum CodingKeys: String, CodingKey {
        case state, environment
        case deploymentURL = "deployment_url"
        case environmentURL = "environment_url"
        case createdAt = "created_at"
    }

    /// `inactive` only says that a later deployment took its place; what became of this one was said before.
    var isAboutItself: Bool { state.lowercased() != "inactive" }

    func add(to notes: inout GitHubNotes, at address: GitHubAddress, deployment id: Int) {
        guard isAboutItself else { return }
        var deployment = Deployment(
            key: address.key.other(.deployment, String(id)), service: address.repository,
            environment: Deployment.Environment(named: environment ?? ""), state: .queued)
        tell(&deployment)
        notes.add(.deployment(deployment))
    }

    func tell(_ deployment: inout Deployment) {
        guard isAboutItself else { return }
        deployment.originalState = state
        deployment.originalEnvironment = deployment.originalEnvironment ?? environment
        deployment.url = environmentURL?.isEmpty == true ? nil : environmentURL
        switch state.lowercased() {
        case "success": end(&deployment, .succeeded)
        case "failure", "error": end(&deployment, .failed)
        case "in_progress":
            deployment.state = .running
            deployment.startedAt = createdAt?.seconds
        default: deployment.state = .queued
        }
    }

    private func end(_ deployment: inout Deployment, _ result: Build.Result) {
        deployment.state = .finished
        deployment.result = result
        deployment.originalResult = state
        deployment.finishedAt = createdAt?.seconds
    }
}
