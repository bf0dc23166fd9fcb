import Foundation
import Records

/// JSON with sorted keys, as the columns that hold JSON do.
func canonicalText(_ value: some Encodable) throws -> String {
    String(decoding: try JSONValue.canonical(value), as: UTF8.self)
}

extension Row {
    func json<Value: Decodable>(_ place: Int, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(try text(place).utf8))
    }

    /// The fields of a JSON object, whatever they are.
    func fields(_ place: Int) throws -> [String: JSONValue] {
        guard case .object(let fields) = try JSONValue(json: Array(try text(place).utf8)) else {
            throw DatabaseTrouble.unexpectedAnswer("fields that are kept as JSON are no object")
        }
        return fields
    }
}

extension Connection {
    /// Numbers that nobody else is given, for rows that are written in bulk.
    ///
    /// - Parameter table: one whose `number` is a `{SERIAL}`.
    func takeNumbers(_ count: Int, of table: StaticString) throws -> [Int64] {
        switch engine {
        case .sqlite:
            // Its writers follow each other.
            let last = try value("SELECT max(number) FROM \(raw: table)", as: Int64.self) ?? 0
            return (0..<Int64(count)).map { last + 1 + $0 }
        case .postgres:
            return try rows(
                """
                SELECT nextval(pg_get_serial_sequence(\("\(table)"), 'number'))
                FROM generate_series(1, \(count)::int)
                """
            ) { try $0.integer(0) }
        }
    }
}
