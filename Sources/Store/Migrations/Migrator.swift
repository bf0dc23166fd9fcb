/// Brings a schema up to date, all missing steps in one transaction.
struct Migrator {
    private let migrations: [Migration]
    private let baseline: Baseline?

    /// - Parameter baseline: of a new SQLite file; nil takes it through every migration.
    init(_ migrations: [Migration], baseline: Baseline? = nil) {
        self.migrations = migrations
        self.baseline = baseline
    }

    /// - Parameter place: what a trouble calls the database.
    func run(_ connection: (any SchemaConnection)?, place: String) throws {
        guard let connection else { throw DatabaseTrouble.failed("the schema cannot be changed here") }
        try waitForOthers(connection)
        let found = try currentNumber(connection, place: place)
        if found > migrations.count { throw DatabaseTrouble.newerSchema(found: found, known: migrations.count) }
        for migration in migrations.dropFirst(found) {
            try connection.script(migration.text(for: connection.engine))
            try connection.run(
                "INSERT INTO schema_migration (number, title) VALUES (\(migration.number), \(migration.title))")
        }
    }

    /// SQLite's writers wait for each other anyway.
    private func waitForOthers(_ connection: any SchemaConnection) throws {
        guard connection.engine == .postgres else { return }
        try connection.script("SELECT pg_advisory_xact_lock(hashtext('tutti ' || current_schema()))")
    }

    private func currentNumber(_ connection: any SchemaConnection, place: String) throws -> Int {
        let tables = try connection.tables()
        if tables.contains("schema_migration") {
            return try connection.value("SELECT max(number) FROM schema_migration") ?? 0
        }
        // A PostgreSQL schema may hold the tables of extensions; a file is ours alone.
        if connection.engine == .sqlite, !tables.isEmpty { throw DatabaseTrouble.notOurs(place) }
        if connection.engine == .sqlite, let baseline {
            try connection.script(baseline.sql)
            return baseline.number
        }
        try connection.script(
            "CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, title TEXT NOT NULL CHECK (title <> ''))")
        return 0
    }
}

extension Connection {
    /// The number of the last migration that this database has taken.
    package func schemaNumber() throws -> Int { try value("SELECT max(number) FROM schema_migration") ?? 0 }

    /// The names of all tables, sorted.
    package func tables() throws -> [String] {
        let names: [String] =
            switch engine {
            case .sqlite:
                try rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
                    try $0.get(0)
                }
            case .postgres:
                try rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()") { try $0.get(0) }
            }
        return names.sorted()
    }
}
