/// A field of a JSON object, by the name that it has there.
struct FieldName: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringLiteral name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// The fields of one JSON object. Fields that nobody asks for are passed over.
struct Fields {
    private let container: KeyedDecodingContainer<FieldName>

    init(_ decoder: any Decoder) throws { container = try decoder.container(keyedBy: FieldName.self) }

    /// A field that has to be there.
    func need<Value: Decodable>(_ name: FieldName, as type: Value.Type = Value.self) throws -> Value {
        try container.decode(type, forKey: name)
    }

    /// A field that may be absent or null.
    func may<Value: Decodable>(_ name: FieldName, as type: Value.Type = Value.self) throws -> Value? {
        try container.decodeIfPresent(type, forKey: name)
    }

    /// A text that may be absent, null or empty, which all mean that nothing is said.
    func text(_ name: FieldName) throws -> String? {
        guard let text = try container.decodeIfPresent(String.self, forKey: name), !text.isEmpty else { return nil }
        return text
    }

    func list<Value: Decodable>(_ name: FieldName, as type: Value.Type = Value.self) throws -> [Value] {
        try container.decodeIfPresent([Value].self, forKey: name) ?? []
    }

    func flag(_ name: FieldName) throws -> Bool { try container.decodeIfPresent(Bool.self, forKey: name) ?? false }

    /// Seconds since 1970 of a field that has to be there.
    func instant(_ name: FieldName) throws -> Int64 {
        guard let seconds = try mayInstant(name) else { throw MappingTrouble.missing(path(name)) }
        return seconds
    }

    /// Seconds since 1970 of a field that may be absent, null or empty.
    func mayInstant(_ name: FieldName) throws -> Int64? {
        guard let text = try text(name) else { return nil }
        guard let instant = Instant(text) else {
            throw MappingTrouble.wrong(path(name), found: text, wanted: "an instant such as 2025-03-04T09:30:00Z")
        }
        return instant.seconds
    }

    /// The field's path from the answer's root, for those who have to be told of it.
    func path(_ name: FieldName) -> String {
        (container.codingPath + [name]).map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
    }
}
