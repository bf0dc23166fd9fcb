import Foundation
import Records

/// Takes a record apart, field by field, by the `Codable` that it has anyway.
final class RecordEncoder: Encoder {
    private let table: RecordTable
    private(set) var values: [FieldValue]
    /// Fields without a column.
    private(set) var more: [String: JSONValue] = [:]

    init(_ table: RecordTable) {
        self.table = table
        values = [FieldValue](repeating: .null, count: table.fields.count)
    }

    func value(_ field: String) -> FieldValue { table.placeOfField[field].map { values[$0] } ?? .null }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Fields<Key>(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { Refusal<NoKey>() }
    func singleValueContainer() -> any SingleValueEncodingContainer { Refusal<NoKey>() }

    fileprivate func keep(_ value: FieldValue, _ name: String) throws {
        guard let place = table.placeOfField[name] else { return try keepMore(value, name) }
        switch (table.fields[place].kind, value) {
        case (.instant, .integer(let seconds)): values[place] = .integer(Moment.milliseconds(seconds))
        case (.real, .integer(let whole)): values[place] = .real(Double(whole))
        case (.text, .text(let text)): values[place] = .text(text.withoutNUL)
        default: values[place] = value
        }
    }

    fileprivate func keep(_ value: some Encodable, _ name: String) throws {
        if let key = value as? RecordKey { return try keep(.key(key.withoutNUL), name) }
        guard let place = table.placeOfField[name] else {
            if name != "key" { more[name] = try JSONValue(encoding: value) }
            return
        }
        if case .list = table.fields[place].kind {
            let text = try (value as? [Int: Int])?.json ?? canonicalText(value)
            values[place] = text == "[]" || text == "{}" ? .null : .text(text)
            return
        }
        let scalar = ScalarEncoder()
        try value.encode(to: scalar)
        try keep(scalar.value, name)
    }

    private func keepMore(_ value: FieldValue, _ name: String) throws {
        switch value {
        case .null: break
        case .integer(let value): more[name] = .number(Double(value))
        case .real(let value): more[name] = .number(value)
        case .bool(let value): more[name] = .bool(value)
        case .text(let value): more[name] = .string(value)
        case .key(let value): if name != "key" { more[name] = .string(value.description) }
        }
    }
}

private struct Fields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let encoder: RecordEncoder
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {}
    func encode(_ value: Bool, forKey key: Key) throws { try encoder.keep(.bool(value), key.stringValue) }
    func encode(_ value: String, forKey key: Key) throws { try encoder.keep(.text(value), key.stringValue) }
    func encode(_ value: Double, forKey key: Key) throws { try encoder.keep(.real(value), key.stringValue) }
    func encode(_ value: Int, forKey key: Key) throws { try encoder.keep(.integer(Int64(value)), key.stringValue) }
    func encode(_ value: Int64, forKey key: Key) throws { try encoder.keep(.integer(value), key.stringValue) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { try encoder.keep(value, key.stringValue) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { KeyedEncodingContainer(Refusal<Nested>()) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { Refusal<NoKey>() }
    func superEncoder() -> any Encoder { Refusal<NoKey>() }
    func superEncoder(forKey key: Key) -> any Encoder { Refusal<NoKey>() }
}

extension [Int: Int] {
    /// By number. A report of coverage has millions of them.
    fileprivate var json: String {
        var text = "{"
        for (key, value) in sorted(by: { $0.key < $1.key }) {
            text += text.utf8.count == 1 ? "\"\(key)\":\(value)" : ",\"\(key)\":\(value)"
        }
        return text + "}"
    }
}
