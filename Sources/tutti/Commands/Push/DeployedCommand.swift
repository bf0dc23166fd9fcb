import ArgumentParser
import Foundation

struct DeployedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deployed",
        abstract: "Tell of a deployment, as the last step of whatever deploys.",
        discussion: """
            Examples:
              tutti deployed --service checkout                        this commit reached production just now
              tutti deployed --service checkout --result failed --started 2026-03-02T09:30:00Z
              tutti deployed --environment staging --server https://tutti.example.org --token-file token

            What is left out comes from the pipeline (GitHub Actions, GitLab CI) or from the clone that you stand in. In those \
            pipelines a step that is repeated tells of the same deployment. Without --result it succeeded.
            """)

    @Option(help: "What was deployed (default: the repository's name).")
    var service: String?

    @Option(help: "Where to (default: what the pipeline says, or production).")
    var environment: String?

    @Option(help: "The commit (default: the pipeline's, or HEAD).")
    var commit: String?

    @Option(help: "Its repository, as its code host calls it: acme/checkout.")
    var repository: String?

    @Option(help: "Names the deployment, so that it can be told again.")
    var id: String?

    @Option(help: "succeeded, failed, cancelled or skipped.")
    var result: String?

    @Option(help: ArgumentHelp("When it began: 2026-03-02T09:30:00Z, or now.", valueName: "instant"))
    var started: String?

    @Option(help: ArgumentHelp("When it ended (default: now).", valueName: "instant"))
    var finished: String?

    @Flag(help: "It has only begun; tell its end later with the same --id.")
    var running = false

    @Flag(help: "It was not planned, and mends what users saw.")
    var fix = false

    @Flag(help: "It goes back to what was there before.")
    var rollback = false

    @Option(help: "Where to read more.")
    var url: String?

    @OptionGroup var options: PushOptions

    func validate() throws {
        if running, result != nil || finished != nil {
            throw ValidationError("--running says that it has no end yet; leave --result and --finished out.")
        }
        if running, id == nil, PipelineContext.current().build == nil {
            throw ValidationError("--running takes an --id, so that its end can be told.")
        }
    }

    func run() async throws {
        let target = try options.target()
        let pipeline = PipelineContext.current()
        let now = Date()
        let repository = repository ?? pipeline.repository
        guard let service = service ?? repository?.split(separator: "/").last.map(String.init) else {
            throw CommandTrouble("What was deployed? Name it with --service.")
        }
        let environment = environment ?? pipeline.environment ?? "production"
        var message = PushMessage()
        message.set("id", id ?? usualID(pipeline, service, environment))
        message.set("service", service)
        message.set("environment", environment)
        message.set("repository", repository)
        message.set("commit", commit ?? pipeline.commit)
        message.set("branch", pipeline.branch)
        message.set("url", url ?? pipeline.url)
        message.set("fix", fix)
        message.set("rollback", rollback)
        message.set(at: "started_at", started ?? (running ? "now" : nil), now: now)
        if !running {
            message.set("result", result ?? "succeeded")
            message.set(at: "finished_at", finished ?? "now", now: now)
        }
        try await message.tell("deployments", to: target, isJSON: options.json)
    }

    /// A run deploys a service to one place once.
    private func usualID(_ pipeline: PipelineContext, _ service: String, _ environment: String) -> String? {
        guard let build = pipeline.build else { return nil }
        let attempt = pipeline.attempt.map { "-\($0)" } ?? ""
        return "\(pipeline.repository.map { "\($0)/" } ?? "")\(build)\(attempt)/\(service)/\(environment)"
    }
}
