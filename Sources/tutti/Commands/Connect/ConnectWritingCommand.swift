import ArgumentParser
import Features
import Foundation
import Records
import Server
import Store

struct ConnectWritingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "writing",
        abstract: "Show what a source would write at its host, and switch that on or off.",
        discussion: """
            At open pull requests: what a description lacks, and how the review agreement stands. Without --switch-on nothing \
            is ever written: it is only shown. A running server on the same database does the writing.

            Examples:
              tutti connect writing github-1a2b3c4d --as statuses
              tutti connect writing github-1a2b3c4d --as comment --only description --switch-on
              tutti connect writing github-1a2b3c4d --switch-off
              tutti connect writing github-1a2b3c4d --reviewers on

            Exit code 4 when the token may not write that.
            """)

    enum Form: String, CaseIterable, ExpressibleByArgument { case statuses, comment }
    enum Part: String, CaseIterable, ExpressibleByArgument { case description, review }
    enum Switch: String, CaseIterable, ExpressibleByArgument { case on, off }

    @OptionGroup var source: SourceArgument
    @OptionGroup var keys: KeyOptions
    @OptionGroup var outgoing: OutgoingOptions

    @Option(name: .customLong("as"), help: "As commit statuses, or as one comment that is edited.")
    var form: Form?

    @Option(help: "Only what the description lacks, or only how the review agreement stands.")
    var only: Part?

    @Flag(help: "Write from now on what is shown.")
    var switchOn = false

    @Flag(help: "Write nothing any more.")
    var switchOff = false

    @Option(help: "Whether people may have it ask for other reviewers.")
    var reviewers: Switch?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard !(switchOn && switchOff) else { throw ValidationError("Give --switch-on or --switch-off.") }
        guard !switchOn || form != nil else { throw ValidationError("Say with --as how it is to be written.") }
    }

    private struct Line: Encodable {
        let pullRequest: String
        let name: String
        let state: String?
        let text: String
        let when: String
    }

    private struct Told: Encodable {
        let writes: String?
        let reviewers: Bool
        let requests: Int?
        let lines: [Line]
        let findings: [String]
    }

    func run() async throws {
        let (source, keys, outgoing) = (source, keys, outgoing)
        let wished = form.flatMap { form in
            WriteBackChoice.Form(rawValue: form.rawValue).flatMap { WriteBackChoice($0, parts) }
        }
        let now = Int64(Date().timeIntervalSince1970)
        let (switchOn, switchOff, reviewers) = (switchOn, switchOff, reviewers)
        let (after, preview) = try await source.data.withDatabase { database in
            let key = try keys.key(source.data)
            return try await outgoing.withTools { tools in
                let found = try await database.read { try SourceArgument.find(source.source, $0) }
                let desk = HostDesk.tutti(tools, database: database, key: key)
                var preview: WriteBackPreview?
                if let choice = wished ?? (switchOff ? nil : found.writeBack) {
                    preview = try await desk.preview(found.id, choice)
                }
                try await database.write { db in
                    if switchOn || switchOff {
                        try db.setWriteBack(switchOn ? wished : nil, of: found.id, by: .commandLine, at: now)
                    }
                    if let reviewers {
                        try db.letAskReviewers(reviewers == .on, of: found.id, by: .commandLine, at: now)
                    }
                }
                return (try await database.read { try $0.sourceConnection(found.id) } ?? found, preview)
            }
        }
        try tell(after, preview)
    }

    private var parts: Set<WriteBackChoice.Part> {
        Set(only.flatMap { WriteBackChoice.Part(rawValue: $0.rawValue) }.map { [$0] } ?? WriteBackChoice.Part.allCases)
    }

    private func tell(_ source: SourceConnection, _ preview: WriteBackPreview?) throws {
        let lines = preview?.lines.map(Self.line) ?? []
        if json {
            try ConnectWords.print(
                Told(
                    writes: source.writeBack?.text, reviewers: source.asksReviewers, requests: preview?.requests,
                    lines: lines, findings: preview?.check.findings.map { "\($0.title): \($0.sentence)" } ?? []))
        } else {
            if let preview {
                for line in lines {
                    let state = line.state.map { "\($0) " } ?? ""
                    Output.write(
                        Printable.text("\(line.pullRequest) \(line.name) (\(line.when)): \(state)\(line.text)") + "\n")
                }
                let count = preview.requests == 1 ? "1 open pull request" : "\(preview.requests) open pull requests"
                Output.write("\(count) looked at; nothing has been written by this command.\n")
            }
            let words = source.writeBack.map { "writes: \($0.text)" } ?? "writes nothing"
            let asks = source.asksReviewers ? "; people may have it ask for reviewers" : ""
            Output.write(Printable.text("\(source.name) \(words)\(asks)") + "\n")
        }
        guard let check = preview?.check else { return }
        if !json || check.trouble != nil { try ConnectWords.tell(check) }
        if !check.isGood { throw ExitCode(Ending.Code.notAllowed.rawValue) }
    }

    private static func line(_ line: WriteBackPreview.Line) -> Line {
        let time =
            switch line.state {
            case .new: "at once"
            case .same: "stands there"
            case .later: "in working time"
            case .removed: "never: removed"
            }
        let request = "\(line.item.repository) #\(line.item.number)"
        switch line.item.content {
        case .mark(let status):
            return Line(
                pullRequest: request, name: status.name, state: status.state.rawValue, text: status.sentence, when: time
            )
        case .comment(let text):
            let shown = text.split(separator: "\n").filter { !$0.hasPrefix("<") }.joined(separator: " ")
            return Line(pullRequest: request, name: "comment", state: nil, text: shown, when: time)
        }
    }
}

