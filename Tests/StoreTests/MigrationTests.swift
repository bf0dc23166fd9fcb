import Foundation
import TestKit
import Testing

@testable import Store

@Suite("Migrations", .timeLimit(.minutes(40)))
struct MigrationTests {
    @Test func `are numbered from one without a gap, and explain themselves`() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
        for migration in Migration.all {
            #expect(migration.title.count > 10)
            for engine in Engine.allCases { #expect(!migration.text(for: engine).contains("{")) }
        }
    }

    @Test(arguments: Backend.all)
    func `make the schema of the golden file`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            try expectGolden(try await database.read { try $0.schema() }, "schema-\(backend).txt")
        }
    }

    @Test(arguments: Backend.all)
    func `end in the same schema step by step as at once`(_ backend: Backend) async throws {
        let atOnce = try await backend.withDatabase { try await $0.read { try $0.schema() } }
        try await backend.withLocation { location in
            for count in 1...Migration.all.count {
                let database = try await Databases.open(location, migrations: Array(Migration.all.prefix(count)))
                #expect(
                    try await database.read { try $0.value("SELECT max(number) FROM schema_migration") } == count)
                if count == Migration.all.count { #expect(try await database.read { try $0.schema() } == atOnce) }
                try await database.close()
            }
        }
    }

    @Test func `are all in what a new file begins with`() async throws {
        let steps = try await Backend.sqlite.withLocation { location in
            let database = try await Databases.open(location, migrations: Migration.all)
            return try await database.read { try $0.schema() + $0.firstRows() }
        }
        let source = BuiltProgram.checkout.appending(path: "Sources/Store/Migrations/Baseline+SQLite.swift")
        if ProcessInfo.processInfo.environment["TUTTI_GOLDEN"] == "1" {
            try Data(Self.source(steps).utf8).write(to: source)
        }
        #expect(
            try String(contentsOf: source, encoding: .utf8) == Self.source(steps), "TUTTI_GOLDEN=1 writes it anew")
        let begun = try await Backend.sqlite.withDatabase { database in
            try await database.read { try $0.schema() + $0.firstRows() }
        }
        #expect(begun == steps)
        // Another that fills a table belongs into `firstRows`.
        #expect(Migration.all.filter { $0.sql.contains(") VALUES") }.map(\.number) == [9])
    }

    private static func source(_ sql: String) -> String {
        let head = [
            "extension Baseline {", "    /// Written by `make golden` from what the migrations make.",
            "    static let sqlite = Baseline(", "        number: \(Migration.all.count),", #"        sql: """"#,
        ]
        let lines = sql.split(separator: "\n").map { "            \($0)" }
        return (head + lines + [#"            """)"#, "}", ""]).joined(separator: "\n")
    }

    @Test(arguments: Backend.all)
    func `refuse a database of a newer version, and leave it alone`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            try await Databases.open(location).close()
            await #expect(throws: DatabaseTrouble.newerSchema(found: Migration.all.count, known: 1)) {
                try await Databases.open(location, migrations: [Migration.all[0]])
            }
            let database = try await Databases.open(location)
            #expect(try await database.read { try $0.tables().contains("measurement") })
            try await database.close()
        }
    }

    @Test(arguments: Backend.all)
    func `change nothing when one of them fails`(_ backend: Backend) async throws {
        let broken = Migration(number: 2, title: "A step that fails", sql: "CREATE TABLE half (a INTEGER); SELEKT")
        try await backend.withLocation { location in
            await #expect(throws: DatabaseTrouble.self) {
                try await Databases.open(location, migrations: [Migration.all[0], broken])
            }
            let database = try await Databases.open(location)
            #expect(try await database.read { try !$0.tables().contains("half") })
            try await database.close()
        }
    }

    @Test(arguments: Backend.all)
    func `run once when several start at once`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await Databases.open(location).close() }
                }
                try await group.waitForAll()
            }
            let database = try await Databases.open(location)
            #expect(
                try await database.read { try $0.value("SELECT count(*) FROM schema_migration") }
                    == Migration.all.count)
            try await database.close()
        }
    }
}

extension Connection {
    /// What migrations put into tables, as statements of SQLite.
    func firstRows() throws -> String {
        let steps: [String] = try rows(
            "SELECT '    (' || number || ', ' || quote(title) || ')' FROM schema_migration ORDER BY number"
        ) { try $0.get(0) }
        let revisions: [String] = try rows(
            "SELECT '    (' || number || ', ' || revision || ')' FROM delivery_revision ORDER BY number"
        ) { try $0.get(0) }
        return [("schema_migration (number, title)", steps), ("delivery_revision (number, revision)", revisions)]
            .map { "INSERT INTO \($0) VALUES\n\($1.joined(separator: ",\n"));\n" }.joined()
    }

    /// Every table with its columns and keys, as the engine itself tells them.
    func schema() throws -> String {
        switch engine {
        case .sqlite:
            let tables: [String] = try rows(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
            ) { try $0.get(0) }
            return tables.joined(separator: ";\n\n") + ";\n"
        case .postgres:
            let columns: [String] = try rows(
                """
                SELECT c.table_name || '.' || c.column_name || ' ' || c.data_type
                    || CASE c.is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
                    || coalesce(' collate ' || c.collation_name, '') || coalesce(' default ' || c.column_default, '')
                FROM information_schema.columns c WHERE c.table_schema = current_schema()
                ORDER BY c.table_name COLLATE "C", c.ordinal_position
                """
            ) { try $0.get(0) }
            let constraints: [String] = try rows(
                """
                SELECT k.conrelid::regclass::text || ' ' || pg_get_constraintdef(k.oid)
                FROM pg_constraint k WHERE k.connamespace = current_schema()::regnamespace
                ORDER BY 1
                """
            ) { try $0.get(0) }
            let indexes: [String] = try rows(
                """
                SELECT replace(indexdef, current_schema() || '.', '') FROM pg_indexes
                WHERE schemaname = current_schema() ORDER BY 1
                """
            ) { try $0.get(0) }
            return [columns, constraints, indexes].map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
        }
    }
}
