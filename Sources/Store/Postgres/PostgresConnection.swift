import CLibpq

/// An open transaction of PostgreSQL. Lives as long as the closure that it was handed to.
final class PostgresConnection: SchemaConnection {
    let engine = Engine.postgres
    private let wire: PostgresWire
    private var openCursors = 0
    private var openSavepoints = 0

    init(_ wire: PostgresWire) { self.wire = wire }

    func rows<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> [Value] {
        let result = try execute(sql)
        var decoded: [Value] = []
        decoded.reserveCapacity(Int(result.count))
        try visit(result) { decoded.append(try decode($0)) }
        return decoded
    }

    /// By a cursor, so that other statements may run inside `visit`.
    func each(_ sql: SQL, _ visit: (Row) throws -> Void) throws {
        let (text, values) = try sql.rendered(for: .postgres)
        let cursor = "each_\(openCursors)"
        openCursors += 1
        defer { openCursors -= 1 }
        _ = try wire.execute("DECLARE \(cursor) NO SCROLL CURSOR FOR \(text)", values)
        do {
            while true {
                let result = try wire.execute("FETCH \(Self.rowsAtOnce) FROM \(cursor)")
                try self.visit(result, visit)
                if result.count < Self.rowsAtOnce { break }
            }
        } catch {
            // After a failed statement the transaction refuses this too, and the cursor ends with it.
            _ = try? wire.execute("CLOSE \(cursor)")
            throw error
        }
        _ = try wire.execute("CLOSE \(cursor)")
    }

    func run(_ sql: SQL) throws -> Int {
        try execute(sql).changes
    }

    func insert(into table: StaticString, _ columns: [StaticString], _ fill: (any BulkWriter) throws -> Void) throws {
        let names = columns.map { "\($0)" }.joined(separator: ", ")
        let writer = PostgresBulkWriter(wire, "COPY \(table) (\(names)) FROM STDIN")
        try fill(writer)
        try writer.flush()
    }

    func savepoint<Result>(_ body: () throws -> Result) throws -> Result {
        let name = "savepoint_\(openSavepoints)"
        openSavepoints += 1
        defer { openSavepoints -= 1 }
        try wire.script("SAVEPOINT \(name)")
        do {
            let result = try body()
            try wire.script("RELEASE SAVEPOINT \(name)")
            return result
        } catch {
            try wire.script("ROLLBACK TO SAVEPOINT \(name); RELEASE SAVEPOINT \(name)")
            throw error
        }
    }

    func notify(_ channel: String, _ payload: String) throws {
        try Notices.check(channel: channel, payload: payload)
        _ = try wire.execute("SELECT pg_notify($1, $2)", [.text(channel), .text(payload)])
    }

    func script(_ text: String) throws { try wire.script(text) }

    private static let rowsAtOnce: Int32 = 4096

    private func execute(_ sql: SQL) throws -> PostgresResult {
        let (text, values) = try sql.rendered(for: .postgres)
        return sql.hasList ? try wire.executeOnce(text, values) : try wire.execute(text, values)
    }

    private func visit(_ result: PostgresResult, _ body: (Row) throws -> Void) throws {
        guard let raw = result.raw else { return }
        try withExtendedLifetime(result) {
            for row in 0..<result.count { try body(Row(source: .postgres(raw, row))) }
        }
    }
}
