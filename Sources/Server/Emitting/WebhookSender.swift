import Connectors
import Features
import Foundation
import Store

/// Sends what waits for an endpoint, one event after the other in the order in which they were written down. Of several
/// processes one does it at a time.
///
/// What came of an event is kept after it was sent: where a process ends in between it is sent again, under the same id.
package struct WebhookSender: Sendable {
    let database: any Database
    private let world: Fetch.World
    private let key: SealingKey
    private let patience: Int

    /// - Parameter patience: how long a receiver may take, in seconds.
    package init(database: any Database, world: Fetch.World, key: SealingKey, patience: Int = 15) {
        (self.database, self.world, self.key, self.patience) = (database, world, key, patience)
    }

    /// Until nothing is due any more.
    ///
    /// - Parameter event: the only one that is sent; nil for all.
    /// - Returns: how often something was sent; nil where another process is at it.
    @discardableResult
    package func run(_ endpoint: WebhookEndpoint.ID, only event: String? = nil) async throws -> Int? {
        try await database.claiming("webhooks of \(endpoint)") {
            var attempts = 0
            while let (found, delivery) = try await next(endpoint, event) {
                try Task.checkCancellation()
                guard let secrets = WebhookSecrets(of: found, with: key) else {
                    try await tellSealed(found)
                    break
                }
                let answer = try await send(delivery, to: found, secrets)
                let (now, chance) = (milliseconds, world.chance())
                try await database.write {
                    try $0.note(answer, to: delivery, of: endpoint, at: now, chance: chance)
                }
                attempts += 1
            }
            return attempts
        }
    }

    var milliseconds: Int64 { Int64(world.now() * 1000) }

    private func next(
        _ endpoint: WebhookEndpoint.ID, _ event: String?
    ) async throws -> (WebhookEndpoint, OutgoingDelivery)? {
        let now = milliseconds
        return try await database.read { try $0.nextDelivery(of: endpoint, only: event, at: now) }
    }

    /// Everything waits until somebody brings the right key, or makes another secret.
    private func tellSealed(_ endpoint: WebhookEndpoint) async throws {
        let why =
            "The secret was sealed with another key file. Start the server with that one, or make another secret."
        if endpoint.trouble == why { return }
        try await database.write { try $0.note(why, of: endpoint.id) }
    }

    private func send(
        _ delivery: OutgoingDelivery, to endpoint: WebhookEndpoint, _ secrets: WebhookSecrets
    ) async throws -> WebhookAnswer {
        do {
            let reply = try await world.ask(try await world.judged(question(delivery, endpoint, secrets)))
            let words = String(decoding: reply.body.prefix(WebhookAnswer.kept), as: UTF8.self)
            return .status(
                reply.status, words: words, retryAfter: reply.headers["retry-after"].flatMap { Int64($0) })
        } catch let error as CancellationError { throw error } catch let trouble as AskingTrouble {
            return .nothing(Self.words(trouble))
        } catch { return .nothing("There was no whole answer: \(error).") }
    }

    private func question(
        _ delivery: OutgoingDelivery, _ endpoint: WebhookEndpoint, _ secrets: WebhookSecrets
    ) -> ToolQuestion {
        let now = Int64(world.now())
        var question = ToolQuestion(
            endpoint.url,
            headers: [
                "Content-Type": "application/json", "User-Agent": "Tutti", "webhook-id": delivery.id,
                "webhook-timestamp": "\(now)",
                "webhook-signature": secrets.signatures(of: delivery.body, id: delivery.id, at: now),
            ], body: Data(delivery.body.utf8))
        (question.limit, question.takesBeginning) = (WebhookAnswer.kept, true)
        question.seconds = patience
        return question
    }

    private static func words(_ trouble: AskingTrouble) -> String {
        switch trouble {
        case .refused(.inside, _), .refused(.notEncrypted, _):
            "\(trouble) Start the server with --allow-outgoing to let it."
        default: trouble.description
        }
    }
}
