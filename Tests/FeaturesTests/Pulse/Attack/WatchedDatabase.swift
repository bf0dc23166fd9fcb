import Store
import Synchronization

/// A database that tells of every moment in which a release or a submission can be cut off: before a transaction, in it
/// when all is written, and after it, when nobody has been told yet.
final class WatchedDatabase: Database {
    private let base: any Database
    private let moments = Mutex(0)
    private let visit: @Sendable (Int) async throws -> Void
    private let visitInside: @Sendable (Int) throws -> Void

    /// - Parameters:
    ///   - visit: called with the number of each moment outside of a transaction.
    ///   - visitInside: the same for moments inside.
    init(
        _ base: any Database, visit: @escaping @Sendable (Int) async throws -> Void,
        visitInside: @escaping @Sendable (Int) throws -> Void = { _ in }
    ) {
        self.base = base
        self.visit = visit
        self.visitInside = visitInside
    }

    struct Cut: Error {}

    /// Everything ends at one moment, as with kill -9.
    convenience init(_ base: any Database, cutAt moment: Int) {
        let cut: @Sendable (Int) throws -> Void = { if $0 >= moment { throw Cut() } }
        self.init(base, visit: cut, visitInside: cut)
    }

    var engine: Engine { base.engine }

    private func next() -> Int {
        moments.withLock { moments in
            defer { moments += 1 }
            return moments
        }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await base.read(body)
    }

    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await visit(next())
        let result = try await base.write(durability) { [self] db in
            let result = try body(db)
            try visitInside(next())
            return result
        }
        try await visit(next())
        return result
    }

    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Committed<Result> {
        try await visit(next())
        let committed = try await base.commit { [self] db in
            let result = try body(db)
            try visitInside(next())
            return result
        }
        try await visit(next())
        return Committed { [self] in
            let result = try await committed.onDisk()
            try await visit(next())
            return result
        }
    }

    func notifications(on channel: String) async throws -> AsyncStream<String> {
        try await base.notifications(on: channel)
    }

    func claim(_ name: String) async throws -> (any Claim)? { try await base.claim(name) }

    func rewrite(_ tables: [StaticString]) async throws {
        try await visit(next())
        try await base.rewrite(tables)
        try await visit(next())
    }

    func close() async throws { try await base.close() }
}
