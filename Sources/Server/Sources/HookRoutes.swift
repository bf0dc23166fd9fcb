import Features
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// Where code hosts send their webhooks. Who asks is known by the signature alone.
struct HookRoutes: Feature {
    private let database: any Database
    private let inbox: Inbox
    private let key: SealingKey?
    private let now: @Sendable () -> Date
    private let metrics: Metrics
    private let bodies = BodyBudget(bytes: 64 << 20)

    /// GitHub sends no more; GitLab's own limit is the same.
    static let limit = 25 << 20

    init(_ services: Services, inbox: Inbox, metrics: Metrics) {
        database = services.database
        self.inbox = inbox
        key = services.key
        now = services.now
        self.metrics = metrics
    }

    var routes: [Route] { [Route(.post, "/hooks/{connection}", handler: receive)] }

    /// Checks the signature and stores the webhook; what it means is read afterwards, so that the sender waits for the disk
    /// and nothing else.
    @Sendable private func receive(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("connection")
        guard let connection = try await database.read({ try $0.sourceConnection(id) }),
            connection.state != .closed, let sender = HookSender.of(connection.kind)
        else { throw Problem.notFound() }
        guard let key, let secrets = connection.secrets(with: key)?.webhookSecrets else {
            throw Problem.unavailable("Signatures cannot be checked here at the moment.")
        }
        let time = now()
        return try await bodies.withBody(of: request, limit: Self.limit) { body in
            let hook = Hook(headers: request.headers, body: body, now: Int64(time.timeIntervalSince1970))
            guard sender.isGenuine(hook, secrets) else {
                metrics.countHook("refused")
                throw Self.notGenuine
            }
            guard let event = sender.event(hook) else { throw Problem.badRequest("No field names the event.") }
            let delivery = try WebhookDelivery(hook, event: event, id: sender.delivery(hook), at: time)
            return try await store(delivery, of: connection.id)
        }
    }

    private func store(_ delivery: WebhookDelivery, of connection: SourceConnection.ID) async throws -> Response {
        do {
            let receipt = try await inbox.receive(delivery, of: connection)
            metrics.countHook(receipt == .stored ? "stored" : "known")
            return try .json(
                ["state": receipt == .stored ? "stored" : "known"], status: receipt == .stored ? .accepted : .ok)
        } catch GroupCommitTrouble.full {
            metrics.countHook("full")
            throw BodyBudget.full
        }
    }

    /// The same whatever is wrong: a missing field, a wrong secret, an old time.
    private static let notGenuine = Problem(
        "not-genuine", title: "Not accepted", status: .unauthorized, detail: "The signature does not fit.")
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
