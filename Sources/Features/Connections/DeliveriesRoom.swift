import Foundation
import Hummingbird
import Interface
import Records
import Store

/// What a source sent by itself: what of it could not be read, and for pipelines what they identify themselves with.
package struct DeliveriesRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/connections/{connection}/deliveries") { _, context in try await page(context) },
            Route(.post, "/connections/{connection}/replay", handler: replay),
            Route(.post, "/connections/{connection}/push-tokens", handler: changeTokens),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func page(_ context: AppContext, made: PushToken? = nil, error: String? = nil) async throws -> Response {
        let id = try context.parameter("connection")
        let (token, key) = (context.formToken, services.key)
        return try await services.framed(isRefused: error != nil) { db in
            let connection = try Self.connection(id, db, at: 0)
            let isKept = try db.sourceConnection(id) != nil
            let isPipeline = connection.kind == Self.pipeline
            return DeliveriesPage(
                connection: connection, inbox: isKept ? try db.inbox(of: id) : nil,
                failed: isKept ? try db.failedDeliveries(of: id, most: 100) : [],
                noted: isKept ? try db.notedDeliveries(of: id) : [],
                unknown: isPipeline ? try db.unknownRepositories(namedBy: Self.pipeline) : [],
                tokens: isPipeline ? key.flatMap { connection.secrets(with: $0) }?.pushTokens.count : nil, made: made,
                formToken: token, error: error)
        }
    }

    /// One delivery, or all dead letters.
    @Sendable private func replay(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let id = try context.parameter("connection")
        let now = time
        let delivery = form["delivery"]
        try await services.database.write { db in
            guard try db.sourceConnection(id) != nil else { throw Problem.notFound() }
            let count = try db.replay(delivery.isEmpty ? nil : [delivery], of: id, now: now * 1000)
            if count > 0 { try db.audit(.deliveriesReplayed, of: id, by: .member(member.id), at: now) }
        }
        return .redirect(to: Link.deliveries(of: id).path, type: .normal)
    }

    /// Makes a token, which is shown once, or takes all back.
    @Sendable private func changeTokens(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let id = try context.parameter("connection")
        guard let key = services.key else {
            return try await page(
                context, error: "Tokens are sealed by a key file, and this server has none: start it with --key-file.")
        }
        let now = time
        let made = form["revoke"].isEmpty ? PushToken(of: id, bytes: services.randomBytes(32)) : nil
        let isChanged = try await services.database.write { db in
            var connection = try Self.connection(id, db, at: now)
            guard connection.kind == Self.pipeline else { throw Problem.notFound() }
            guard var secrets = connection.secrets(with: key) else { return false }
            guard secrets.pushTokens.count < Self.mostTokens || made == nil else { return false }
            secrets.pushTokens = made.map { [$0.digest] + secrets.pushTokens } ?? []
            connection.secrets = try secrets.sealed(for: id, with: key)
            try db.save(connection)
            try db.audit(
                made == nil ? .pushTokensRevoked : .pushTokenMade, of: id, by: .member(member.id), at: now)
            return true
        }
        guard isChanged else {
            return try await page(
                context,
                error: "There are \(Self.mostTokens) tokens already, or they were sealed with another key file.")
        }
        return try await page(context, made: made)
    }

    private static let pipeline = "pipeline"
    private static let mostTokens = 20

    /// The connection of pipelines is there before anything was told.
    private static func connection(_ id: String, _ db: any Connection, at time: Int64) throws -> SourceConnection {
        if let connection = try db.sourceConnection(id) { return connection }
        guard id == pipeline else { throw Problem.notFound("No source connection is called “\(id)”.") }
        return SourceConnection(id: id, kind: pipeline, name: "Pipelines", createdAt: time)
    }
}

extension Link {
    package static func deliveries(of connection: SourceConnection.ID) -> Link {
        Link("connections", connection, "deliveries")
    }
}
