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
    /// Has a scope measured soon.
    let measure: @Sendable (Repository.ID, Scope) -> Void

    var routes: [Route] {
        [
            Route(.get, "/api/v1/repositories", operation: .listRepositories, handler: list),
            Route(.get, "/api/v1/repositories/{repository}", operation: .getRepository, handler: one),
            Route(.get, "/api/v1/repositories/{repository}/signals", operation: .listSignals, handler: signals),
            Route(.get, "/api/v1/repositories/{repository}/signals/{signal}", operation: .getSignal, handler: signal),
            Route(.get, "/api/v1/repositories/{repository}/teams", operation: .listTeamPaths, handler: teams),
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
        let scope = try Scope(Query(request))
        // The basis is read first: numbers that are stored meanwhile are then told twice rather than never.
        let basis = try await database.read { try ReadingBasis(of: repository.id, in: scope, $0) }
        let readings = try await readings(of: repository, in: scope)
        return try await request.unlessKnown(basis?.tag ?? EntityTag("empty")) {
            try .json(["items": readings.signals.map { Report.Reading($0.signal, $0.measurement) }])
        }
    }

    @Sendable private func signal(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("signal")
        let readings = try await readings(of: try await repository(context), in: try Scope(Query(request)))
        guard let found = readings.signals.first(where: { $0.signal.id == id }) else {
            throw Problem.notFound("No signal is called “\(id)”. The list of signals names them all.")
        }
        return try .json(Report.Reading(found.signal, found.measurement))
    }

    /// The bytes that were written when it was measured.
    @Sendable private func report(_ request: Request, context: AppContext) async throws -> Response {
        let repository = try await repository(context)
        let scope = try Scope(Query(request))
        try await prepare(scope, of: repository)
        guard let stored = try await database.read({ try $0.storedReport(of: repository.id, in: scope) }) else {
            throw scope == .everything ? Self.notMeasured : Self.beingMeasured
        }
        return .json(bytes: stored)
    }

    @Sendable private func teams(_ request: Request, context: AppContext) async throws -> Response {
        let repository = try await repository(context)
        let rules = try await database.read { try $0.pathRules(of: repository.id) }
        return try .json(["items": rules.sorted { $0.key < $1.key }.map(TeamPathsAnswer.init)])
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

    private func readings(of repository: Repository, in scope: Scope) async throws -> Readings {
        try await prepare(scope, of: repository)
        guard let readings = try await database.read({ try $0.readings(of: repository, in: scope) }) else {
            throw scope == .everything ? Self.notMeasured : Self.beingMeasured
        }
        return readings
    }

    /// Asks for what was not measured yet, or at another head.
    private func prepare(_ scope: Scope, of repository: Repository) async throws {
        guard scope != .everything else { return }
        let (rules, isRead, isMeasured) = try await database.read { db in
            (
                try db.pathRules(of: repository.id), try db.readings(of: repository) != nil,
                try db.isMeasured(scope, of: repository)
            )
        }
        try scope.check(rules)
        guard isRead else { throw Self.notMeasured }
        if !isMeasured { measure(repository.id, scope) }
    }

    private static let notMeasured = Problem(
        "not-measured", title: "Not measured yet", status: .notFound,
        detail: "This repository is still being read, or the reading failed. /api/v1/imports tells which.")

    private static let beingMeasured: Problem = {
        var problem = Problem(
            "being-measured", title: "Being measured", status: .serviceUnavailable,
            detail: "These numbers are being counted for the first time. Ask again in a moment.")
        problem.headers[.retryAfter] = "2"
        return problem
    }()
}
