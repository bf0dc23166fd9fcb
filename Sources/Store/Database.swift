/// One database, whichever engine keeps it.
///
/// Closures are synchronous, so that no transaction stays open over an await, and each pays one hop between threads:
/// ask for everything in one `read`. What a closure returns is copied out; neither the connection nor a row may leave it.
package protocol Database: Sendable {
    var engine: Engine { get }

    /// Reads from one state of the database, however long it takes and whoever writes meanwhile.
    func read<Result: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> Result) async throws -> Result

    /// Writes everything or nothing.
    ///
    /// PostgreSQL may ask for the same transaction again when another one came between, so `body` must have no effect
    /// but on the database.
    func write<Result: Sendable>(
        _ durability: Durability, _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result

    /// Writes everything or nothing, and returns when others see it: nobody waits for the disk before they write.
    ///
    /// It is safe on disk once `Committed.onDisk` has returned. Where a server flushes its disk by itself it is so at once.
    func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Committed<Result>

    /// What `Connection.notify` sends over this channel from now on, after the sending transaction is committed.
    ///
    /// On PostgreSQL every process hears it, on SQLite this `Database` alone. An empty payload means that the
    /// connection was lost for a while and something may have been missed: read again.
    func notifications(on channel: String) async throws -> AsyncStream<String>

    /// Claims what only one process at a time may do; nil where another is at it. `claiming` gives it back by itself.
    func claim(_ name: String) async throws -> (any Claim)?

    /// Writes tables anew, so that nothing is left of deleted rows and of the order in which rows came.
    ///
    /// It takes as long as copying them; on SQLite the whole file is written anew, and its log emptied.
    ///
    /// - Throws: where somebody's older transaction still sees what was deleted and PostgreSQL has to keep it: try again later.
    func rewrite(_ tables: [StaticString]) async throws

    /// Ends every stream of notifications and closes all connections, once running closures are through.
    func close() async throws
}

extension Database {
    /// Writes everything or nothing, and returns when it is safe on disk.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Result {
        try await write(.full, body)
    }

    package func commit<Result: Sendable>(
        _ body: @escaping @Sendable (any Connection) throws -> Result
    ) async throws -> Committed<Result> {
        let result = try await write(.full, body)
        return Committed { result }
    }
}

/// What a transaction gave that is through, and perhaps not on disk yet.
package struct Committed<Result: Sendable>: Sendable {
    private let flushed: @Sendable () async throws -> Result

    package init(_ flushed: @escaping @Sendable () async throws -> Result) { self.flushed = flushed }

    /// The result, once no loss of power can take it.
    package func onDisk() async throws -> Result { try await flushed() }
}

package enum Engine: String, Sendable, CaseIterable {
    case sqlite, postgres
}

/// What a loss of power may take from a transaction that was reported as written.
package enum Durability: Sendable {
    /// Nothing: it is on disk before `write` returns.
    case full
    /// The last moments, whole transactions only. For what can be read again, as an import can.
    case relaxed
}

/// A transaction that is open: where all SQL is run.
package protocol Connection {
    var engine: Engine { get }

    /// Every row of a small answer, decoded. Also for `… RETURNING`.
    func rows<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> [Value]

    /// Visits the rows of an answer of any length without holding them all. Only for `SELECT`.
    func each(_ sql: SQL, _ visit: (Row) throws -> Void) throws

    /// - Returns: how many rows were changed.
    @discardableResult func run(_ sql: SQL) throws -> Int

    /// Adds many rows to a table, many times faster than `run` would.
    func insert(into table: StaticString, _ columns: [StaticString], _ fill: (any BulkWriter) throws -> Void) throws

    /// Undoes what `body` wrote when it throws, and lets the transaction go on. A statement that may fail needs one:
    /// PostgreSQL refuses everything in a transaction after an error.
    func savepoint<Result>(_ body: () throws -> Result) throws -> Result

    /// Tells everybody who listens, once the transaction is committed.
    ///
    /// - Parameter payload: an id, not content: at most 7,999 bytes of UTF-8, and not empty.
    func notify(_ channel: String, _ payload: String) throws
}

extension Connection {
    package func rows<Value: RowDecodable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> [Value] {
        try rows(sql) { try Value($0) }
    }

    /// The first row, or nil.
    package func row<Value>(_ sql: SQL, _ decode: (Row) throws -> Value) throws -> Value? {
        try rows(sql, decode).first
    }

    package func row<Value: RowDecodable>(_ sql: SQL, as type: Value.Type = Value.self) throws -> Value? {
        try rows(sql, as: type).first
    }

    /// The first column of the first row; nil when there is no row or the value is NULL.
    package func value<Value: SQLValue>(_ sql: SQL, as type: Value.Type = Value.self) throws -> Value? {
        try rows(sql) { try $0.get(0, as: Value?.self) }.first ?? nil
    }
}

/// A value that knows its row, so that a query need not say how to read it.
package protocol RowDecodable {
    init(_ row: Row) throws
}

/// Takes the rows of `Connection.insert`, column by column in the order that was announced.
package protocol BulkWriter {
    func add(_ value: Int64) throws
    func add(_ value: String) throws
    func add(_ value: Bool) throws
    func add(_ value: Double) throws
    func add(_ bytes: UnsafeRawBufferPointer) throws
    func addNull() throws
    func endRow() throws
}

extension BulkWriter {
    package func add(_ value: some FixedWidthInteger) throws { try add(Int64(value)) }

    package func add(_ value: (some FixedWidthInteger)?) throws {
        if let value { try add(Int64(value)) } else { try addNull() }
    }

    package func add(_ value: String?) throws {
        if let value { try add(value) } else { try addNull() }
    }
}
