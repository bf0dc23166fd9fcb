/// A statement whose values are kept apart from its text.
///
/// Only literal text of the source becomes SQL; the compiler refuses a `String` made at run time. Whatever is
/// interpolated is sent beside the text and cannot change its meaning.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package enum Value: Hashable, Sendable {
        case null
        case integer(Int64)
        case real(Double)
        case bool(Bool)
        case text(String)
        case bytes([UInt8])
    }

    enum Part: Sendable {
        case text(StaticString)
        case value(Value)
        case list([Value])
    }

    var parts: [Part]

    package init(stringLiteral text: StaticString) { parts = [.text(text)] }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    package struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        package mutating func appendLiteral(_ text: StaticString) {
            parts.append(.text(text))
        }

        package mutating func appendInterpolation(_ value: some SQLValue) {
            parts.append(.value(value.sqlValue))
        }

        /// NULL for nil.
        package mutating func appendInterpolation<Value: SQLValue>(_ value: Value?) {
            parts.append(.value(value?.sqlValue ?? .null))
        }

        /// Another piece of SQL, with its own values.
        package mutating func appendInterpolation(_ sql: SQL) {
            parts += sql.parts
        }

        /// Any number of values of one type, none included: `WHERE id IN \(list: ids)`.
        package mutating func appendInterpolation(list values: some Sequence<some SQLValue>) {
            parts.append(.list(values.map(\.sqlValue)))
        }

        /// A name out of the source itself, such as a column to sort by.
        package mutating func appendInterpolation(raw text: StaticString) {
            parts.append(.text(text))
        }
    }
}
