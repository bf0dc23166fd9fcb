/// The claims of this process, on a connection of their own: the server frees them when it ends.
actor PostgresClaims {
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private let executor = QueueExecutor("tutti.postgres.claims")
    private let server: DatabaseLocation
    private var wire: PostgresWire?
    private var held: [String: Int] = [:]
    private var next = 0
    private var isClosed = false

    init(_ server: DatabaseLocation) { self.server = server }

    /// - Returns: a number for `isHeld` and `release`; nil where this process or another holds it.
    func take(_ name: String) throws -> Int? {
        if isClosed { throw DatabaseTrouble.closed }
        _ = isAlive()
        guard held[name] == nil else { return nil }
        let wire = try connected()
        let answer = try wire.execute("SELECT pg_try_advisory_lock(\(Self.key))::int", [.text(name)])
        guard let raw = answer.raw, Postgres.integer(raw, 0, 0) == 1 else { return nil }
        next += 1
        held[name] = next
        return next
    }

    func isHeld(_ name: String, _ number: Int) -> Bool { isAlive() && held[name] == number }

    func release(_ name: String, _ number: Int) {
        guard held[name] == number else { return }
        held[name] = nil
        // Where this fails the connection is gone, and the lock with it.
        _ = try? wire?.execute("SELECT pg_advisory_unlock(\(Self.key))::int", [.text(name)])
    }

    func close() {
        isClosed = true
        held = [:]
        wire = nil
    }

    /// Locks belong to a whole database, names to a schema of it.
    private static let key = "hashtextextended('tutti ' || current_schema() || ' ' || $1, 0)"

    private func connected() throws -> PostgresWire {
        if let wire { return wire }
        let wire = try PostgresWire(server)
        // A machine that vanished must not keep its claims for the hours that are usual.
        try wire.script(
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3")
        self.wire = wire
        return wire
    }

    private func isAlive() -> Bool {
        guard let wire else { return false }
        if (try? wire.script("SELECT 1")) != nil { return true }
        self.wire = nil
        held = [:]
        return false
    }
}

/// One of them.
final class PostgresClaim: Claim {
    private let name: String
    private let number: Int
    private let claims: PostgresClaims

    /// Nil where another holds it.
    init?(_ name: String, _ claims: PostgresClaims) async throws {
        guard let number = try await claims.take(name) else { return nil }
        self.name = name
        self.number = number
        self.claims = claims
    }

    func isHeld() async -> Bool { await claims.isHeld(name, number) }

    func release() async { await claims.release(name, number) }
}
