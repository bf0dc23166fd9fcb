/// One step of the schema. Appended, never edited: somebody's database has taken it already.
struct Migration: Sendable {
    let number: Int
    /// What it is for, in a few words; kept in the database.
    let title: String
    /// Plain SQL. What the engines call differently stands in braces (`Migration.words`).
    let sql: String

    /// In order, numbered from 1 without a gap.
    static let all: [Migration] = [gitHistory, readings, members, credentials, teams, pulse]

    func text(for engine: Engine) -> String {
        Self.words.reduce(sql) { text, word in
            text.replacing("{\(word.name)}", with: engine == .sqlite ? word.sqlite : word.postgres)
        }
    }

    /// SQLite's strict tables know five types; PostgreSQL compares text by the language of the database unless told not to.
    private static let words: [(name: String, sqlite: String, postgres: String)] = [
        ("BIG", "INTEGER", "BIGINT"),
        ("SMALL", "INTEGER", "SMALLINT"),
        ("BOOL", "INTEGER", "BOOLEAN"),
        ("BYTES", "BLOB", "BYTEA"),
        ("TEXT", "TEXT", "TEXT COLLATE \"C\""),
        // Rows lie in the order of the primary key, without a second tree.
        ("KEYED", "STRICT, WITHOUT ROWID", ""),
        ("PLAIN", "STRICT", ""),
    ]
}

/// A transaction in which the schema may change.
protocol SchemaConnection: Connection {
    /// Runs any number of statements.
    func script(_ text: String) throws
}
