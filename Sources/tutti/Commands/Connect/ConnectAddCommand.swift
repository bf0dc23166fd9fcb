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

    @Option(help: ArgumentHelp("Where the tool is, where that is not its own cloud.", valueName: "address"))
    var url: String?

    @Option(help: ArgumentHelp("A file with the token, or several; - reads standard input.", valueName: "file"))
    var tokenFile: String?

    @Option(
        name: .customLong("repository"),
        help: ArgumentHelp(
            "A repository or project, or an owner or group for all within. May be given several times.",
            valueName: "name"))
    var repositories: [String] = []

    @Option(help: ArgumentHelp("In place of a token: the id of a GitHub App.", valueName: "id"))
    var app: String?

    @Option(help: ArgumentHelp("The App's private key, as a PEM file.", valueName: "file"))
    var appKeyFile: String?

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
            let draft = try draft(kind)
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
        let (connection, secrets) = draft.connection(
            { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } }, at: now)
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

    /// What the options and the terminal say.
    private func draft(_ kind: SourceKind) throws -> SourceDraft {
        var draft = SourceDraft(kind)
        draft.name = name ?? ""
        var prompt = SourcePrompt(isTerminal: tokenFile == nil && appKeyFile == nil && isatty(STDIN_FILENO) == 1)
        let given: [(SourceKind.Setting.Kind, String?)] = [
            (.address, url), (.text, app), (.list, repositories.isEmpty ? nil : repositories.joined(separator: "\n")),
            (.secret, try tokenFile.map { try Self.text(in: $0) }),
            (.key, try appKeyFile.map { try Self.text(in: $0) }),
        ]
        for (place, text) in given {
            let setting = kind.settings.first { $0.kind == place }
            guard let setting else {
                if text != nil { throw CommandTrouble("\(kind.title) knows no App. Give a token.") }
                continue
            }
            if let text {
                draft.set(setting, to: text.trimmingCharacters(in: .whitespacesAndNewlines))
            } else if let typed = try prompt.ask(setting) {
                draft.set(setting, to: typed)
            }
        }
        draft.check()
        guard let error = draft.errors.sorted(by: { $0.key < $1.key }).first else { return draft }
        let option = kind.settings.first { $0.id == error.key }.map { Self.option(of: $0.kind) } ?? "--name"
        throw CommandTrouble("\(error.value) (\(option))")
    }

    private static func option(of kind: SourceKind.Setting.Kind) -> String {
        switch kind {
        case .address: "--url"
        case .secret: "--token-file"
        case .text: "--app"
        case .list: "--repository"
        case .key: "--app-key-file"
        }
    }

    private static func text(in file: String) throws -> String {
        if file == "-" { return String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self) }
        // Also a pipe, as shells hand them over.
        guard let handle = FileHandle(forReadingAtPath: file), let data = try? handle.readToEnd(),
            let text = String(data: data, encoding: .utf8)
        else { throw CommandTrouble("\(file) cannot be read as text.") }
        return text
    }
}
