import Features
import Foundation
import HTTPTypes
import NIOCore
import Store
import Synchronization

/// Takes webhooks in: knows by the signature who sends, and stores what is genuine before anybody is answered.
package struct HookDoor: Sendable {
    let database: any Database
    let inbox: Inbox
    let key: SealingKey?
    let now: @Sendable () -> Date
    let metrics: Metrics
    private let guests = HookGuests()

    init(_ database: any Database, key: SealingKey?, now: @escaping @Sendable () -> Date, metrics: Metrics) {
        (self.database, self.key, self.now, self.metrics) = (database, key, now, metrics)
        inbox = Inbox(database)
    }

    /// Who may send to an address, and by which secrets it is known.
    struct Guest: Sendable {
        let connection: SourceConnection.ID
        let sender: HookSender
        let secrets: [String]
        /// The secrets as they are stored.
        let sealed: [UInt8]?
        /// Whether it was read from the database just now, and not remembered.
        var isFresh: Bool
    }

    /// - Throws: a problem for an address at which nobody sends, and where no secret can be read.
    func guest(at id: String) async throws -> Guest {
        if let guest = guests[id] { return guest }
        return try await lookUp(id)
    }

    private func lookUp(_ id: String) async throws -> Guest {
        guests[id] = nil
        guard let connection = try await database.read({ try $0.sourceConnection(id) }),
            connection.state != .closed, let sender = HookSender.of(connection.kind)
        else { throw Problem.notFound() }
        guard let key, let secrets = connection.secrets(with: key)?.webhookSecrets else {
            throw Problem.unavailable("Signatures cannot be checked here at the moment.")
        }
        let guest = Guest(
            connection: connection.id, sender: sender, secrets: secrets, sealed: connection.secrets, isFresh: true)
        guests[id] = guest
        return guest
    }

    /// Who is remembered may have other secrets by now: what does not fit is tried by those of the moment.
    ///
    /// - Throws: a problem for what is not genuine.
    func take(_ headers: HTTPFields, _ body: ByteBuffer, from guest: Guest) async throws -> Inbox.Receipt {
        let time = now()
        let hook = Hook(headers: headers, body: body, now: Int64(time.timeIntervalSince1970))
        var guest = guest
        while true {
            let receipt = try await receipt(for: hook, from: guest, at: time)
            if let receipt, receipt != .outdated {
                metrics.countHook(receipt == .stored ? "stored" : "known")
                return receipt
            }
            if receipt == nil, guest.isFresh { break }
            guest = try await lookUp(guest.connection)
        }
        metrics.countHook("refused")
        throw Self.notGenuine
    }

    /// - Returns: nil for what these secrets do not sign.
    private func receipt(for hook: Hook, from guest: Guest, at time: Date) async throws -> Inbox.Receipt? {
        guard guest.sender.isGenuine(hook, guest.secrets) else { return nil }
        guard let event = guest.sender.event(hook) else { throw Problem.badRequest("No field names the event.") }
        let delivery = try WebhookDelivery(hook, event: event, id: guest.sender.delivery(hook), at: time)
        do {
            return try await inbox.receive(delivery, of: guest.connection, knownBy: guest.sealed)
        } catch GroupCommitTrouble.full {
            metrics.countHook("full")
            throw BodyBudget.full
        }
    }

    /// The same whatever is wrong: a missing field, a wrong secret, an old time.
    private static let notGenuine = Problem(
        "not-genuine", title: "Not accepted", status: .unauthorized, detail: "The signature does not fit.")
}

/// Who was let in before, so that nobody has to be looked up for each webhook.
private final class HookGuests: Sendable {
    private let all = Mutex<[SourceConnection.ID: HookDoor.Guest]>([:])

    /// What is remembered is not fresh.
    subscript(id: SourceConnection.ID) -> HookDoor.Guest? {
        get { all.withLock { $0[id] } }
        set {
            var guest = newValue
            guest?.isFresh = false
            all.withLock { [guest] in $0[id] = guest }
        }
    }
}

extension WebhookDelivery {
    /// - Throws: a problem of status 400 where the body is a form without the payload.
    fileprivate init(_ hook: Hook, event: String, id: String, at time: Date) throws {
        let type = hook["Content-Type"]?.lowercased() ?? ""
        var body = Array(buffer: hook.body)
        if type.hasPrefix("application/x-www-form-urlencoded") {
            guard let payload = FormPairs(String(buffer: hook.body))?.values["payload"] else {
                throw Problem.badRequest("The form has no field “payload”.")
            }
            body = Array(payload.utf8)
        }
        // Equal bodies mean the same, whoever sends them and under whatever number.
        let version = Version("body \(hook.digest)", version: 0)
        self.init(
            id: String(id.prefix(200)), event: String(event.prefix(200)), object: version, body: body,
            receivedAt: Int64(time.timeIntervalSince1970 * 1000))
    }
}
