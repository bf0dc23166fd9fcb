import ArgumentParser
import Features
import Foundation
import Server
import Store

struct WebhooksDeliveriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was sent to an endpoint or waits, newest first.",
        discussion: """
            Example:
              tutti webhooks deliveries example.org --json
            """)

    @OptionGroup var endpoint: EndpointArgument

    @Option(help: "How many.")
    var limit = 50

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 1000.") }
    }

    func run() async throws {
        let deliveries = try await endpoint.data.withDatabase { [words = endpoint.endpoint, limit = limit] database in
            try await database.read { db in
                try db.outgoingDeliveries(of: EndpointArgument.find(words, db).id, most: limit)
            }
        }
        let answers = deliveries.map(OutgoingDeliveryAnswer.init)
        if endpoint.json { return try ConnectWords.print(answers) }
        Output.write(
            answers.isEmpty
                ? "Nothing happened yet that it is told of.\n" : answers.map(WebhookWords.line).joined())
    }
}

struct WebhooksReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Have an event sent once more, under the same id.",
        discussion: """
            Example:
              tutti webhooks replay example.org evt_0123456789abcdef0123456789abcdef
            """)

    @OptionGroup var endpoint: EndpointArgument

    @Argument(help: "The event's id, as “tutti webhooks deliveries” shows it.")
    var event: String

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let delivery = try await endpoint.data.withDatabase { [words = endpoint.endpoint, event = event] database in
            try await database.write { db in
                let found = try EndpointArgument.find(words, db)
                guard try db.replay(event, of: found.id, by: .commandLine, at: now),
                    let delivery = try db.outgoingDelivery(event, of: found.id)
                else {
                    throw CommandTrouble("\(found.name) has no event \(event). “tutti webhooks deliveries” lists them.")
                }
                return delivery
            }
        }
        let answer = OutgoingDeliveryAnswer(delivery)
        if endpoint.json { return try ConnectWords.print(answer) }
        Output.write(WebhookWords.line(answer))
    }
}

struct WebhooksTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Send a test to an endpoint now, and say what came back.",
        discussion: """
            Example:
              tutti webhooks test example.org

            Exit code 1 when it was not taken.
            """)

    @OptionGroup var endpoint: EndpointArgument
    @OptionGroup var keys: KeyOptions
    @OptionGroup var outgoing: OutgoingOptions

    func run() async throws {
        let settings = try outgoing.settings()
        guard let key = try keys.key(endpoint.data) else { throw WebhookWords.noKey }
        let delivery = try await endpoint.data.withDatabase { [words = endpoint.endpoint] database in
            let way = try Outgoing(settings)
            let sender = WebhookSender(database: database, world: way.world { Date() }, key: key)
            do {
                let delivery = try await Self.test(words, database, sender)
                await way.shutdown()
                return delivery
            } catch {
                await way.shutdown()
                throw error
            }
        }
        let answer = OutgoingDeliveryAnswer(delivery)
        if endpoint.json { try ConnectWords.print(answer) } else { Output.write(WebhookWords.line(answer)) }
        if delivery.state != .delivered { throw ExitCode(Ending.Code.finding.rawValue) }
    }

    /// So often it looks, a fifth of a second apart, while a server is at the endpoint.
    private static let patience = 150

    private static func test(
        _ words: String, _ database: any Database, _ sender: WebhookSender
    ) async throws -> OutgoingDelivery {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let (endpoint, id) = try await database.write { db in
            let found = try EndpointArgument.find(words, db)
            do {
                return (found, try db.emitTest(to: found, by: .commandLine, at: now))
            } catch let trouble as WebhookTrouble { throw CommandTrouble("\(found.name): \(trouble)") }
        }
        for _ in 0..<patience {
            let attempts = try await sender.run(endpoint.id, only: id)
            let delivery = try await database.read { try $0.outgoingDelivery(id, of: endpoint.id) }
            if let delivery, delivery.state != .waiting { return delivery }
            // Its secret cannot be opened.
            if attempts == 0, let trouble = try await database.read({ try $0.webhookEndpoint(endpoint.id) })?.trouble {
                throw CommandTrouble(trouble)
            }
            try await Task.sleep(for: .milliseconds(200))
        }
        throw CommandTrouble("Another process has been sending to \(endpoint.name) all the time. Try again.")
    }
}
