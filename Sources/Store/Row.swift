import CLibpq
import GRDBSQLite

/// One row of an answer. Valid only while the closure that received it runs.
package struct Row {
    enum Source {
        case sqlite(OpaquePointer)
        case postgres(OpaquePointer, Int32)
    }

    let source: Source

    /// By place, from 0: the quick way.
    package func get<Value: SQLValue>(_ place: Int, as type: Value.Type = Value.self) throws -> Value {
        try Value(self, at: place)
    }

    /// By the name of the column.
    package func get<Value: SQLValue>(_ column: StaticString, as type: Value.Type = Value.self) throws -> Value {
        try Value(self, at: try place(of: column))
    }

    package func isNull(_ place: Int) -> Bool {
        switch source {
        case .sqlite(let statement): sqlite3_column_type(statement, Int32(place)) == SQLITE_NULL
        case .postgres(let result, let row): PQgetisnull(result, row, Int32(place)) == 1
        }
    }

    package func integer(_ place: Int) throws -> Int64 {
        switch source {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(place)) == SQLITE_INTEGER else {
                throw unexpected(place, "an integer")
            }
            return sqlite3_column_int64(statement, Int32(place))
        case .postgres(let result, let row):
            guard let value = Postgres.integer(result, row, Int32(place)) else { throw unexpected(place, "an integer") }
            return value
        }
    }

    package func real(_ place: Int) throws -> Double {
        switch source {
        case .sqlite(let statement):
            switch sqlite3_column_type(statement, Int32(place)) {
            case SQLITE_FLOAT, SQLITE_INTEGER: return sqlite3_column_double(statement, Int32(place))
            default: throw unexpected(place, "a number")
            }
        case .postgres(let result, let row):
            guard let value = Double(Postgres.text(result, row, Int32(place)) ?? "") else {
                throw unexpected(place, "a number")
            }
            return value
        }
    }

    package func bool(_ place: Int) throws -> Bool {
        switch source {
        case .sqlite: return try integer(place) != 0
        case .postgres(let result, let row):
            switch Postgres.text(result, row, Int32(place)) {
            case "t": return true
            case "f": return false
            default: throw unexpected(place, "true or false")
            }
        }
    }

    package func text(_ place: Int) throws -> String {
        switch source {
        case .sqlite(let statement):
            guard let start = sqlite3_column_text(statement, Int32(place)) else { throw unexpected(place, "text") }
            let count = Int(sqlite3_column_bytes(statement, Int32(place)))
            return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
        case .postgres(let result, let row):
            guard let value = Postgres.text(result, row, Int32(place)) else { throw unexpected(place, "text") }
            return value
        }
    }

    package func withBytes<Result>(_ place: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        switch source {
        case .sqlite(let statement):
            guard sqlite3_column_type(statement, Int32(place)) == SQLITE_BLOB else { throw unexpected(place, "bytes") }
            let start = sqlite3_column_blob(statement, Int32(place))
            return try body(
                UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, Int32(place)))))
        case .postgres(let result, let row):
            guard let bytes = Postgres.bytes(result, row, Int32(place)) else { throw unexpected(place, "bytes") }
            return try bytes.withUnsafeBytes(body)
        }
    }
}

extension Row {
    private func place(of column: StaticString) throws -> Int {
        let name = "\(column)"
        switch source {
        case .sqlite(let statement):
            for place in 0..<sqlite3_column_count(statement)
            where sqlite3_column_name(statement, place).map({ String(cString: $0) }) == name {
                return Int(place)
            }
        case .postgres(let result, _):
            let place = PQfnumber(result, name)
            if place >= 0 { return Int(place) }
        }
        throw DatabaseTrouble.unexpectedAnswer("there is no column \(name)")
    }

    func unexpected(_ place: Int, _ wanted: String) -> DatabaseTrouble {
        let name =
            switch source {
            case .sqlite(let statement): sqlite3_column_name(statement, Int32(place)).map { String(cString: $0) }
            case .postgres(let result, _): PQfname(result, Int32(place)).map { String(cString: $0) }
            }
        return .unexpectedAnswer(
            "column \(name ?? "\(place)") holds \(isNull(place) ? "NULL" : "something else") where \(wanted) is due")
    }
}
