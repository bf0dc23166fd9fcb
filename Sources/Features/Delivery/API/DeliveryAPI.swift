import Foundation
import HTTPTypes
import Hummingbird
import Records
import Signals
import Store

/// Readings of deliveries as JSON.
package struct DeliveryAPI: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            Route(.get, "/api/v1/delivery/signals", operation: .listDeliverySignals, handler: signals),
            Route(.get, "/api/v1/delivery/signals/{signal}", operation: .getDeliverySignal, handler: signal),
            Route(.get, "/api/v1/delivery/pull-requests", operation: .listOpenPullRequests, handler: open),
            Route(.get, "/api/v1/delivery/pull-requests/{key}", operation: .getPullRequestTimeline, handler: timeline),
        ]
    }

    @Sendable private func signals(_ request: Request, context: AppContext) async throws -> Response {
        try await answer(request, context) { readings in
            ["items": readings.signals.map { Report.Reading($0.signal, $0.measurement) }]
        }
    }

    @Sendable private func signal(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("signal")
        guard let signal = DeliverySignal.named(id) else {
            throw Problem.notFound("No signal about deliveries is called “\(id)”. The list of signals names them all.")
        }
        return try await answer(request, context, only: [id]) { readings in
            guard let measurement = readings[id] else { throw Self.beingMeasured }
            return Report.Reading(signal, measurement)
        }
    }

    @Sendable private func open(_ request: Request, context: AppContext) async throws -> Response {
        try await answer(request, context, only: [KeptDelivery.extent, KeptDelivery.open]) {
            OpenPullRequestsAnswer($0)
        }
    }

    @Sendable private func timeline(_ request: Request, context: AppContext) async throws -> Response {
        let text = try context.parameter("key")
        guard let key = RecordKey(text), key.kind == .pullRequest else {
            throw Problem.badRequest("“\(text)” is no key of a pull request, such as github.com/pull-request/1.")
        }
        let choice = try DeliveryChoice(Query(request))
        let (now, reader) = (time, context.visitor.member)
        let found = try await services.database.read { db in
            try Self.check(choice, db)
            let names = try db.showsNames(of: choice, to: reader, at: now)
            return try PullRequestTimeline.of(
                key, as: choice, from: DeliverySource(db), at: now, naming: names, in: db)
        }
        guard let found else {
            throw Problem.notFound(
                "No pull request with the key \(text) is known\(choice.team.map { " of \($0)" } ?? "").")
        }
        return try .json(found)
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    /// - Parameter signals: all that has to be read; nil for everything.
    private func answer(
        _ request: Request, _ context: AppContext, only signals: Set<String>? = nil,
        _ body: (DeliveryReadings) throws -> some Encodable
    ) async throws -> Response {
        let choice = try DeliveryChoice(Query(request))
        let (now, reader) = (time, context.visitor.member)
        // The basis is read first: numbers that are stored meanwhile are then told twice rather than never.
        let (basis, names) = try await services.database.read { db in
            try Self.check(choice, db)
            return (try db.deliveryBasis(for: choice), try db.showsNames(of: choice, to: reader, at: now))
        }
        services.measureDelivery(choice)
        guard let basis else { throw Self.beingMeasured }
        return try await request.unlessKnown(EntityTag("delivery", basis.description, names ? "named" : "nameless")) {
            let readings = try await services.database.read { try $0.deliveryReadings(for: choice, only: signals) }
            guard let readings else { throw Self.beingMeasured }
            return try .json(body(names ? readings : readings.withoutNames))
        }
    }

    private static func check(_ choice: DeliveryChoice, _ db: any Connection) throws {
        guard let team = choice.team, try db.team(team) == nil else { return }
        throw Problem.notFound("No team is called “\(team)”. The list of teams names them all.")
    }

    private static let beingMeasured: Problem = {
        var problem = Problem(
            "being-measured", title: "Being measured", status: .serviceUnavailable,
            detail: "These numbers are being counted for the first time. Ask again in a moment.")
        problem.headers[.retryAfter] = "2"
        return problem
    }()
}
