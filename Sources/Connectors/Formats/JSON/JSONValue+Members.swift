import Records

extension JSONValue {
    subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    subscript(_ place: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(place) { elements[place] } else { nil }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    /// A whole number that is not less than nothing.
    var count: Int? {
        if case .number(let number) = self, number >= 0 { Int(exactly: number) } else { nil }
    }

    var double: Double? { if case .number(let number) = self { number } else { nil } }
    var flag: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
    var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }
}
