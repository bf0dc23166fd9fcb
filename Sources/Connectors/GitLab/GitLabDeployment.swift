import Records

struct GitLabDeployment: Decodable {
    let id: Int
    let status: String
    let ref: String?
    let sha: String?
    let createdAt: Int64?
    let updatedAt: Int64?
    let user: GitLabUser?
    let environment: GitLabEnvironment?
    let deployable: Deployable?

    /// The job that did it; nil for one that was made by the interface.
    struct Deployable: Decodable {
        let startedAt: Int64?
        let finishedAt: Int64?
        let webURL: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            startedAt = try fields.mayInstant("started_at")
            finishedAt = try fields.mayInstant("finished_at")
            webURL = try fields.text("web_url")
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        status = try fields.need("status")
        ref = try fields.text("ref")
        sha = try fields.text("sha")
        createdAt = try fields.mayInstant("created_at")
        updatedAt = try fields.mayInstant("updated_at")
        user = try fields.may("user")
        environment = try fields.may("environment")
        deployable = try fields.may("deployable")
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let told = try answer.decode(Self.self)
        return told.records(at: GitLabAddress(answer.url), environment: told.environment)
    }

    func records(at address: GitLabAddress, environment: GitLabEnvironment?) -> [Record] {
        var reading = GitLabReading(
            address, source: user?.source ?? GitLabAddress.source(ofPage: deployable?.webURL, at: nil))
        _ = reading.account(user)
        let run = GitLabState.run(status)
        let repository = address.project.map(reading.names.repository)
        let path = path(in: reading.names.source)
        var deployment = Deployment(
            key: reading.names.deployment(id), service: path ?? address.project ?? "",
            environment: environment?.kind ?? .unknown,
            state: run.state, result: run.result)
        deployment.originalEnvironment = environment?.name
        deployment.originalState = status
        deployment.originalResult = run.result == nil ? nil : status
        deployment.createdAt = createdAt
        deployment.startedAt = deployable?.startedAt ?? createdAt
        deployment.finishedAt = run.state == .finished ? deployable?.finishedAt ?? updatedAt : nil
        deployment.url = deployable?.webURL
        deployment.commits =
            sha.map {
                [DeployedCommit(repository: repository, repositoryName: path, commit: $0, branch: ref)]
            } ?? []
        reading.add(.deployment(deployment))
        return reading.records
    }

    /// The project's path, from its job's page: a deployment does not say what it deploys.
    private func path(in source: String) -> String? {
        guard let page = deployable?.webURL, let start = page.place(of: "\(source)/")?.upperBound,
            let end = page[start...].place(of: "/-/")?.lowerBound
        else { return nil }
        return String(page[start..<end])
    }
}

final class GitLabEnvironment: Decodable, Sendable {
    let name: String?
    /// What the team says it is for.
    let tier: String?
    let lastDeployment: GitLabDeployment?

    init(from decoder: any Decoder) throws {
        // Webhooks give the name alone.
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self.name = name
            tier = nil
            lastDeployment = nil
            return
        }
        let fields = try Fields(decoder)
        name = try fields.text("name")
        tier = try fields.text("tier")
        lastDeployment = try fields.may("last_deployment")
    }

    init(name: String?, tier: String?) {
        self.name = name
        self.tier = tier
        lastDeployment = nil
    }

    var kind: Deployment.Environment {
        switch tier {
        case "production": .production
        case "staging": .staging
        case "testing", "development": .testing
        default: name.map { Deployment.Environment(named: $0) } ?? .unknown
        }
    }

    /// An environment alone happened to nobody; what was last deployed to it is told with it where one is asked for.
    static func records(_ answer: RawAnswer) throws -> [Record] {
        let environment = try answer.decode(Self.self)
        return environment.lastDeployment?.records(at: GitLabAddress(answer.url), environment: environment) ?? []
    }
}
