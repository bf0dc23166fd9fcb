import Features
import Foundation
import Logging
import NIOCore
import Records
import ServiceLifecycle
import Store
import TestKit
import Testing

@testable import Server

@Suite("Repositories kept fresh", .timeLimit(.minutes(40)))
struct ImportServiceTests {
    @Test func `a commit to a local clone is noticed, and so is what another process imported`() async throws {
        let source = try EventfulRepository(seed: 3)
        try source.live(through: 5, rewriting: false)
        let other = try EventfulRepository(seed: 4)
        try other.live(through: 2, rewriting: false)
        try await Backend.sqlite.withLocation { location in
            let database = try await Databases.open(location)
            let outside = try await Databases.open(location)
            try await serving([source.path], database) { _ in
                #expect(try await commits(of: source.path, in: database) == 5)
                try source.live(through: 1, rewriting: false)
                #expect(try await commits(of: source.path, in: database, until: 6) == 6)
                _ = try await importer(outside).run(other.path)
                #expect(try await commits(of: other.path, in: database) == 2)
            }
            try await outside.close()
            try await database.close()
        }
    }

    @Test func `a clone that is gone leaves a record once, and tells open pages and webhooks`() async throws {
        let source = try EventfulRepository(seed: 3)
        try source.live(through: 2, rewriting: false)
        try await Backend.sqlite.withDatabase { database in
            let repository = try await importer(database).run(source.path).repository
            let (listener, _) = try await Listening.add("https://example.org/hook", database, at: 1)
            try FileManager.default.moveItem(atPath: source.path, toPath: source.path + "-away")
            try await serving([source.path], database) { hub in
                let news = hub.subscribe(to: ["import-\(repository.id)"], lastSeen: nil)
                let first = await news.stream.first { String(buffer: $0).contains("could not be read") }
                #expect(first != nil)
                let run = try await database.read { try $0.importRuns().first }
                #expect(run?.status == .failed)
                #expect(run?.trouble?.contains("There is no folder at") == true)
                await #expect(throws: (any Error).self) { try await importer(database).run(source.path) }
                #expect(try await database.read { try $0.importRuns().count } == 2)
                #expect(try await database.read { try $0.repository(repository.id)?.head } == repository.head)
            }
            try FileManager.default.moveItem(atPath: source.path + "-away", toPath: source.path)
            _ = try await importer(database).run(source.path)
            let told = try await database.read { try $0.outgoingDeliveries(of: listener, most: 9) }
            #expect(told.map(\.type) == ["connection.recovered", "connection.failing"])
        }
    }

    @Test(.enabled(if: Backend.all.contains(.postgres), "PostgreSQL is left out"))
    func `two servers on one database import once`() async throws {
        let source = try EventfulRepository(seed: 5)
        try source.live(through: 1500, rewriting: false)
        try await Backend.postgres.withLocation { location in
            let here = try await Databases.open(location)
            let there = try await Databases.open(location)
            try await serving([source.path], here) { _ in
                try await serving([source.path], there) { hub in
                    let news = hub.subscribe(to: ["import-work"], lastSeen: nil)
                    let end = await news.stream.first { String(buffer: $0).contains("up to date") }
                    #expect(end != nil)
                    #expect(try await commits(of: source.path, in: here) == 1500)
                    // Long enough for the other one to look.
                    try await Task.sleep(for: .seconds(2))
                    #expect(try await here.read { try $0.importRuns().count } == 1)
                }
            }
            try await here.close()
            try await there.close()
        }
    }

    private func importer(_ database: any Database) -> Importer {
        Importer(database: database, mirrors: NSTemporaryDirectory() + "tutti-mirrors", now: now)
    }

    private let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_800_000_000) }

    /// Runs the hub and the import service beside `body`.
    private func serving(
        _ locations: [String], _ database: any Database, _ body: (LiveHub) async throws -> Void
    ) async throws {
        let server = try TuttiServer(
            settings: ServerSettings(), database: database, frame: Frame(version: "0", stored: "Here."), now: now,
            logger: TestServer.silent)
        var freshness = ImportService.Freshness()
        freshness.clones = .milliseconds(100)
        let imports = ImportService(
            locations, server: server, mirrors: NSTemporaryDirectory() + "tutti-mirrors", freshness: freshness,
            logger: TestServer.silent)
        let services: [any Service] = [server.hub, imports]
        let group = ServiceGroup(services: services, logger: TestServer.silent)
        let running = Task { try await group.run() }
        do { try await body(server.hub) } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }

    /// Commits of what is measured, once there are any, or as many as expected; waits for at most ten minutes.
    private func commits(
        of location: String, in database: any Database, until expected: Int? = nil
    ) async throws -> Int? {
        var answer: Int?
        for _ in 0..<12000 {
            answer = try await database.read { try $0.measuredCommits(of: location) }
            if answer != nil, expected == nil || answer == expected { return answer }
            try await Task.sleep(for: .milliseconds(50))
        }
        return answer
    }
}

extension Connection {
    /// Commits of a repository whose stored numbers are those of its head; nil before that.
    fileprivate func measuredCommits(of location: String) throws -> Int? {
        guard let repository = try repositories().first(where: { $0.location == location }) else { return nil }
        let measured = try measurements(of: repository.id, key: "report").first
        guard let head = repository.head, measured?.head == head else { return nil }
        return try commitCount(of: repository.id)
    }
}
