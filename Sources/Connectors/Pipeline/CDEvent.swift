import Records

/// An event of CDEvents (versions 0.3 to 0.5), as a CloudEvent carries it.
struct CDEvent: Decodable {
    let type: String
    let at: Int64
    let subject: Subject
    let custom: Custom?

    struct Subject: Decodable {
        let id: String
        let source: String?
        let content: Content
    }

    struct Content: Decodable {
        let pipelineName: String?
        let taskName: String?
        let pipelineRun: String?
        let url: String?
        let outcome: String?
        let environment: String?
        let service: String?
        let artifact: String?
        let description: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            pipelineName = try fields.text("pipelineName")
            taskName = try fields.text("taskName")
            pipelineRun = try fields.may("pipelineRun", as: Named.self)?.id
            // Renamed in version 0.5.
            url = try fields.text("url") ?? fields.text("uri")
            outcome = try fields.text("outcome")
            environment = try fields.may("environment", as: Named.self)?.id
            service = try fields.may("service", as: Named.self)?.id
            artifact = try fields.text("artifactId")
            description = try fields.text("description")
        }

        private struct Named: Decodable { let id: String }
    }

    /// What the specification has no place for and we need: CDEvents leaves it to those who agree on it.
    struct Custom: Decodable {
        let startedAt: Int64?
        let commits: [PushedCommit]

        init(from decoder: any Decoder) throws {
            // It may be a text; then it is not for us.
            guard let fields = try? Fields(decoder) else {
                startedAt = nil
                commits = []
                return
            }
            startedAt = try fields.mayInstant("started_at")
            let several = try fields.list("commits", as: PushedCommit.self)
            let one = try fields.text("commit")
            let repository = try fields.text("repository")
            commits =
                several.isEmpty
                ? one.map { [PushedCommit(repository: repository, commit: $0, branch: nil)] } ?? [] : several
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        let context: Context = try fields.need("context")
        type = CloudEventTypes.withoutVersion(context.type)
        at = context.at
        subject = try fields.need("subject")
        custom = try fields.may("customData")
        if type == "dev.cdevents.incident.resolved", custom?.startedAt == nil {
            throw MappingTrouble.missing(fields.path("customData") + ".started_at")
        }
        if type.hasSuffix("run.finished") {
            guard let outcome = subject.content.outcome else {
                throw MappingTrouble.missing(fields.path("subject") + ".content.outcome")
            }
            _ = try PushedWords.result(outcome, fields.path("subject") + ".content.outcome")
        }
        if type.hasPrefix("dev.cdevents.taskrun"), subject.content.pipelineRun == nil {
            throw MappingTrouble.missing(fields.path("subject") + ".content.pipelineRun.id")
        }
    }

    private struct Context: Decodable {
        let type: String
        let at: Int64

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            type = try fields.need("type")
            at = try fields.instant("timestamp")
        }
    }
}
