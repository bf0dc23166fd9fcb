import ArgumentParser
import Foundation
import Signals

/// Where the change request stands that `tutti check --pull-request` looks at: said by options, or by the pipeline that
/// runs it.
struct ChangeRequestOptions: ParsableArguments, Sendable {
    @Flag(help: "Look at what is asked to be merged: its description, its ticket and its size.")
    var pullRequest = false

    @Option(help: "Its title. Without it: what the pipeline says.")
    var title: String?

    @Option(help: ArgumentHelp("A file with its description; - reads standard input.", valueName: "file"))
    var bodyFile: String?

    @Option(name: .customLong("label"), help: "A label that it has. May be given several times.")
    var labels: [String] = []

    @Option(help: "The branch that it goes to, to see what it changes. Without it: what the pipeline says.")
    var base: String?

    @Option(help: ArgumentHelp("A regular expression for tickets, instead of ABC-123 and #123.", valueName: "pattern"))
    var ticket: String?

    @Option(help: "Warn of more changed lines than this.")
    var mostLines = 400

    func validate() throws {
        let others = title != nil || bodyFile != nil || !labels.isEmpty || base != nil || ticket != nil
        guard pullRequest || !others else {
            throw ValidationError(
                "--title, --body-file, --label, --base and --ticket are read with --pull-request alone.")
        }
        if let ticket, TicketPattern(ticket) == nil {
            throw ValidationError("--ticket is no regular expression that can be read.")
        }
        guard mostLines > 0 else { throw ValidationError("--most-lines takes a number above 0.") }
    }

    /// - Throws: `CommandTrouble` where nobody says what is asked to be merged.
    func request(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws -> DescribedRequest {
        var found = try DescribedRequest(pipeline: environment) ?? DescribedRequest()
        // What was cut off would be found missing.
        if bodyFile == nil, environment["CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED"] == "true" {
            throw CommandTrouble(
                "GitLab hands on only the beginning of this description. Fetch the whole by its API, and give it with --body-file."
            )
        }
        if let title { found.request.title = title }
        if let bodyFile { found.request.body = try Self.text(bodyFile) }
        found.request.labels += labels
        if let base { found.base = base }
        guard title != nil || bodyFile != nil || found.isFromPipeline else {
            throw CommandTrouble(
                "No change request is to be seen. Run it in a pipeline of GitHub or GitLab for one, or give --title and --body-file."
            )
        }
        return found
    }

    private static func text(_ file: String) throws -> String {
        let bytes = file == "-" ? try? FileHandle.standardInput.readToEnd() : try? Data(contentsOf: URL(filePath: file))
        guard let bytes else { throw CommandTrouble("\(file) cannot be read.") }
        guard let text = String(bytes: bytes, encoding: .utf8) else {
            throw CommandTrouble("\(file) is no UTF-8 text.")
        }
        return text
    }
}

/// A change request as a pipeline tells of it.
struct DescribedRequest {
    var request = ChangeRequest(title: "", body: "")
    /// Where it goes to, as a name or a commit; nil where nobody says.
    var base: String?
    var isFromPipeline = false

    init() {}

    /// Nil outside a pipeline for a change request.
    ///
    /// - Throws: `CommandTrouble` for an event that cannot be read.
    init?(pipeline environment: [String: String]) throws {
        if let path = environment["GITHUB_EVENT_PATH"], !path.isEmpty, let found = try Self(gitHubEvent: path) {
            self = found
        } else if environment["CI_MERGE_REQUEST_IID"].map({ !$0.isEmpty }) ?? false {
            self.init(gitLab: environment)
        } else {
            return nil
        }
        isFromPipeline = true
    }

    private init?(gitHubEvent path: String) throws {
        struct Event: Decodable {
            struct PullRequest: Decodable {
                struct Ref: Decodable { let ref: String, sha: String }
                struct Label: Decodable { let name: String }
                let title: String
                let body: String?
                let labels: [Label]?
                let additions: Int?
                let deletions: Int?
                let head: Ref
                let base: Ref
            }
            let pull_request: PullRequest?
        }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw CommandTrouble("The event at \(path) cannot be read.")
        }
        guard let event = try? JSONDecoder().decode(Event.self, from: bytes) else {
            throw CommandTrouble("The event at \(path) is not the JSON that GitHub writes.")
        }
        guard let found = event.pull_request else { return nil }
        request = ChangeRequest(
            title: found.title, body: found.body ?? "", branch: found.head.ref,
            labels: found.labels?.map(\.name) ?? [],
            changedLines: found.additions.flatMap { added in found.deletions.map { added + $0 } })
        base = found.base.sha
    }

    private init(gitLab environment: [String: String]) {
        request = ChangeRequest(
            title: environment["CI_MERGE_REQUEST_TITLE"] ?? "",
            body: environment["CI_MERGE_REQUEST_DESCRIPTION"] ?? "",
            branch: environment["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] ?? "",
            labels: environment["CI_MERGE_REQUEST_LABELS"]?.split(separator: ",").map(String.init) ?? [])
        base = environment["CI_MERGE_REQUEST_DIFF_BASE_SHA"] ?? environment["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"]
    }
}
