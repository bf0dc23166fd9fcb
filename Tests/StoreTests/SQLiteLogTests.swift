import Foundation
import TestKit
import Testing

@testable import Store

@Suite("Flushing beside transactions", .timeLimit(.minutes(20)))
struct SQLiteLogTests {
    @Test(arguments: Backend.all)
    func `gives each its result, and others see what it wrote before it is safe`(
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

    @Test func `asks the disk for what is not safe yet, and for nothing twice`() async throws {
        try await withFolder { folder in
            try Self.breakLog(in: folder)
            let log = SQLiteLog(database: folder.appending(path: "a.db").path)
            try await log.flush(through: log.end)
            // SQLite flushed the second with the first.
            let first = log.append(isFlushed: false)
            let second = log.append(isFlushed: true)
            try await log.flush(through: first)
            try await log.flush(through: second)
            let third = log.append(isFlushed: false)
            await #expect(throws: DatabaseTrouble.self) { try await log.flush(through: third) }
            await log.close()
        }
    }

    @Test func `acknowledges nothing any more once the disk has failed`() async throws {
        try await withFolder { folder in
            let database = try await SQLiteDatabase(path: folder.appending(path: "a.db").path)
            _ = try await database.write { try $0.run("CREATE TABLE thing (number INTEGER)") }
            // SQLite itself goes on with the log that it has opened.
            try Self.breakLog(in: folder)
            let committed = try await database.commit { try $0.run("INSERT INTO thing VALUES (1)") }
            let trouble = try #require(
                await #expect(throws: DatabaseTrouble.self) { _ = try await committed.onDisk() })
            #expect("\(trouble)".contains("did not keep what was written to"))
            // The disk works again, and what it has lost is lost.
            let wal = folder.appending(path: "a.db-wal")
            try FileManager.default.removeItem(at: wal)
            try FileManager.default.moveItem(at: folder.appending(path: "before"), to: wal)
            await #expect(throws: DatabaseTrouble.self) { try await committed.onDisk() }
            for durability in [Durability.full, .relaxed] {
                await #expect(throws: trouble) {
                    try await database.write(durability) { try $0.run("INSERT INTO thing VALUES (2)") }
                }
            }
            await #expect(throws: trouble) {
                try await database.commit { try $0.run("INSERT INTO thing VALUES (3)") }
            }
            #expect(try await database.read { try $0.value("SELECT count(*) FROM thing") } == 1)
            try await database.close()
        }
    }

    @Test func `a full write that rests on what is not safe yet waits for it`() async throws {
        try await withFolder { folder in
            let database = try await SQLiteDatabase(path: folder.appending(path: "a.db").path)
            _ = try await database.write { try $0.run("CREATE TABLE thing (number INTEGER)") }
            try Self.breakLog(in: folder)
            _ = try await database.commit { try $0.run("INSERT INTO thing VALUES (1)") }
            await #expect(throws: DatabaseTrouble.self) {
                _ = try await database.write { try $0.value("SELECT count(*) FROM thing", as: Int.self) }
            }
            try await database.close()
        }
    }

    /// In place of the log comes a device that can be opened and not flushed.
    private static func breakLog(in folder: URL) throws {
        let log = folder.appending(path: "a.db-wal")
        try? FileManager.default.moveItem(at: log, to: folder.appending(path: "before"))
        try FileManager.default.createSymbolicLink(at: log, withDestinationURL: URL(filePath: "/dev/null"))
    }

    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tutti-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }
}
