import Foundation
import Records

/// What can be bound to a statement and read from a row.
///
/// Text keeps every character but NUL, which becomes "␀"; contents that must stay byte for byte are `[UInt8]` or `Data`.
package protocol SQLValue {
    var sqlValue: SQL.Value { get }
    init(_ row: Row, at place: Int) throws
}

extension Int64: SQLValue {
    package var sqlValue: SQL.Value { .integer(self) }
    package init(_ row: Row, at place: Int) throws { self = try row.integer(place) }
}

extension SQLValue where Self: FixedWidthInteger {
    package var sqlValue: SQL.Value { .integer(Int64(self)) }

    package init(_ row: Row, at place: Int) throws {
        guard let value = Self(exactly: try row.integer(place)) else { throw row.unexpected(place, "a small integer") }
        self = value
    }
}

extension Int: SQLValue {}
extension Int32: SQLValue {}
extension Int16: SQLValue {}

extension Double: SQLValue {
    package var sqlValue: SQL.Value { .real(self) }
    package init(_ row: Row, at place: Int) throws { self = try row.real(place) }
}

extension Bool: SQLValue {
    package var sqlValue: SQL.Value { .bool(self) }
    package init(_ row: Row, at place: Int) throws { self = try row.bool(place) }
}

extension String: SQLValue {
    package var sqlValue: SQL.Value { .text(self) }
    package init(_ row: Row, at place: Int) throws { self = try row.text(place) }
}

extension [UInt8]: SQLValue {
    package var sqlValue: SQL.Value { .bytes(self) }
    package init(_ row: Row, at place: Int) throws { self = try row.withBytes(place) { Array($0) } }
}

extension Data: SQLValue {
    package var sqlValue: SQL.Value { .bytes(Array(self)) }
    package init(_ row: Row, at place: Int) throws { self = try row.withBytes(place) { Data($0) } }
}

extension ObjectID: SQLValue {
    package var sqlValue: SQL.Value { .bytes(withBytes { Array($0) }) }

    package init(_ row: Row, at place: Int) throws {
        guard let id = try row.withBytes(place, { ObjectID(bytes: $0) }) else {
            throw row.unexpected(place, "an object id")
        }
        self = id
    }
}

extension Optional: SQLValue where Wrapped: SQLValue {
    package var sqlValue: SQL.Value { self?.sqlValue ?? .null }

    package init(_ row: Row, at place: Int) throws {
        self = row.isNull(place) ? nil : try Wrapped(row, at: place)
    }
}

/// An enum with text or number behind it needs only to say that it is a value: `extension Phase: SQLValue {}`.
extension SQLValue where Self: RawRepresentable, RawValue: SQLValue {
    package var sqlValue: SQL.Value { rawValue.sqlValue }

    package init(_ row: Row, at place: Int) throws {
        guard let value = Self(rawValue: try RawValue(row, at: place)) else {
            throw row.unexpected(place, "one of the known words")
        }
        self = value
    }
}
