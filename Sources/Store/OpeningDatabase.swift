/// A database that is being opened, for whoever can begin with something else meanwhile.
struct OpeningDatabase: Database {
    let engine: Engine
    private let opening: Task<any Database, any Error>

    init(_ location: DatabaseLocation) {
        engine =
            switch location {
            case .file: .sqlite
            case .server: .postgres
            }
        opening = Task { try await Databases.open(location) }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result {
        try await opening.value.read(body)
    }

    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await opening.value.write(durability, body)
    }

    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Committed<Result> {
        try await opening.value.commit(body)
    }

    func notifications(on channel: String) async throws -> AsyncStream<String> {
        try await opening.value.notifications(on: channel)
    }

    func claim(_ name: String) async throws -> (any Claim)? { try await opening.value.claim(name) }

    func rewrite(_ tables: [StaticString]) async throws { try await opening.value.rewrite(tables) }

    /// One that could not be opened has told so whoever wanted something of it.
    func close() async throws {
        guard let database = try? await opening.value else { return }
        try await database.close()
    }
}

extension Databases {
    /// The same as `open`, without waiting: whoever reads or writes first waits, and is told what goes wrong.
    package static func opening(_ location: DatabaseLocation) -> any Database { OpeningDatabase(location) }
}
