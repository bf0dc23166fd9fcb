import ArgumentParser
import Features
import Foundation
import Records
import Server
import Store

struct ConnectAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Check a token, permission by permission, and connect what it may read.",
        discussion: """
            Examples:
              tutti connect github --repository octocat/hello-world --token-file token.txt
              tutti connect github --app 123456 --app-key-file app.pem --repository octocat
              pass show gitlab | tutti connect gitlab --token-file - --repository group/project --check

            Exit code 3 when the tool cannot be reached, 4 when it takes no such token or the token lacks a permission.
            """)

    @Argument(help: "What to connect: github or gitlab.")
    var kind: String

    @OptionGroup var tool: ToolOptions

    @Option(
        name: .customLong("repository"),
        help: ArgumentHelp(
            "A repository or project, or an owner or group for all within. May be given several times.",
            valueName: "name"))
    var repositories: [String] = []

    @Option(help: "What people call it.")
    var name: String?

    @Flag(help: "Only say what the token may read; nothing is kept.")
    var check = false

    @Flag(help: "Connect although the token lacks something.")
    var anyway = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var data: DataOptions
    @OptionGroup var keys: KeyOptions
    @OptionGroup var outgoing: OutgoingOptions

    func run() async throws {
        try await outgoing.withTools { tools in
            let desk = SourceDesk.tutti(tools)
            guard let kind = desk.kind(kind)?.kind else {
                let known = desk.kinds.map(\.id).joined(separator: ", ")
                throw CommandTrouble("There is no kind of source called “\(kind)”. There are: \(known).")
            }
            let draft = try tool.draft(kind, reading: repositories, called: name)
            let found = await desk.check(kind.id, draft.settings, draft.secrets)
            if !json || found.trouble != nil { try ConnectWords.tell(found) }
            if check || !(found.isGood || anyway) {
                if json { try ConnectWords.print(ConnectWords.Answer(found)) }
                guard found.isGood else { throw ExitCode(Ending.Code.notAllowed.rawValue) }
                return
            }
            try await connect(draft, found)
        }
    }

    private func connect(_ draft: SourceDraft, _ found: SourceCheck) async throws {
        guard let key = try keys.key(data) else {
            throw CommandTrouble("A token is only kept sealed. Name the key file of the server with --key-file.")
        }
        let now = Int64(Date().timeIntervalSince1970)
        let (connection, secrets) = draft.connection(randomBytes, at: now)
        let sealed = try secrets.sealed(for: connection.id, with: key)
        try await data.withDatabase { database in
            try await database.write { try $0.connect(connection, secrets: sealed, by: .commandLine, at: now) }
        }
        let secret = secrets.webhookSecrets.first ?? ""
        if json {
            var answer = ConnectWords.Answer(found)
            (answer.id, answer.name) = (connection.id, connection.name)
            answer.webhook = ConnectWords.Webhook(path: "/hooks/\(connection.id)", secret: secret)
            return try ConnectWords.print(answer)
        }
        Output.write(
            """
            \(Printable.text(connection.name)) is connected as \(connection.id).
            Webhooks go to the server's address with /hooks/\(connection.id) behind it. Their secret, shown this once: \(secret)

            """)
    }
}
