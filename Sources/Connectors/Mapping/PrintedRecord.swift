import Foundation
import Records

/// A record as it is printed for people: as it is kept, but instants are dates in UTC instead of seconds since 1970.
package struct PrintedRecord: Encodable, Sendable {
    package let type: String
    package let record: JSONValue

    package init(_ record: Record) throws {
        type = record.type
        self.record = Self.readable(try JSONValue(encoding: record.value))
    }

    private static func readable(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let fields):
            .object(
                Dictionary(uniqueKeysWithValues: fields.map { name, value in (name, readable(value, named: name)) }))
        case .array(let values): .array(values.map(readable))
        default: value
        }
    }

    /// Instants are known by their names: `at`, `createdAt`.
    private static func readable(_ value: JSONValue, named name: String) -> JSONValue {
        guard case .number(let seconds) = value, name == "at" || name.hasSuffix("At") else { return readable(value) }
        return .string(Date(timeIntervalSince1970: seconds).ISO8601Format())
    }
}
