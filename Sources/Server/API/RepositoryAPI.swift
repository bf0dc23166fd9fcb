import Features
import Foundation
import HTTPTypes
import Hummingbird
import Records
import Signals
import Store

/// What was read of each repository, as JSON.
struct RepositoryAPI: Feature {
    let database: any Database

    var routes: [Route] {
        [
            Route(.get, "/api/v1/repositories", operation: .listRepositories, handler: list),
            Route(.get, "/api/v1/repositories/{repository}", operation: .getRepository, handler: one),
            Route(.get, "/api/v1/repositories/{repository}/signals", operation: .listSignals, handler: signals),
            Route(.get, "/api/v1/repositories/{repository}/signals/{signal}", operation: .getSignal, handler: signal),
            Route(.get, "/api/v1/repositories/{repository}/report", operation: .getReport, handler: report),
            Route(.get, "/api/v1/repositories/{repository}/people", operation: .listPeople, handler: people),
            Route(.get, "/api/v1/imports", operation: .listImports, handler: imports),
        ]
    }

    @Sendable private func list(_ request: Request, context: AppContext) async throws -> Response {
        let page = try AskedPart(request)
        let all = try await database.read { try $0.repositories() }
        return try .json(Part(all.map(RepositoryAnswer.init), page) { $0.id })
    }

    @Sendable private func one(_ request: Request, context: AppContext) async throws -> Response {
        try .json(RepositoryAnswer(try await repository(context)))
    }

    @Sendable private func signals(_ request: Request, context: AppContext) async throws -> Response {
        let repository = try await repository(context)
        let readings = try await readings(of: repository)
        return try await request.unlessKnown(Self.tag(readings)) {
            try .json(["items": readings.signals.map { Report.Reading($0.signal, $0.measurement) }])
        }
    }

    @Sendable private func signal(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("signal")
        let readings = try await readings(of: try await repository(context))
        guard let found = readings.signals.first(where: { $0.signal.id == id }) else {
            throw Problem.notFound("No signal is called “\(id)”. The list of signals names them all.")
        }
        return try .json(Report.Reading(found.signal, found.measurement))
    }

    /// The bytes that were written when it was measured.
    @Sendable private func report(_ request: Request, context: AppContext) async throws -> Response {
        let repository = try await repository(context)
        let stored = try await database.read { db in
            try db.measurements(of: repository.id, key: Measurer.reportKey).first
        }
        guard let stored else { throw Self.notMeasured }
        return .json(bytes: stored.body)
    }

    @Sendable private func people(_ request: Request, context: AppContext) async throws -> Response {
        let page = try AskedPart(request)
        let repository = try await repository(context)
        guard let known = try await database.read({ try $0.whoIsWho(in: repository.id) }) else {
            throw Self.notMeasured
        }
        return try .json(Part(known.people.sorted { $0.person.id < $1.person.id }, page) { $0.person.id })
    }

    @Sendable private func imports(_ request: Request, context: AppContext) async throws -> Response {
        let query = try Query(request)
        let limit = try query.number("limit", in: 1...100, otherwise: 20)
        let runs = try await database.read { try $0.importRuns(of: query["repository"], limit: limit) }
        return try .json(["items": runs.map(ImportAnswer.init)])
    }

    private func repository(_ context: AppContext) async throws -> Repository {
        let id = try context.parameter("repository")
        guard let repository = try await database.read({ try $0.repository(id) }) else {
            throw Problem.notFound("No repository is called “\(id)”. The list of repositories names them all.")
        }
        return repository
    }

    private func readings(of repository: Repository) async throws -> Readings {
        guard let readings = try await database.read({ try $0.readings(of: repository) }) else {
            throw Self.notMeasured
        }
        return readings
    }

    private static func tag(_ readings: Readings) -> EntityTag {
        EntityTag(
            readings.repository.head?.short ?? "empty", String(readings.until),
            readings.signals.map(\.signal.definition).joined(separator: ","))
    }

    private static let notMeasured = Problem(
        "not-measured", title: "Not measured yet", status: .notFound,
        detail: "This repository is still being read, or the reading failed. /api/v1/imports tells which.")
}
