import ArgumentParser
import Features
import Foundation
import Store

struct WebhooksAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an address that is told what happens, and print its secret, this once.",
        discussion: """
            Examples:
              tutti webhooks add https://example.org/hooks/tutti
              tutti webhooks add https://example.org/hooks/payments --type incident.recorded --team payments
              tutti webhooks add https://example.org/hooks/tutti --address https://tutti.example.org

            An address within your network is only asked where the server is started with --allow-outgoing.
            """)

    @Argument(help: "Where events are posted to.")
    var url: String

    @Option(
        name: .customLong("type"),
        help: ArgumentHelp(
            "A type of event. May be given several times; without one, all, what will be added later too.",
            valueName: "type"))
    var types: [String] = []

    @Option(help: "Only what concerns this team and its parts.")
    var team: String?

    @Option(help: "What people call it; without one, its host.")
    var name: String?

    @Option(help: ArgumentHelp("Where Tutti itself is, so that events link there.", valueName: "url"))
    var address: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var data: DataOptions
    @OptionGroup var keys: KeyOptions

    func run() async throws {
        var draft = WebhookDraft()
        (draft.url, draft.name, draft.types) = (url, name ?? "", types)
        (draft.team, draft.base) = (team ?? "", address ?? "")
        guard let key = try keys.key(data) else { throw WebhookWords.noKey }
        let now = Int64(Date().timeIntervalSince1970)
        let id = WebhookDraft.newID(randomBytes)
        let secrets = WebhookSecrets(randomBytes(WebhookSecrets.byteCount))
        let sealed = try secrets.sealed(for: id, with: key)
        let endpoint: WebhookEndpoint
        do {
            endpoint = try await data.withDatabase { [draft] database in
                try await database.write {
                    try $0.add(draft, id: id, secrets: sealed, by: .commandLine, at: now)
                }
            }
        } catch let trouble as WebhookTrouble { throw CommandTrouble(trouble.description) }
        let answer = WebhookEndpointAnswer(endpoint, secret: secrets.current)
        if json { return try ConnectWords.print(answer) }
        Output.write(WebhookWords.line(answer) + "Its secret, shown this once: \(secrets.current)\n")
    }
}

struct WebhooksListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who is told what happens, and how that goes.",
        discussion: """
            Example:
              tutti webhooks list --json
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let endpoints = try await data.withDatabase { database in
            try await database.read { try $0.webhookEndpoints() }
        }
        let answers = endpoints.map { WebhookEndpointAnswer($0) }
        if json { return try ConnectWords.print(answers) }
        Output.write(
            answers.isEmpty
                ? "Nobody is told yet. “tutti webhooks add” begins.\n" : answers.map(WebhookWords.line).joined())
    }
}
