import Foundation

extension SQL {
    /// The text as an engine wants it, and the values in the order of their placeholders.
    func rendered(for engine: Engine) throws -> (text: String, values: [Value]) {
        var text = ""
        var values: [Value] = []
        for part in parts {
            switch part {
            case .text(let literal):
                literal.withUTF8Buffer { text += String(decoding: $0, as: UTF8.self) }
            case .value(let value):
                values.append(value)
                text += engine.placeholder(values.count)
            case .list(let list):
                try append(list, for: engine, to: &text, &values)
            }
        }
        return (text, values)
    }

    /// A long list is one bound value, so that the text does not change with its length. SQLite's JSON holds no bytes, so
    /// there a list of bytes is spelled out; PostgreSQL looks into the index for a spelled-out list only.
    private func append(_ list: [Value], for engine: Engine, to text: inout String, _ values: inout [Value]) throws {
        switch engine {
        case .sqlite:
            if case .bytes = list.first { return spell(list, for: engine, to: &text, &values) }
            values.append(.text(try Self.json(list)))
            text += "(SELECT value FROM json_each(\(engine.placeholder(values.count))))"
        case .postgres:
            if (1...Self.longestSpelled).contains(list.count) { return spell(list, for: engine, to: &text, &values) }
            values.append(.text(Self.array(list)))
            text += "(SELECT unnest(\(engine.placeholder(values.count))::\(Self.elementType(list))[]))"
        }
    }

    /// Whether the text changes with the number of values.
    var hasList: Bool {
        parts.contains { if case .list = $0 { true } else { false } }
    }

    private static let longestSpelled = 256

    private func spell(_ list: [Value], for engine: Engine, to text: inout String, _ values: inout [Value]) {
        text += "(\(list.indices.map { engine.placeholder(values.count + 1 + $0) }.joined(separator: ", ")))"
        values += list
    }

    private static func json(_ list: [Value]) throws -> String {
        // Numbers of records, often thousands of them.
        let integers = list.compactMap { if case .integer(let value) = $0 { value } else { nil } }
        if integers.count == list.count { return "[\(integers.map(String.init).joined(separator: ","))]" }
        let items: [Any] = list.map {
            switch $0 {
            case .null: NSNull()
            case .integer(let value): value
            case .real(let value): value
            case .bool(let value): value ? 1 : 0
            case .text(let value): value.withoutNUL
            case .bytes: NSNull()
            }
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: items), as: UTF8.self)
    }

    private static func array(_ list: [Value]) -> String {
        let items = list.map {
            switch $0 {
            case .null: "NULL"
            case .integer(let value): String(value)
            case .real(let value): String(value)
            case .bool(let value): value ? "t" : "f"
            case .text(let value):
                "\""
                    + value.withoutNUL.replacingOccurrences(of: "\\", with: "\\\\")
                    .replacingOccurrences(of: "\"", with: "\\\"") + "\""
            case .bytes(let value): "\"\\\\x" + value.hex + "\""
            }
        }
        return "{" + items.joined(separator: ",") + "}"
    }

    private static func elementType(_ list: [Value]) -> String {
        switch list.first {
        case .integer: "bigint"
        case .real: "double precision"
        case .bool: "boolean"
        case .bytes: "bytea"
        case .text, .null, nil: "text"
        }
    }
}

extension Engine {
    fileprivate func placeholder(_ number: Int) -> String {
        switch self {
        case .sqlite: "?\(number)"
        case .postgres: "$\(number)"
        }
    }
}

extension [UInt8] {
    fileprivate var hex: String {
        var text = ""
        for byte in self {
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text
    }
}

extension String {
    /// The same text with "␀" for every NUL. PostgreSQL's text cannot hold one; both engines shall give back the same.
    var withoutNUL: String {
        hasNUL ? replacingOccurrences(of: "\0", with: "\u{2400}") : self
    }

    var hasNUL: Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            bytes.baseAddress.map { memchr($0, 0, bytes.count) != nil } ?? false
        } ?? utf8.contains(0)
    }
}
