import Foundation

/// What hears of the parts of an XML file, in their order.
protocol XMLReading {
    mutating func open(_ tag: XMLTag) throws
    /// Of the element opened last, in pieces, with entities resolved.
    mutating func text(_ bytes: UnsafeRawBufferPointer) throws
    mutating func close(_ name: String) throws
    mutating func end() throws
}

/// A start tag. Names come without their namespace's prefix.
struct XMLTag {
    let name: String
    private let bytes: [UInt8]
    private let attributes: [Attribute]

    struct Attribute {
        var name: Range<Int>
        var value: Range<Int>
    }

    init(name: String, bytes: [UInt8], attributes: [Attribute]) {
        self.name = name
        self.bytes = bytes
        self.attributes = attributes
    }

    /// The value of an attribute, its entities resolved.
    subscript(_ key: StaticString) -> String? {
        guard let place = place(of: key) else { return nil }
        let value = bytes[place]
        guard value.contains(UInt8(ascii: "&")) else { return String(decoding: value, as: UTF8.self) }
        return String(decoding: XMLEntity.resolved(value), as: UTF8.self)
    }

    /// As a whole number, without signs or spaces.
    func number(_ key: StaticString) -> Int? {
        guard let place = place(of: key), !place.isEmpty, place.count <= 18 else { return nil }
        var number = 0
        for byte in bytes[place] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else {
                return Int(self[key] ?? "")
            }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    func has(_ key: StaticString) -> Bool { place(of: key) != nil }

    private func place(of key: StaticString) -> Range<Int>? {
        bytes.withUnsafeBytes { all in
            attributes.first { attribute in
                guard attribute.name.count == key.utf8CodeUnitCount, let base = all.baseAddress else {
                    return false
                }
                return memcmp(base + attribute.name.lowerBound, key.utf8Start, key.utf8CodeUnitCount) == 0
            }?.value
        }
    }
}

extension XMLTag {
    /// Takes what stands between `<` and `>` apart.
    static func parse(_ token: [UInt8]) throws(Flaw) -> (
        tag: XMLTag, fullName: ArraySlice<UInt8>, isEmpty: Bool
    ) {
        var place = 0
        let isEmpty = token.last == UInt8(ascii: "/")
        let end = token.count - (isEmpty ? 1 : 0)
        while place < end, !isSpace(token[place]) { place += 1 }
        let fullName = token[..<place]
        guard !fullName.isEmpty else { throw .broken("a tag without a name") }
        var attributes: [Attribute] = []
        while true {
            let gap = place
            while place < end, isSpace(token[place]) { place += 1 }
            if place == end { break }
            guard place > gap else {
                throw .broken("in the tag “\(text(fullName))”, quotation marks do not match")
            }
            attributes.append(try attribute(token, &place, end, of: fullName))
        }
        let tag = XMLTag(name: localName(fullName), bytes: token, attributes: attributes)
        return (tag, fullName, isEmpty)
    }

    static func localName(_ fullName: ArraySlice<UInt8>) -> String {
        let colon = fullName.lastIndex(of: UInt8(ascii: ":"))
        return text(fullName[(colon.map { $0 + 1 } ?? fullName.startIndex)...])
    }

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func attribute(
        _ token: [UInt8], _ place: inout Int, _ end: Int, of tag: ArraySlice<UInt8>
    ) throws(Flaw) -> Attribute {
        let start = place
        while place < end, token[place] != UInt8(ascii: "="), !isSpace(token[place]) { place += 1 }
        let name = start..<place
        while place < end, isSpace(token[place]) { place += 1 }
        guard place < end, token[place] == UInt8(ascii: "=") else {
            throw .broken("in the tag “\(text(tag))”, an attribute has no value")
        }
        place += 1
        while place < end, isSpace(token[place]) { place += 1 }
        guard place < end, token[place] == UInt8(ascii: "\"") || token[place] == UInt8(ascii: "'")
        else {
            throw .broken("in the tag “\(text(tag))”, a value stands without quotation marks")
        }
        let quote = token[place]
        place += 1
        guard let close = token[place..<end].firstIndex(of: quote) else {
            throw .broken("in the tag “\(text(tag))”, a quotation mark never closes")
        }
        defer { place = close + 1 }
        return Attribute(name: name, value: place..<close)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.prefix(60), as: UTF8.self)
    }
}
