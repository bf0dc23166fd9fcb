import Features
import Foundation
import Records
import Server
import Signals
import Store
import TestKit
import Testing

@Suite("What is measured from one history", .timeLimit(.minutes(40)))
struct EngineAgreementTests {
    @Test(arguments: [31, 47, 59])
    func `is byte by byte the same on every engine, at once or in random steps`(_ seed: UInt64) async throws {
        let source = try EventfulRepository(seed: seed)
        var random = SeededGenerator(seed: seed)
        var found: [[StoredMeasurement]] = []
        // Each database sees every state of the clone that its steps come across.
        var databases: [Kept] = []
        for backend in Backend.all { databases.append(try await Kept(backend)) }
        for _ in 0..<5 {
            try source.live(through: Int.random(in: 1...40, using: &random), rewriting: .random(using: &random))
            for kept in databases where Bool.random(using: &random) { try await kept.importNow(source.path) }
        }
        for kept in databases {
            try await kept.importNow(source.path)
            found.append(try await kept.measured())
            try await kept.close()
        }
        for backend in Backend.all {
            let fresh = try await Kept(backend)
            try await fresh.importNow(source.path)
            found.append(try await fresh.measured())
            try await fresh.close()
        }
        let first = try #require(found.first)
        #expect(first.count >= Signal.all.count)
        for other in found.dropFirst() { #expect(other == first) }
    }
}

/// A database that is kept for a while.
private struct Kept {
    private let database: any Database
    private let folder: String
    private let drop: @Sendable () -> Void
    private let now: @Sendable () -> Date = { Date(timeIntervalSince1970: 1_800_000_000) }

    init(_ backend: Backend) async throws {
        folder = NSTemporaryDirectory() + "tutti-test-\(UUID().uuidString)"
        switch backend {
        case .sqlite:
            let folder = folder
            drop = { try? FileManager.default.removeItem(atPath: folder) }
            database = try await Databases.open(.file(path: folder + "/tutti.db"))
        case .postgres:
            let server = try PostgresServer.shared()
            let location = try server.makeLocation()
            drop = { try? server.drop(location) }
            database = try await Databases.open(location)
        }
    }

    func importNow(_ path: String) async throws {
        _ = try await Importer(database: database, mirrors: folder + "/mirrors", now: now).run(path)
    }

    /// The numbers, what they were measured from, and the report.
    func measured() async throws -> [StoredMeasurement] {
        try await Measurer(database: database, mirrors: folder + "/mirrors", now: now).run("work")
        return try await database.read { db in
            try [ReadingStore.current, ReadingStore.extent, ReadingStore.people, ReadingStore.report].flatMap {
                try db.measurements(of: "work", key: $0)
            }
        }
    }

    func close() async throws {
        try await database.close()
        drop()
    }
}
