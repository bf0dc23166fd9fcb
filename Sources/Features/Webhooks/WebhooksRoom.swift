import Foundation
import Hummingbird
import Interface
import Records
import Store

/// Tutti's own webhooks: whom it tells what happens, and what became of what was told. For administrators.
package struct WebhooksRoom: Feature {
    let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        operations + [
            .get("/webhooks") { _, context in try await list(context) },
            Route(.post, "/webhooks", handler: add),
            .get("/webhooks/{endpoint}") { request, context in try await page(context) },
            Route(.post, "/webhooks/{endpoint}", handler: change),
            Route(.post, "/webhooks/{endpoint}/pausing", handler: pause),
            Route(.post, "/webhooks/{endpoint}/secret", handler: makeSecret),
            Route(.post, "/webhooks/{endpoint}/test", handler: test),
            Route(.post, "/webhooks/{endpoint}/replay", handler: replay),
            Route(.post, "/webhooks/{endpoint}/removal", handler: remove),
        ]
    }

    var time: Int64 { Int64(services.now().timeIntervalSince1970) }
    var milliseconds: Int64 { Int64(services.now().timeIntervalSince1970 * 1000) }

    /// Deliveries that a page and an answer show.
    static let shown = 50

    private func list(
        _ context: AppContext, _ draft: WebhookDraft = WebhookDraft(), error: String? = nil
    ) async throws -> Response {
        let (token, hasKey) = (context.formToken, services.key != nil)
        return try await services.framed(isRefused: error != nil) { db in
            WebhooksPage(
                endpoints: try db.webhookEndpoints(),
                form: WebhookForm(
                    draft: draft, teams: try db.openTeams(), action: Link.webhooks.path, isChange: false,
                    formToken: token), hasKey: hasKey, error: error)
        }
    }

    @Sendable private func add(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let draft = try draft(form, request, context)
        do {
            let (endpoint, secret) = try await add(draft, by: .member(member.id))
            return try await shown(secret, of: endpoint, isNew: true)
        } catch let trouble as WebhookTrouble { return try await list(context, draft, error: trouble.description) }
    }

    /// - Throws: `WebhookTrouble`.
    func add(_ draft: WebhookDraft, by actor: AuditEntry.Actor) async throws -> (WebhookEndpoint, secret: String) {
        guard let key = services.key else { throw WebhookTrouble.noKey }
        let (id, now) = (WebhookDraft.newID(services.randomBytes), time)
        let secrets = WebhookSecrets(services.randomBytes(WebhookSecrets.byteCount))
        let sealed = try secrets.sealed(for: id, with: key)
        let endpoint = try await services.database.write {
            try $0.add(draft, id: id, secrets: sealed, by: actor, at: now)
        }
        return (endpoint, secrets.current)
    }

    private func shown(_ secret: String, of endpoint: WebhookEndpoint, isNew: Bool) async throws -> Response {
        try await services.framed { _ in WebhookSecretPage(endpoint: endpoint, secret: secret, isNew: isNew) }
    }

    private func draft(_ form: Form, _ request: Request, _ context: AppContext) throws -> WebhookDraft {
        var draft = WebhookDraft()
        (draft.name, draft.url, draft.team) = (form["name"], form["url"], form["team"])
        draft.types = OutgoingEvent.Kind.chosen.map(\.rawValue).filter { form.isChecked($0) }
        draft.base = try services.origin(request, context)
        return draft
    }

    private func page(
        _ context: AppContext, _ draft: WebhookDraft? = nil, error: String? = nil
    ) async throws -> Response {
        let endpoint = try await endpoint(context)
        let (token, now) = (context.formToken, time)
        return try await services.framed(isRefused: error != nil) { db in
            WebhookEndpointPage(
                endpoint: endpoint, deliveries: try db.outgoingDeliveries(of: endpoint.id, most: Self.shown),
                form: WebhookForm(
                    draft: draft ?? WebhookDraft(endpoint), teams: try db.openTeams(),
                    action: Link.webhook(endpoint.id).path, isChange: true, formToken: token),
                formToken: token, now: now, error: error)
        }
    }

    @Sendable private func change(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let (endpoint, now) = (try await endpoint(context), time)
        let draft = try draft(form, request, context)
        do {
            try await services.database.write {
                try $0.change(endpoint, to: draft, by: .member(member.id), at: now)
            }
        } catch let trouble as WebhookTrouble { return try await page(context, draft, error: trouble.description) }
        return .redirect(to: Link.webhook(endpoint.id).path, type: .normal)
    }

    @Sendable private func pause(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let (endpoint, now) = (try await endpoint(context), time)
        try await services.database.write { db in
            if form.isChecked("paused") {
                try db.pause(endpoint.id, by: .member(member.id), at: now)
            } else {
                try db.resume(endpoint.id, by: .member(member.id), at: now)
            }
        }
        return .redirect(to: Link.webhook(endpoint.id).path, type: .normal)
    }

    @Sendable private func makeSecret(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let endpoint = try await endpoint(context)
        do {
            let secret = try await rotateSecret(of: endpoint, by: .member(member.id))
            return try await shown(secret, of: endpoint, isNew: false)
        } catch let trouble as WebhookTrouble { return try await page(context, error: trouble.description) }
    }

    /// - Throws: `WebhookTrouble.noKey`.
    func rotateSecret(of endpoint: WebhookEndpoint, by actor: AuditEntry.Actor) async throws -> String {
        guard let key = services.key else { throw WebhookTrouble.noKey }
        let (bytes, now) = (services.randomBytes(WebhookSecrets.byteCount), time)
        return try await services.database.write {
            try $0.rotateSecret(of: endpoint, with: bytes, key: key, by: actor, at: now)
        }
    }

    /// Tenths of a second in which a test is waited for, before the page is shown without its end.
    private static let patience = 20

    @Sendable private func test(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let endpoint = try await endpoint(context)
        do { _ = try await test(endpoint, by: .member(member.id)) } catch let trouble as WebhookTrouble {
            return try await page(context, error: trouble.description)
        }
        return .redirect(to: Link.webhook(endpoint.id).path, type: .normal)
    }

    /// - Returns: how far it has come after a moment.
    /// - Throws: `WebhookTrouble.notActive`.
    func test(_ endpoint: WebhookEndpoint, by actor: AuditEntry.Actor) async throws -> OutgoingDelivery? {
        let now = milliseconds
        let id = try await services.database.write { try $0.emitTest(to: endpoint, by: actor, at: now) }
        var delivery: OutgoingDelivery?
        for _ in 0..<Self.patience {
            delivery = try await services.database.read { try $0.outgoingDelivery(id, of: endpoint.id) }
            if delivery?.state != .waiting { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        return delivery
    }

    @Sendable private func replay(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let (endpoint, now) = (try await endpoint(context), milliseconds)
        let isKnown = try await services.database.write {
            try $0.replay(form["event"], of: endpoint.id, by: .member(member.id), at: now)
        }
        guard isKnown else { throw Self.noSuchEvent }
        return .redirect(to: Link.webhook(endpoint.id).path, type: .normal)
    }

    @Sendable private func remove(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let (endpoint, now) = (try await endpoint(context), time)
        try await services.database.write { try $0.remove(endpoint.id, by: .member(member.id), at: now) }
        return .redirect(to: Link.webhooks.path, type: .normal)
    }

    func endpoint(_ context: AppContext) async throws -> WebhookEndpoint {
        let id = try context.parameter("endpoint")
        guard let found = try await services.database.read({ try $0.webhookEndpoint(id) }) else {
            throw Problem.notFound("There is no webhook endpoint called “\(id)”. /webhooks lists them all.")
        }
        return found
    }

    static let noSuchEvent = Problem.notFound(
        "There is no such event for this endpoint, or it was removed by its age. The page of the endpoint lists the latest."
    )
}

extension Connection {
    /// Teams that are not archived, by title.
    fileprivate func openTeams() throws -> [Team] {
        TeamTree(try teams()).rows.map(\.team).filter { $0.archivedAt == nil }
    }
}

extension Link {
    static let webhooks = Link("webhooks")
    static func webhook(_ id: WebhookEndpoint.ID) -> Link { Link("webhooks", id) }
}
