import Foundation
import Hummingbird
import Records
import Store

/// Endpoints, for programs.
extension WebhooksRoom {
    var operations: [Route] {
        let one = "/api/v1/webhooks/{endpoint}"
        return [
            Route(.get, "/api/v1/webhooks", operation: .listWebhooks, handler: all),
            Route(.post, "/api/v1/webhooks", operation: .addWebhook, handler: addByProgram),
            Route(.get, one, operation: .getWebhook) { _, context in
                try .json(WebhookEndpointAnswer(try await endpoint(context)))
            },
            Route(.post, one, operation: .changeWebhook, handler: changeByProgram),
            Route(.post, one + "/secret", operation: .rotateWebhookSecret, handler: rotateByProgram),
            Route(.post, one + "/test", operation: .testWebhook, handler: testByProgram),
            Route(.post, one + "/removal", operation: .removeWebhook, handler: removeByProgram),
            Route(.get, one + "/deliveries", operation: .listWebhookDeliveries, handler: deliveries),
            Route(
                .post, one + "/deliveries/{event}/replay", operation: .replayWebhookDelivery, handler: replayByProgram),
        ]
    }

    @Sendable private func all(_ request: Request, context: AppContext) async throws -> Response {
        let endpoints = try await services.database.read { try $0.webhookEndpoints() }
        return try .json(["items": endpoints.map { WebhookEndpointAnswer($0) }])
    }

    private struct Wish: Decodable {
        let url: String?
        let name: String?
        let types: [String]?
        let team: String?
        let state: String?

        func draft(_ before: WebhookDraft = WebhookDraft()) -> WebhookDraft {
            var draft = before
            draft.url = url ?? draft.url
            draft.name = name ?? draft.name
            draft.types = types ?? draft.types
            draft.team = team ?? draft.team
            return draft
        }
    }

    @Sendable private func addByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let actor = try actor(context)
        let wish: Wish = try await PulseRoom.body(request, "`url`, where events are posted to")
        var draft = wish.draft()
        draft.base = try services.origin(request, context)
        return try await answering { [draft] in
            let (endpoint, secret) = try await add(draft, by: actor)
            return try .json(WebhookEndpointAnswer(endpoint, secret: secret))
        }
    }

    @Sendable private func changeByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let actor = try actor(context)
        let (endpoint, now) = (try await endpoint(context), time)
        let wish: Wish = try await PulseRoom.body(request, "what is to be otherwise")
        guard [nil, "active", "paused"].contains(wish.state) else {
            throw Problem.badRequest("An endpoint is made “active” or “paused”.")
        }
        return try await answering {
            let changed = try await services.database.write { db in
                try db.change(endpoint, to: wish.draft(WebhookDraft(endpoint)), by: actor, at: now)
                if wish.state == "paused" { try db.pause(endpoint.id, by: actor, at: now) }
                if wish.state == "active" { try db.resume(endpoint.id, by: actor, at: now) }
                return try db.webhookEndpoint(endpoint.id)
            }
            return try .json(WebhookEndpointAnswer(changed ?? endpoint))
        }
    }

    @Sendable private func rotateByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, endpoint) = (try actor(context), try await endpoint(context))
        return try await answering {
            try .json(WebhookEndpointAnswer(endpoint, secret: try await rotateSecret(of: endpoint, by: actor)))
        }
    }

    @Sendable private func testByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, endpoint) = (try actor(context), try await endpoint(context))
        return try await answering {
            guard let delivery = try await test(endpoint, by: actor) else { throw Self.noSuchEvent }
            return try .json(OutgoingDeliveryAnswer(delivery))
        }
    }

    @Sendable private func removeByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let actor = try actor(context)
        let (endpoint, now) = (try await endpoint(context), time)
        try await services.database.write { try $0.remove(endpoint.id, by: actor, at: now) }
        return try .json(["removed": endpoint.id])
    }

    @Sendable private func deliveries(_ request: Request, context: AppContext) async throws -> Response {
        let endpoint = try await endpoint(context)
        let found = try await services.database.read { try $0.outgoingDeliveries(of: endpoint.id, most: Self.shown) }
        return try .json(["items": found.map(OutgoingDeliveryAnswer.init)])
    }

    @Sendable private func replayByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, id) = (try actor(context), try context.parameter("event"))
        let (endpoint, now) = (try await endpoint(context), milliseconds)
        let found = try await services.database.write { db in
            try db.replay(id, of: endpoint.id, by: actor, at: now) ? db.outgoingDelivery(id, of: endpoint.id) : nil
        }
        guard let found else { throw Self.noSuchEvent }
        return try .json(OutgoingDeliveryAnswer(found))
    }

    private func actor(_ context: AppContext) throws -> AuditEntry.Actor {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        return .member(member.id)
    }

    private func answering(_ body: () async throws -> Response) async throws -> Response {
        do { return try await body() } catch WebhookTrouble.noKey {
            throw Problem.unavailable(WebhookTrouble.noKey.description)
        } catch let trouble as WebhookTrouble { throw Problem.badRequest(trouble.description) }
    }
}

