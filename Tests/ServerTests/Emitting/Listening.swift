import Features
import Foundation
import Store
import TestKit

@testable import Server

/// An endpoint at a receiver of the test, and what sends to it. The test moves the clock.
struct Listening {
    let database: any Database
    let sender: WebhookSender
    let clock: TestClock
    let id: WebhookEndpoint.ID
    /// `whsec_…`
    let secret: String

    /// - Parameter path: says how it is answered.
    static func with(
        _ receiver: WebhookReceiver, at path: String = "/taken", _ backend: Backend = .sqlite,
        allowed: [String] = ["localhost"], clock: TestClock = TestClock(), patience: Int = 600,
        _ body: (Listening) async throws -> Void
    ) async throws {
        try await backend.withDatabase { database in
            try await with(
                receiver, at: path, database, allowed: allowed, clock: clock, patience: patience, body)
        }
    }

    static func with(
        _ receiver: WebhookReceiver, at path: String, _ database: any Database, allowed: [String] = ["localhost"],
        clock: TestClock, patience: Int = 600, _ body: (Listening) async throws -> Void
    ) async throws {
        let outgoing = try Outgoing(OutgoingSettings(allowed: allowed, authorities: receiver.authority))
        let sender = WebhookSender(
            database: database, world: outgoing.world { clock.now }, key: SealingKey.test!, patience: patience)
        let (id, secret) = try await add(receiver.address + path, database, at: clock.time)
        do {
            try await body(Listening(database: database, sender: sender, clock: clock, id: id, secret: secret))
            await outgoing.shutdown()
        } catch {
            await outgoing.shutdown()
            throw error
        }
    }

    static func add(_ url: String, _ database: any Database, at now: Int64) async throws -> (String, String) {
        let id = WebhookDraft.newID { count in (0..<count).map { _ in UInt8.random(in: .min ... .max) } }
        let secrets = WebhookSecrets((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        let sealed = try secrets.sealed(for: id, with: SealingKey.test!)
        var draft = WebhookDraft()
        (draft.url, draft.base) = (url, "https://tutti.example.org")
        try await database.write { [draft] in
            _ = try $0.add(draft, id: id, secrets: sealed, by: .commandLine, at: now)
        }
        return (id, secrets.current)
    }

    var endpoint: WebhookEndpoint {
        get async throws { try await database.read { [id] in try $0.webhookEndpoint(id) }! }
    }

    /// Writes down that a source cannot be read any more, or can again.
    func tell(failing isFailing: Bool = true) async throws {
        let now = clock.time
        try await database.write { db in
            var hub = SourceConnection(id: "hub", kind: "github", name: "Hub", createdAt: 0)
            hub.state = isFailing ? .failing : .active
            try db.emit(
                [OutgoingEvent.connection(hub, was: isFailing ? .active : .failing, at: now)].compactMap(\.self))
        }
    }

    /// The newest first.
    func deliveries() async throws -> [OutgoingDelivery] {
        try await database.read { [id] in try $0.outgoingDeliveries(of: id, most: 1_000) }
    }
}
