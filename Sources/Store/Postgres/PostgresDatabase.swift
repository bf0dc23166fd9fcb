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

    func rewrite(_ tables: [StaticString]) async throws {
        try await pool.run(tables.map { "VACUUM (FULL) \($0)" })
    }

    func close() async throws {
        await claims.close()
        await listener.close()
        await pool.close()
    }
}