extension Operation {
    private static let schemas: [String: JSONValue] = ["WebhookEndpoint": endpoint, "OutgoingEvent": event]
    private static let endpointAnswer: JSONValue = ["$ref": "#/components/schemas/WebhookEndpoint"]
    private static let eventAnswer: JSONValue = ["$ref": "#/components/schemas/OutgoingEvent"]

    private static let types: JSONValue = [
        "type": "array", "items": ["enum": .array(OutgoingEvent.Kind.chosen.map { .string($0.rawValue) })],
        "description": "None for all, those to come included.",
    ]

    private static let endpoint: JSONValue = [
        "type": "object", "required": ["id", "name", "url", "types", "state"],
        "properties": [
            "id": ["type": "string"], "name": ["type": "string"], "url": ["type": "string"], "types": types,
            "team": ["type": "string", "description": "The one team that it is told of; absent for everything."],
            "state": ["enum": ["active", "paused", "disabled"]],
            "trouble": ["type": "string", "description": "Why nothing is delivered."],
            "failingSince": ["type": "string", "format": "date-time"],
            "secret": ["type": "string", "description": "`whsec_…`, where it was made just now; never told again."],
        ],
    ]

    private static let event: JSONValue = [
        "type": "object", "required": ["id", "type", "happenedAt", "state", "attempts", "body"],
        "properties": [
            "id": ["type": "string", "description": "`webhook-id`, the same whenever it is sent."],
            "type": ["type": "string"], "happenedAt": ["type": "string", "format": "date-time"],
            "state": ["enum": ["waiting", "delivered", "given-up"]], "attempts": ["type": "integer"],
            "nextAt": ["type": "string", "format": "date-time"], "triedAt": ["type": "string", "format": "date-time"],
            "status": ["type": "integer", "description": "Of the last answer."],
            "trouble": ["type": "string"],
            "answer": ["type": "string", "description": "The first kilobyte of what was answered."],
            "body": ["type": "string", "description": "As it is sent and signed."],
        ],
    ]

    private static let wish: [String: JSONValue] = [
        "url": ["type": "string", "description": "Where events are posted to."],
        "name": ["type": "string", "description": "Without one, the host."], "types": types,
        "team": ["type": "string", "description": "Empty for everything."],
    ]

    private static func list(of item: JSONValue) -> JSONValue {
        ["type": "object", "required": ["items"], "properties": ["items": ["type": "array", "items": item]]]
    }

    static let listWebhooks = Operation(
        "listWebhooks", summary: "Endpoints that Tutti tells what happens, by name", answer: list(of: endpointAnswer),
        schemas: schemas)

    static let getWebhook = Operation(
        "getWebhook", summary: "An endpoint that Tutti tells what happens", answer: endpointAnswer, schemas: schemas)

    static let addWebhook = Operation(
        "addWebhook", summary: "Have Tutti tell somebody what happens",
        description: "For administrators. The answer holds the secret, this once.",
        body: Body(schema: ["type": "object", "required": ["url"], "properties": .object(wish)]),
        answer: endpointAnswer, schemas: schemas)

    static let changeWebhook = Operation(
        "changeWebhook", summary: "Change an endpoint, pause it or resume it",
        description: "For administrators. What is left out stays.",
        body: Body(schema: [
            "type": "object",
            "properties": .object(wish.merging(["state": ["enum": ["active", "paused"]]]) { one, _ in one }),
        ]), answer: endpointAnswer, schemas: schemas)

    static let rotateWebhookSecret = Operation(
        "rotateWebhookSecret", summary: "Make another secret of an endpoint",
        description: "The answer holds it, this once. The one before signs beside it for a day.",
        answer: endpointAnswer, schemas: schemas)

    static let testWebhook = Operation(
        "testWebhook", summary: "Send a test to an endpoint",
        description:
            "It is waited for a moment; where its state is still “waiting”, the list of deliveries tells more.",
        answer: eventAnswer, schemas: schemas)

    static let removeWebhook = Operation(
        "removeWebhook", summary: "Remove an endpoint",
        description: "With its secret and all that was sent or waits.",
        answer: ["type": "object", "required": ["removed"], "properties": ["removed": ["type": "string"]]])

    static let listWebhookDeliveries = Operation(
        "listWebhookDeliveries", summary: "The last fifty events of an endpoint, newest first",
        answer: list(of: eventAnswer), schemas: schemas)

    static let replayWebhookDelivery = Operation(
        "replayWebhookDelivery", summary: "Have an event sent once more, under the same id",
        path: [Parameter("event", "Its `webhook-id`.")], answer: eventAnswer, schemas: schemas)
}
