import ArgumentParser
import Connectors
import Foundation
import Records
import Server

struct BuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Tell of a build, and send the reports that it left behind.",
        discussion: """
            Examples:
              tutti build --report build/junit.xml --report coverage/lcov.info
              tutti build --report findings.sarif --costs costs.json
              tutti build --result failed --started 2026-03-02T09:30:00Z --report build/junit.xml
              tutti build --id 4711 --name nightly --result succeeded --server https://tutti.example.org

            With --result it tells how the build ended; without, it only sends reports, as for pipelines whose code host tells \
            of them anyway. With --costs it also tells what mending all findings of these reports would take. What is left out \
            comes from the pipeline (GitHub Actions, GitLab CI) or from the clone that you stand in. Formats of reports are told \
            by how a file begins; `tutti map files auto FILE` shows what is in one.
            """)

    @Option(help: "Names the build within its repository (default: the pipeline's number, or the commit).")
    var id: String?

    @Option(help: "The pipeline's or workflow's name.")
    var name: String?

    @Option(help: "The commit (default: the pipeline's, or HEAD).")
    var commit: String?

    @Option(help: "Its repository, as its code host calls it: acme/checkout.")
    var repository: String?

    @Option(help: "Its branch.")
    var branch: String?

    @Option(help: "succeeded, failed, cancelled or skipped.")
    var result: String?

    @Option(help: ArgumentHelp("When it began: 2026-03-02T09:30:00Z.", valueName: "instant"))
    var started: String?

    @Option(help: ArgumentHelp("When it ended (default: now).", valueName: "instant"))
    var finished: String?

    @Option(
        help: ArgumentHelp("A report of tests, coverage or findings. May be given several times.", valueName: "file"),
        completion: .file())
    var report: [String] = []

    @Option(help: ArgumentHelp("The reports' format, where their beginning does not tell it.", valueName: "name"))
    var format = "auto"

    @Option(
        help: ArgumentHelp(
            "What mending a finding of each rule takes, as JSON: tells the debt of the commit.", valueName: "file"),
        completion: .file())
    var costs: String?

    @Option(
        help: ArgumentHelp(
            "Lines of code that were analysed (default: counted in the clone that you stand in).", valueName: "count"))
    var lines: Int?

    @Option(help: "Where to read more.")
    var url: String?

    @OptionGroup var options: PushOptions

    func validate() throws {
        guard result != nil || !report.isEmpty else {
            throw ValidationError("Say how the build ended with --result, or send something with --report.")
        }
        if costs != nil, report.isEmpty {
            throw ValidationError("--costs says what findings cost. Add their reports with --report.")
        }
        if let lines, costs == nil || lines < 1 {
            throw ValidationError("--lines goes with --costs, and is at least 1.")
        }
        if result == nil, started != nil || finished != nil {
            throw ValidationError("--started and --finished tell of a build that --result says the end of.")
        }
    }

    func run() async throws {
        let target = try options.target()
        let pipeline = PipelineContext.current()
        let commit = commit ?? pipeline.commit
        guard let build = id ?? pipeline.build ?? commit else {
            throw CommandTrouble("Which build? Name it with --id, or its commit with --commit.")
        }
        let repository = repository ?? pipeline.repository
        let debt = try await debt(at: commit)
        if debt != nil, repository == nil { throw CommandTrouble("Which repository? Name it with --repository.") }
        if result != nil { try await tell(build, pipeline, commit, to: target) }
        let own = PipelineRun.key(repository: repository, build: build, attempt: id == nil ? pipeline.attempt ?? 1 : 1)
        // What the code host calls the run, where it tells of it and we do not.
        let run = result == nil && id == nil ? pipeline.run ?? own : own
        let origin = ReportOrigin(
            run: run, repository: repository, commit: commit,
            branch: branch ?? pipeline.branch)
        for path in report { try await send(path, origin, to: target) }
        if let debt { try await tell(debt, origin, to: target) }
    }

    /// Worked out before anything is told, so that a mistake in the costs tells nothing.
    private func debt(at commit: String?) async throws -> DebtReading.Outcome? {
        guard let costs else { return nil }
        guard commit != nil else { throw CommandTrouble("Which commit was analysed? Name it with --commit.") }
        let reading = try DebtReading(costs: costs, lines: lines)
        return try await reading.outcome(of: report, format: format, at: commit)
    }

    private func tell(_ debt: DebtReading.Outcome, _ origin: ReportOrigin, to target: any PushTarget) async throws {
        if !options.json { debt.say(costs ?? "") }
        var message = PushMessage()
        message.set("repository", origin.repository)
        message.set("commit", origin.commit)
        message.set("branch", origin.branch)
        message.set(at: "analysed_at", finished ?? "now", now: Date())
        message.set("minutes", debt.tally.minutes)
        message.set("lines", debt.lines)
        message.set("rules", debt.rules)
        message.set("without_cost", debt.tally.withoutCost.values.reduce(0, +))
        try await message.tell("analyses", to: target, isJSON: options.json)
    }

    private func tell(_ build: String, _ pipeline: PipelineContext, _ commit: String?, to target: any PushTarget)
        async throws
    {
        let now = Date()
        var message = PushMessage()
        message.set("id", build)
        message.set("name", name ?? pipeline.name)
        message.set("repository", repository ?? pipeline.repository)
        message.set("commit", commit)
        message.set("branch", branch ?? pipeline.branch)
        message.set("number", pipeline.number)
        message.set("attempt", id == nil ? pipeline.attempt : nil)
        message.set("trigger", pipeline.trigger)
        message.set("url", url ?? pipeline.url)
        message.set("result", result)
        message.set(at: "started_at", started, now: now)
        message.set(at: "finished_at", finished ?? "now", now: now)
        try await message.tell("builds", to: target, isJSON: options.json)
    }

    private func send(_ path: String, _ origin: ReportOrigin, to target: any PushTarget) async throws {
        var origin = origin
        origin.name = path
        let answer: Data
        do { answer = try await target.send(report: path, format: format, of: origin) } catch let trouble
            as CommandTrouble
        { throw CommandTrouble("\(path): \(trouble.sentence)", code: trouble.code) }
        if options.json { return Output.write(answer + Data("\n".utf8)) }
        struct Told: Decodable {
            let format: String
            let run: String
            let unknownRepositories: [String]
        }
        guard let told = try? JSONDecoder().decode(Told.self, from: answer) else {
            throw CommandTrouble("What answered is no server of Tutti. Is the address right?")
        }
        Output.write("\(path) (\(told.format)) belongs to \(told.run)\n")
        PushMessage.name(told.unknownRepositories)
    }
}
