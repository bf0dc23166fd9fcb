import GRDB
import GRDBSQLite

/// A prepared statement, stepped by hand: GRDB's own rows would cost more than SQLite itself over a long history.
struct SQLiteStatement {
    let raw: OpaquePointer
    let connection: OpaquePointer?
    private let owner: GRDB.Statement
    private let path: String

    init(_ statement: GRDB.Statement, path: String) {
        owner = statement
        raw = statement.sqliteStatement
        connection = sqlite3_db_handle(raw)
        self.path = path
    }

    /// - Returns: whether there is a row to read.
    func step() throws -> Bool {
        switch sqlite3_step(raw) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw trouble
        }
    }

    func reset() {
        sqlite3_reset(raw)
        sqlite3_clear_bindings(raw)
    }

    func bind(_ value: SQL.Value, at place: Int32) throws {
        switch value {
        case .null: try check(sqlite3_bind_null(raw, place))
        case .integer(let value): try bind(value, at: place)
        case .bool(let value): try bind(Int64(value ? 1 : 0), at: place)
        case .real(let value): try bind(value, at: place)
        case .text(let value): try bind(value, at: place)
        case .bytes(let value): try value.withUnsafeBytes { try bind($0, at: place) }
        }
    }

    func bind(_ value: Int64, at place: Int32) throws {
        try check(sqlite3_bind_int64(raw, place, value))
    }

    func bind(_ value: Double, at place: Int32) throws {
        try check(sqlite3_bind_double(raw, place, value))
    }

    func bind(_ value: String, at place: Int32) throws {
        var value = value.withoutNUL
        try value.withUTF8 { bytes in
            try bytes.withMemoryRebound(to: CChar.self) { bytes in
                try check(
                    sqlite3_bind_text64(raw, place, bytes.baseAddress, UInt64(bytes.count), copied, UInt8(SQLITE_UTF8)))
            }
        }
    }

    func bind(_ bytes: UnsafeRawBufferPointer, at place: Int32) throws {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return try check(sqlite3_bind_zeroblob(raw, place, 0))
        }
        try check(sqlite3_bind_blob64(raw, place, start, UInt64(bytes.count), copied))
    }

    /// Without a copy: the bytes have to stay where they are until the statement was stepped.
    func bindInPlace(_ bytes: UnsafeRawBufferPointer, isText: Bool, at place: Int32) throws {
        guard let start = bytes.baseAddress, !bytes.isEmpty else {
            return try isText ? bind("", at: place) : check(sqlite3_bind_zeroblob(raw, place, 0))
        }
        let count = UInt64(bytes.count)
        try check(
            isText
                ? sqlite3_bind_text64(
                    raw, place, start.assumingMemoryBound(to: CChar.self), count, nil, UInt8(SQLITE_UTF8))
                : sqlite3_bind_blob64(raw, place, start, count, nil))
    }

    func bindNull(at place: Int32) throws {
        try check(sqlite3_bind_null(raw, place))
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw trouble }
    }

    private var trouble: DatabaseTrouble {
        DatabaseTrouble(
            code: sqlite3_extended_errcode(connection),
            message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "", path: path)
    }
}

/// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
