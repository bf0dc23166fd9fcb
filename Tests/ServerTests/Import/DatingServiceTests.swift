import Connectors
import Features
import Foundation
import Records
import ServiceLifecycle
import Signals
import Store
import TestKit
import Testing

@testable import Server

@Suite("Ages of debt markers, looked up behind the pages", .timeLimit(.minutes(40)))
struct DatingServiceTests {
    /// More files with markers than are looked up before numbers are shown.
    private static let files = Measurer.datedFiles + 15

    @Test(arguments: Backend.all)
    func `every marker has its age in the end, and the numbers say so`(_ backend: Backend) async throws {
        let source = try Self.repository()
        try await backend.withDatabase { database in
            try await imported(source, into: database)
            #expect(try await withoutAge(in: database) == 15)
            try await dating(database) {
                try await until("every marker has its age") { try await withoutAge(in: database) == 0 }
            }
            let markers = try await database.read { try $0.snapshot(of: "work")?.markers ?? [] }
            #expect(markers.count == Self.files)
            for marker in markers {
                #expect(marker.since?.seconds == Self.seconds(ofFile: Int(marker.path.dropLast(2)) ?? 0))
            }
            let measured = try await reading(in: database)
            #expect(measured?.why == "Only what somebody marked is counted; most debt bears no mark.")
        }
    }

    @Test func `ages are kept while their file stays as it is`() async throws {
        let source = try Self.repository()
        try await Backend.sqlite.withDatabase { database in
            try await imported(source, into: database)
            try await dating(database) {
                try await until("every marker has its age") { try await withoutAge(in: database) == 0 }
            }
            try source.write("// TODO newer\n", to: "0.c")
            try source.commit("Another", at: "1700000000 +0000")
            try await imported(source, into: database)
            #expect(try await withoutAge(in: database) == 0)
            let markers = try await database.read { try $0.snapshot(of: "work")?.markers ?? [] }
            #expect(markers.first { $0.path == "0.c" }?.since?.seconds == 1_700_000_000)
            #expect(markers.first { $0.path == "1.c" }?.since?.seconds == Self.seconds(ofFile: 1))
        }
    }

    @Test func `ages of a tree that is gone are not kept`() async throws {
        let source = try Self.repository()
        try await Backend.sqlite.withDatabase { database in
            try await imported(source, into: database)
            let before = try #require(try await database.read { try $0.snapshot(of: "work") })
            let clone = try await GitRepository.open(source.path)
            let dated = try await clone.dated(before, in: before.undatedPaths)
            #expect(dated.undatedPaths.isEmpty)
            try source.write("// TODO newer\n", to: "0.c")
            try source.commit("Another", at: "1700000000 +0000")
            try await imported(source, into: database)
            #expect(try await !database.write { try $0.saveAges(dated, before: before, repository: "work") })
        }
    }

    @Test(arguments: Backend.all)
    func `what was found by other rules is looked for again, in files that stay too`(_ backend: Backend) async throws {
        let source = try ScratchRepository()
        try source.write("#ifdef HACK\n// TODO one\n", to: "a.c")
        try source.commit("One", at: "1600000000 +0000")
        try await backend.withDatabase { database in
            try await imported(source, into: database)
            let now = try #require(try await database.read { try $0.snapshot(of: "work") })
            var old = now
            old.markers.insert(DebtMarker(path: "a.c", line: 1, kind: "HACK", text: ""), at: 0)
            for (rules, isRead) in [(Snapshot.currentRules, true), (1, false)] {
                old.rules = rules
                try await database.write { [old] in try $0.saveSnapshot(old, repository: "work") }
                try await imported(source, into: database)
                #expect(try await database.read { try $0.snapshot(of: "work") } == (isRead ? old : now))
            }
        }
    }

    /// A file a commit, each with a marker; the last commits touch the files of the highest numbers.
    private static func repository() throws -> ScratchRepository {
        let repository = try ScratchRepository()
        for file in 0..<files {
            try repository.write("// TODO number \(file)\n", to: "\(file).c")
            try repository.commit("File \(file)", at: "\(seconds(ofFile: file)) +0000")
        }
        return repository
    }

    private static func seconds(ofFile file: Int) -> Int64 { 1_600_000_000 + Int64(file) * 86_400 }

    private let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_800_000_000) }

    private func imported(_ source: ScratchRepository, into database: any Database) async throws {
        let mirrors = source.path + "/../mirrors"
        let outcome = try await Importer(database: database, mirrors: mirrors, now: now).run(source.path)
        try await Measurer(database: database, mirrors: mirrors, now: now).run(outcome.repository.id)
    }

    private func reading(in database: any Database) async throws -> Signals.Measurement? {
        try await database.read { db in
            guard let repository = try db.repository("work") else { return nil }
            return try db.readings(of: repository)?["debt-markers"]
        }
    }

    private func withoutAge(in database: any Database) async throws -> Int? {
        try await database.read { db in
            guard let repository = try db.repository("work") else { return nil }
            return try db.readings(of: repository)?.details("debt-markers", as: DebtMarkersDetails.self)?.withoutAge
        }
    }

    /// Runs the service for as long as `body` runs.
    private func dating(_ database: any Database, _ body: () async throws -> Void) async throws {
        let server = try TuttiServer(
            settings: ServerSettings(), database: database, frame: Frame(version: "0", stored: "Here."), now: now,
            logger: TestServer.silent)
        let service = DatingService(
            server: server, mirrors: NSTemporaryDirectory() + "tutti-mirrors", pause: .milliseconds(50),
            logger: TestServer.silent)
        let group = ServiceGroup(services: [server.hub, service], logger: TestServer.silent)
        let running = Task { try await group.run() }
        do { try await body() } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }
}
