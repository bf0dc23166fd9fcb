/// The other engine: a server, for one process or several.
final class PostgresDatabase: Database {
    let engine = Engine.postgres
    private let pool: PostgresPool
    private let listener: PostgresListener
    private let claims: PostgresClaims

    init(_ server: DatabaseLocation) async throws {
        pool = PostgresPool(server)
        listener = PostgresListener(server)
        claims = PostgresClaims(server)
        try await pool.open()
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await pool.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { try body($0) }
    }

    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE"
        return try await pool.transaction(
            durability == .full ? begin : begin + "; SET LOCAL synchronous_commit = off"
        ) { try body($0) }
    }

    /// A transaction that sees what others committed while it waited for a lock, as a migration must.
    func migrate<Result: Sendable>(
        _ body: @escaping @Sendable (any SchemaConnection) throws -> Result
    ) async throws -> Result {
        try await pool.transaction("BEGIN ISOLATION LEVEL READ COMMITTED") { try body($0) }
    }

    func notifications(on channel: String) async throws -> AsyncStream<String> {
        try await listener.listen(to: channel)
    }

    func claim(_ name: String) async throws -> (any Claim)? { try await PostgresClaim(name, claims) }

    /// What somebody's older transaction may still see is copied too, deleted or not. Most end in a moment.
    func rewrite(_ tables: [StaticString]) async throws {
        let before = try await write { try $0.value("SELECT pg_current_xact_id()::xid::text", as: String.self) }
        var left = tables
        for pause in [0, 20, 100, 500, 1000, 2000, 4000] {
            try await Task.sleep(for: .milliseconds(pause))
            try await pool.run(left.map { "VACUUM (FULL, FREEZE) \($0)" })
            left = try await read { [left] db in try left.filter { try !db.isRewritten($0, since: before) } }
            if left.isEmpty { return }
        }
        throw DatabaseTrouble.failed(
            "an older transaction, such as a backup, still sees what was deleted, so that it could not be removed")
    }

    func close() async throws {
        await claims.close()
        await listener.close()
        await pool.close()
    }
}

extension Connection {
    /// A table that was frozen tells from which transaction on everything was kept.
    fileprivate func isRewritten(_ table: StaticString, since before: String?) throws -> Bool {
        try value(
            "SELECT age(relfrozenxid) < age(\(before)::xid) FROM pg_class WHERE oid = \("\(table)")::regclass") ?? false
    }
}