struct ConnectTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a webhook of our own to a server, and have the tool send one; say what arrived.",
        discussion: """
            Our own is signed with the source's secret and takes the way that the tool's take: by the server's address, proxies \
            included. The tool is asked to send one where the token may.

            Example:
              tutti connect test github-1a2b3c4d --server https://tutti.example.org

            Exit code 1 when one did not arrive.
            """)

    @OptionGroup var source: SourceArgument
    @OptionGroup var keys: KeyOptions
    @OptionGroup var outgoing: OutgoingOptions

    @Option(help: ArgumentHelp("The server's address, as the tool knows it.", valueName: "url"))
    var server: String

    @Flag(help: "Print JSON.")
    var json = false

    private struct Told: Encodable {
        let title: String
        let outcome: String
        let sentence: String
    }

    func run() async throws {
        let (source, keys, outgoing) = (source, keys, outgoing)
        let server = server.hasSuffix("/") ? String(server.dropLast()) : server
        guard let url = URL(string: server), ["http", "https"].contains(url.scheme ?? ""), url.host() != nil else {
            throw CommandTrouble("“\(server)” is no address of a server. Write it as https://tutti.example.org.")
        }
        let now = Int64(Date().timeIntervalSince1970)
        let findings = try await source.data.withDatabase { database in
            let key = try keys.key(source.data)
            return try await outgoing.withTools { tools in
                let found = try await database.read { try SourceArgument.find(source.source, $0) }
                let desk = HostDesk.tutti(tools, database: database, key: key)
                let findings = try await desk.testWebhook(found.id, .server(server))
                try await database.write { try $0.audit(.webhookTested, of: found.id, by: .commandLine, at: now) }
                return findings
            }
        }
        if json {
            try ConnectWords.print(
                findings.map { Told(title: $0.title, outcome: $0.outcome.rawValue, sentence: $0.sentence) })
        } else {
            try ConnectWords.tell(SourceCheck(findings))
        }
        if findings.contains(where: { $0.outcome == .lacking }) { throw ExitCode(Ending.Code.finding.rawValue) }
    }
}
