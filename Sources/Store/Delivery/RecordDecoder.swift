import Foundation
import Records

/// Puts a record together from its columns: the other way of `RecordEncoder`.
struct RecordDecoder: Decoder {
    let table: RecordTable
    let key: RecordKey
    let values: [FieldValue]
    let more: [String: JSONValue]

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(Fields<Key>(decoder: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw trouble }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw trouble }

    fileprivate func value(_ name: String) -> FieldValue {
        guard let place = table.placeOfField[name] else { return .null }
        if case (.instant, .integer(let milliseconds)) = (table.fields[place].kind, values[place]) {
            return .integer(milliseconds / 1000 - (milliseconds % 1000 < 0 ? 1 : 0))
        }
        return values[place]
    }

    fileprivate func contains(_ name: String) -> Bool {
        name == "key" || isList(name) || !value(name).isNull || more[name] != nil
    }

    fileprivate func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
        if name == "key", let key = key as? Value { return key }
        if isList(name) {
            if case .text(let text) = value(name) { return try JSONDecoder().decode(type, from: Data(text.utf8)) }
            // Nothing is kept of an empty list, whichever kind of list it is.
            let nothing = try? JSONDecoder().decode(type, from: Data("[]".utf8))
            return try nothing ?? JSONDecoder().decode(type, from: Data("{}".utf8))
        }
        if let more = more[name] { return try more.decode(type) }
        let value = value(name)
        if case .key(let key) = value, let key = key as? Value { return key }
        return try type.init(from: ScalarDecoder(value: value))
    }

    private func isList(_ name: String) -> Bool {
        guard let place = table.placeOfField[name], case .list = table.fields[place].kind else { return false }
        return true
    }

    fileprivate var trouble: DatabaseTrouble { .unexpectedAnswer("a stored record has a field of another kind") }
}

private struct Fields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: RecordDecoder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { decoder.table.fields.compactMap { Key(stringValue: $0.name) } }

    func contains(_ key: Key) -> Bool { decoder.contains(key.stringValue) }
    func decodeNil(forKey key: Key) -> Bool { !contains(key) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder.decode(type, key.stringValue)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw decoder.trouble }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw decoder.trouble }
    func superDecoder() throws -> any Decoder { throw decoder.trouble }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw decoder.trouble }
}

private struct ScalarDecoder: Decoder, SingleValueDecodingContainer {
    let value: FieldValue

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> { throw trouble }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw trouble }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value.isNull }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard case .bool(let value) = value else { throw trouble }
        return value
    }

    func decode(_ type: String.Type) throws -> String {
        guard case .text(let value) = value else { throw trouble }
        return value
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard case .real(let value) = value else { throw trouble }
        return value
    }

    func decode(_ type: Int64.Type) throws -> Int64 {
        guard case .integer(let value) = value else { throw trouble }
        return value
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let integer = type as? any FixedWidthInteger.Type {
            guard let value = integer.init(exactly: try decode(Int64.self)) as? Value else { throw trouble }
            return value
        }
        if type == Float.self, let value = Float(try decode(Double.self)) as? Value { return value }
        return try type.init(from: self)
    }

    private var trouble: DatabaseTrouble { .unexpectedAnswer("a stored record has a field of another kind") }
}
