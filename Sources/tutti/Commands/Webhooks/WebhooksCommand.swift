import ArgumentParser
import Features
import Foundation
import Records
import Store

struct WebhooksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhooks",
        abstract: "Tell other programs what happens: whom, of what, and what became of it.",
        discussion: """
            It works on the database; “tutti serve” sends. What is sent is signed by Standard Webhooks.

            Examples:
              tutti webhooks add https://example.org/hooks/tutti --type pulse.released --type incident.recorded
              tutti webhooks add https://example.org/hooks/payments --team payments
              tutti webhooks list
              tutti webhooks test example.org
              tutti webhooks deliveries example.org
              tutti webhooks rotate example.org
            """,
        subcommands: [
            WebhooksAddCommand.self, WebhooksListCommand.self, WebhooksPauseCommand.self, WebhooksResumeCommand.self,
            WebhooksRemoveCommand.self, WebhooksRotateCommand.self, WebhooksTestCommand.self,
            WebhooksDeliveriesCommand.self, WebhooksReplayCommand.self,
        ])
}

/// Which endpoint a command is about.
struct EndpointArgument: ParsableArguments, Sendable {
    @Argument(help: "Its id, as “tutti webhooks list” shows it, or its name.")
    var endpoint: String

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    /// - Throws: `CommandTrouble` where there is none of that name.
    static func find(_ words: String, _ db: any Connection) throws -> WebhookEndpoint {
        guard let found = try db.webhookEndpoint(called: words) else {
            throw CommandTrouble("No endpoint is called “\(words)”. “tutti webhooks list” shows all.")
        }
        return found
    }

    /// Changes how it stands, and says so.
    func change(
        saying words: String, _ body: @escaping @Sendable (any Connection, WebhookEndpoint, Int64) throws -> Void
    ) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let endpoint = try await data.withDatabase { [words = endpoint] database in
            try await database.write { db in
                let found = try Self.find(words, db)
                try body(db, found, now)
                return try db.webhookEndpoint(found.id) ?? found
            }
        }
        if json { return try ConnectWords.print(WebhookEndpointAnswer(endpoint)) }
        Output.write(Printable.text("\(endpoint.name) \(words)") + "\n")
    }
}

enum WebhookWords {
    static func line(_ endpoint: WebhookEndpointAnswer) -> String {
        let what = endpoint.types.isEmpty ? "everything" : endpoint.types.joined(separator: ", ")
        let team = endpoint.team.map { " of \($0)" } ?? ""
        let trouble = endpoint.trouble.map { "; \($0)" } ?? ""
        return Printable.text(
            "\(endpoint.id)  \(endpoint.name): \(endpoint.state), \(what)\(team) to \(endpoint.url)\(trouble)") + "\n"
    }

    static func line(_ delivery: OutgoingDeliveryAnswer) -> String {
        let tries = delivery.attempts == 1 ? "1 try" : "\(delivery.attempts) tries"
        let next = delivery.nextAt.map { ", next \($0)" } ?? ""
        let status = delivery.status.map { ", answered with \($0)" } ?? ""
        let trouble = delivery.status == nil ? delivery.trouble.map { "; \($0)" } ?? "" : ""
        return Printable.text(
            "\(delivery.id)  \(delivery.happenedAt)  \(delivery.type): \(delivery.state), \(tries)\(status)\(next)\(trouble)"
        ) + "\n"
    }

    static let noKey = CommandTrouble(
        "A secret is only kept sealed. Name the key file of the server with --key-file.")
}
