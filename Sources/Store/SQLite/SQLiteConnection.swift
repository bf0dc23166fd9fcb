import GRDB
import GRDBSQLite

/// An open transaction of SQLite. Lives as long as the closure that it was handed to.
final class SQLiteConnection: SchemaConnection {
    let engine = Engine.sqlite
    /// What to tell once the transaction is committed.
    private(set) var notices: [(channel: String, payload: String)] = []
    private let database: GRDB.Database
    private let path: String

    init(_ database: GRDB.Database, path: String) {
        self.database = database
        self.path = path
    }

    func rows<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try each(sql) { values.append(try decode($0)) }
        return values
    }

    func each(_ sql: SQL, _ visit: (Row) throws -> Void) throws {
        try withStatement(sql) { statement in
            let row = Row(source: .sqlite(statement.raw))
            while try statement.step() { try visit(row) }
        }
    }

    func run(_ sql: SQL) throws -> Int {
        try withStatement(sql) { statement in
            let before = sqlite3_total_changes(statement.connection)
            while try statement.step() {}
            // Only a statement that writes sets the count of changes; what a cascade removed does not belong to it.
            return sqlite3_total_changes(statement.connection) == before
                ? 0 : Int(sqlite3_changes(statement.connection))
        }
    }

    func insert(into table: StaticString, _ columns: [StaticString], _ fill: (any BulkWriter) throws -> Void) throws {
        let names = columns.map { "\($0)" }.joined(separator: ", ")
        let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
        let writer = SQLiteBulkWriter(columns: columns.count) { [self] rows in
            let marks = Array(repeating: row, count: rows).joined(separator: ", ")
            return try prepare("INSERT INTO \(table) (\(names)) VALUES \(marks)")
        }
        try fill(writer)
        try writer.finish()
    }

    func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
        try script("SAVEPOINT tutti")
        do {
            let result = try body()
            try script("RELEASE tutti")
            return result
        } catch {
            try script("ROLLBACK TO tutti; RELEASE tutti")
            throw error
        }
    }

    func notify(_ channel: String, _ payload: String) throws {
        try Notices.check(channel: channel, payload: payload)
        notices.append((channel, payload))
    }

    /// By SQLite itself: nobody here asks GRDB what a statement may change, and finding that out costs as much as the statement.
    func script(_ text: String) throws {
        guard let connection = database.sqliteConnection else { throw DatabaseTrouble.closed }
        try text.withCString { start in
            var rest: UnsafePointer<CChar>? = start
            var count = 0
            while let next = rest, next.pointee != 0 {
                try step(next, &rest, connection)
                count += 1
                // GRDB listens all the same, and looks through all that it heard at every change, until it prepares a statement.
                if count.isMultiple(of: 8) { try forget() }
            }
        }
        try forget()
    }

    private func step(
        _ text: UnsafePointer<CChar>, _ rest: inout UnsafePointer<CChar>?, _ connection: OpaquePointer
    ) throws {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        var code = sqlite3_prepare_v2(connection, text, -1, &statement, &rest)
        // Nothing is left of what only comments.
        if code == SQLITE_OK, statement == nil { return }
        if code == SQLITE_OK { repeat { code = sqlite3_step(statement) } while code == SQLITE_ROW }
        if code == SQLITE_OK || code == SQLITE_DONE { return }
        throw DatabaseTrouble(
            code: sqlite3_extended_errcode(connection),
            message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "", path: path)
    }

    private func forget() throws { _ = try database.makeStatement(sql: "SELECT 1") }

    private func withStatement<Result>(_ sql: SQL, _ body: (SQLiteStatement) throws -> Result) throws -> Result {
        let (text, values) = try sql.rendered(for: .sqlite)
        let statement = try prepare(text)
        defer { statement.reset() }
        for (place, value) in values.enumerated() { try statement.bind(value, at: Int32(place + 1)) }
        return try body(statement)
    }

    private func prepare(_ text: String) throws -> SQLiteStatement {
        do {
            let cached = try database.cachedStatement(sql: text)
            // A query inside the visit of the same query must not start it over.
            let isBusy = sqlite3_stmt_busy(cached.sqliteStatement) != 0
            return SQLiteStatement(isBusy ? try database.makeStatement(sql: text) : cached, path: path)
        } catch {
            throw DatabaseTrouble(error, path: path)
        }
    }
}
