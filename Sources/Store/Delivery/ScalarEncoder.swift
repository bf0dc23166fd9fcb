/// Takes the one value behind an enum or another thin wrapper.
final class ScalarEncoder: Encoder, SingleValueEncodingContainer {
    private(set) var value = FieldValue.null

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { Refusal<NoKey>() }
    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Refusal<Key>())
    }

    func encodeNil() {}
    func encode(_ value: Bool) { self.value = .bool(value) }
    func encode(_ value: String) { self.value = .text(value) }
    func encode(_ value: Double) { self.value = .real(value) }
    func encode(_ value: Int64) { self.value = .integer(value) }

    func encode<Value: Encodable>(_ value: Value) throws {
        switch value {
        case let number as any FixedWidthInteger: self.value = .integer(Int64(truncatingIfNeeded: number))
        case let number as Float: self.value = .real(Double(number))
        default: try value.encode(to: self)
        }
    }
}

enum NoKey: CodingKey {}

/// Stands where a record would have to look different to be kept: it is a set of named fields, and each is a value or a
/// list.
struct Refusal<Key: CodingKey>: Encoder, KeyedEncodingContainerProtocol, UnkeyedEncodingContainer,
    SingleValueEncodingContainer
{
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var count: Int { 0 }

    func container<Other: CodingKey>(keyedBy type: Other.Type) -> KeyedEncodingContainer<Other> {
        KeyedEncodingContainer(Refusal<Other>())
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func singleValueContainer() -> any SingleValueEncodingContainer { self }

    func encodeNil() throws { throw trouble }
    func encodeNil(forKey key: Key) throws { throw trouble }
    func encode<Value: Encodable>(_ value: Value) throws { throw trouble }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws { throw trouble }

    func nestedContainer<Other: CodingKey>(keyedBy type: Other.Type) -> KeyedEncodingContainer<Other> {
        container(keyedBy: type)
    }
    func nestedContainer<Other: CodingKey>(
        keyedBy type: Other.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Other> { container(keyedBy: type) }
    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { self }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { self }
    func superEncoder() -> any Encoder { self }
    func superEncoder(forKey key: Key) -> any Encoder { self }

    private var trouble: DatabaseTrouble { .failed("a record has a field that no column can hold") }
}
