import ArgumentParser
import Features
import Foundation
import Store

struct WebhooksPauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Send nothing to an endpoint until it is resumed; what happens waits.",
        discussion: """
            Example:
              tutti webhooks pause example.org
            """)

    @OptionGroup var endpoint: EndpointArgument

    func run() async throws {
        try await endpoint.change(saying: "is paused; what happens waits.") {
            try $0.pause($1.id, by: .commandLine, at: $2)
        }
    }
}

struct WebhooksResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Send again to an endpoint that was paused or disabled, what waited first.",
        discussion: """
            Example:
              tutti webhooks resume example.org
            """)

    @OptionGroup var endpoint: EndpointArgument

    func run() async throws {
        try await endpoint.change(saying: "is told again.") { try $0.resume($1.id, by: .commandLine, at: $2) }
    }
}

struct WebhooksRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Remove an endpoint, with its secret and all that was sent or waits.",
        discussion: """
            Example:
              tutti webhooks remove example.org
            """)

    @OptionGroup var endpoint: EndpointArgument

    func run() async throws {
        try await endpoint.change(saying: "is removed.") { try $0.remove($1.id, by: .commandLine, at: $2) }
    }
}

struct WebhooksRotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make another secret of an endpoint, and print it, this once.",
        discussion: """
            Example:
              tutti webhooks rotate example.org

            For a day the secret before it signs as well, so that whoever receives may change over.
            """)

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var keys: KeyOptions

    func run() async throws {
        guard let key = try keys.key(endpoint.data) else { throw WebhookWords.noKey }
        let now = Int64(Date().timeIntervalSince1970)
        let bytes = randomBytes(WebhookSecrets.byteCount)
        let (found, secret) = try await endpoint.data.withDatabase { [words = endpoint.endpoint] database in
            try await database.write { db in
                let found = try EndpointArgument.find(words, db)
                return (
                    found, try db.rotateSecret(of: found, with: bytes, key: key, by: .commandLine, at: now)
                )
            }
        }
        if endpoint.json { return try ConnectWords.print(WebhookEndpointAnswer(found, secret: secret)) }
        Output.write(Printable.text("The new secret of \(found.name), shown this once: \(secret)") + "\n")
    }
}
