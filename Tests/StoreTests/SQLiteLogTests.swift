import Foundation
import TestKit
import Testing

@testable import Store

@Suite("Flushing beside transactions", .timeLimit(.minutes(20)))
struct SQLiteLogTests {
    @Test(arguments: Backend.all)
    func `gives each its result, and what it wrote is there when the database is opened again`(
        _ backend: Backend
    ) async throws {
        try await backend.withDatabase { database in
            let results = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let committed = try await database.commit { db in
                            try db.run("INSERT INTO record_family (source, kind) VALUES ('s', \("\(number)"))")
                            return number
                        }
                        // Others see it before it is safe.
                        let seen = try await database.read {
                            try $0.value("SELECT count(*) FROM record_family WHERE kind = \("\(number)")", as: Int.self)
                        }
                        #expect(seen == 1)
                        return try await committed.onDisk()
                    }
                }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(results == Set(0..<60))
        }
    }

    @Test func `waits for whatever was committed before, and for nothing twice`() async throws {
        try await withFolder { folder in
            let log = SQLiteLog(database: folder.appending(path: "a.db").path)
            try Data("log".utf8).write(to: folder.appending(path: "a.db-wal"))
            try await log.flush(through: log.end)
            let first = log.append(isFlushed: false)
            #expect(first == 1)
            try await log.flush(through: first)
            // SQLite flushed the second with all before it.
            let second = log.append(isFlushed: false)
            #expect(log.append(isFlushed: true) == 3)
            try FileManager.default.removeItem(at: folder.appending(path: "a.db-wal"))
            try await log.flush(through: second)
            // Whoever closes a database last has moved the log into it.
            try await log.flush(through: log.append(isFlushed: false))
            await log.close()
        }
    }

    @Test func `acknowledges nothing any more once the disk has failed`() async throws {
        try await withFolder { folder in
            let wal = folder.appending(path: "a.db-wal")
            // A device that can be opened and not flushed.
            try FileManager.default.createSymbolicLink(at: wal, withDestinationURL: URL(filePath: "/dev/null"))
            let log = SQLiteLog(database: folder.appending(path: "a.db").path)
            let place = log.append(isFlushed: false)
            let trouble = await #expect(throws: DatabaseTrouble.self) { try await log.flush(through: place) }
            #expect("\(try #require(trouble))".contains("did not keep what was written to \(wal.path)"))
            try FileManager.default.removeItem(at: wal)
            try Data().write(to: wal)
            await #expect(throws: DatabaseTrouble.self) { try await log.flush(through: place) }
            await log.close()
        }
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }
}
