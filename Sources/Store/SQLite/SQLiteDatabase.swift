import Foundation
import GRDB
import Synchronization

/// The engine by default: one file, for one process.
final class SQLiteDatabase: Database {
    let engine = Engine.sqlite
    private let path: String
    private let pool: DatabasePool
    private let notices = Notices()
    /// What the one connection that writes was told last; nil before the first time.
    private let flushes = Mutex<Durability?>(nil)
    private let log: SQLiteLog

    /// Opens the file, or creates it.
    init(path: String) async throws {
        self.path = path
        log = SQLiteLog(database: path)
        pool = try await Self.open(path)
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await naming { try await pool.read { [path] in try body(SQLiteConnection($0, path: path)) } }
    }

    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        let (result, place) = try await written(durability, body)
        // It may rest on what another has committed, who still waits for the disk.
        if durability == .full { try await log.flush(through: place) }
        return result
    }

    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Committed<Result> {
        let (result, place) = try await written(.relaxed, body)
        return Committed { [log] in
            try await log.flush(through: place)
            return result
        }
    }

    /// Runs a transaction, and has SQLite flush it where nobody does so afterwards.
    private func written<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> (result: Result, place: SQLiteLog.Place) {
        try await naming {
            try await pool.writeWithoutTransaction { [self] database in
                try log.check()
                if flushes.withLock({ $0 != durability }) {
                    try database.execute(sql: "PRAGMA synchronous = \(durability == .full ? "FULL" : "NORMAL")")
                    flushes.withLock { $0 = durability }
                }
                let connection = SQLiteConnection(database, path: path)
                let before = database.totalChangesCount
                var result: Result?
                try database.inTransaction(.immediate) {
                    result = try body(connection)
                    return .commit
                }
                // A change of the schema counts for nothing here, and is not made by `commit`.
                let isEmpty = database.totalChangesCount == before
                let place = isEmpty ? log.end : log.append(isFlushed: durability == .full)
                for notice in connection.notices { notices.send(notice.payload, over: notice.channel) }
                guard let result else { throw DatabaseTrouble.failed("a transaction ended without a result") }
                return (result, place)
            }
        }
    }

    func notifications(on channel: String) async throws -> AsyncStream<String> {
        notices.stream(of: channel)
    }

    func claim(_ name: String) async throws -> (any Claim)? { try SQLiteClaim(name, database: path) }

    func rewrite(_ tables: [StaticString]) async throws {
        try await naming {
            try await pool.vacuum()
            try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        }
    }

    func close() async throws {
        notices.finish()
        try await naming { try pool.close() }
        await log.close()
    }

    /// What GRDB throws, as a sentence. What the closure throws stays as it is.
    private func naming<Result>(_ body: () async throws -> Result) async throws -> Result {
        do { return try await body() } catch let error as GRDB.DatabaseError {
            throw DatabaseTrouble(error, path: path)
        }
    }

    /// Several processes that create the same file at once wait for each other.
    private static func open(_ path: String) async throws -> DatabasePool {
        for delay in [10, 30, 100, 300, 1000, 3000] {
            do { return try DatabasePool(path: path, configuration: configuration) } catch {
                let trouble = DatabaseTrouble(error, path: path)
                guard trouble == .locked(path: path) else { throw trouble }
                try await Task.sleep(for: .milliseconds(delay))
            }
        }
        throw DatabaseTrouble.locked(path: path)
    }

    /// Foreign keys and WAL are on by themselves. The caches are small, so that the process stays small; the operating
    /// system caches the file.
    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}
