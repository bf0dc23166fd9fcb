import Records

/// A source that somebody connected: where it is, how it is reached and how it does.
package struct SourceConnection: Hashable, Identifiable, Sendable {
    package enum State: String, Sendable {
        case active
        /// By somebody.
        case paused
        /// The last readings did not work; tried again.
        case failing
        /// Cannot work until somebody mends it, as with a wrong key file.
        case disabled
        /// Taken away; its records stay.
        case closed
    }

    package let id: String
    /// A `SourceKind`'s id: `github`.
    package var kind: String
    package var name: String
    /// Without secrets.
    package var settings: [String: String]
    /// Sealed by the key file.
    package var secrets: [UInt8]?
    package var state: State
    /// Why it does not work, as a sentence.
    package var trouble: String?
    /// Whether raw answers are archived. Without them a corrected mapping needs everything to be asked for again.
    package var keepsRaw: Bool
    /// Seconds since 1970.
    package var createdAt: Int64

    package init(id: String, kind: String, name: String, settings: [String: String] = [:], createdAt: Int64) {
        self.id = id
        self.kind = kind
        self.name = name
        self.settings = settings
        self.createdAt = createdAt
        state = .active
        keepsRaw = true
    }
}

extension SourceConnection.State: SQLValue {}

extension Connection {
    /// Adds a connection, or changes everything about it.
    package func save(_ connection: SourceConnection) throws {
        let settings = try canonicalText(connection.settings)
        try run(
            """
            INSERT INTO source_connection
                (id, kind, name, settings, secrets, state, trouble, keeps_raw, created_at)
            VALUES (\(connection.id), \(connection.kind), \(connection.name), \(settings), \(connection.secrets),
                \(connection.state), \(connection.trouble),
                \(connection.keepsRaw), \(Moment.milliseconds(connection.createdAt)))
            ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, settings = excluded.settings,
                secrets = excluded.secrets, state = excluded.state, trouble = excluded.trouble,
                keeps_raw = excluded.keeps_raw
            """)
    }

    /// Tells how a connection does.
    package func save(
        _ state: SourceConnection.State, trouble: String?, of connection: SourceConnection.ID
    ) throws {
        try run("UPDATE source_connection SET state = \(state), trouble = \(trouble) WHERE id = \(connection)")
    }

    package func sourceConnection(_ id: SourceConnection.ID) throws -> SourceConnection? {
        try sourceConnections(where: "id = \(id)").first
    }

    /// All that are not closed, by name.
    package func sourceConnections() throws -> [SourceConnection] {
        try sourceConnections(where: "state <> 'closed'")
    }

    private func sourceConnections(where condition: SQL) throws -> [SourceConnection] {
        try rows(
            """
            SELECT id, kind, name, settings, secrets, state, trouble, keeps_raw, created_at
            FROM source_connection WHERE \(condition) ORDER BY name, id
            """
        ) { row in
            var connection = SourceConnection(
                id: try row.get(0), kind: try row.get(1), name: try row.get(2), settings: try row.json(3),
                createdAt: try row.seconds(8))
            connection.secrets = try row.get(4)
            connection.state = try row.get(5)
            connection.trouble = try row.get(6)
            connection.keepsRaw = try row.get(7)
            return connection
        }
    }

    /// The number that stands for it in other tables.
    func number(ofConnection id: SourceConnection.ID) throws -> (number: Int64, keepsRaw: Bool) {
        let found = try row("SELECT number, keeps_raw FROM source_connection WHERE id = \(id)") {
            (number: try $0.integer(0), keepsRaw: try $0.bool(1))
        }
        guard let found else { throw DatabaseTrouble.noConnection(id) }
        return found
    }
}
