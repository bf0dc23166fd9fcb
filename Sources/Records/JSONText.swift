import Foundation

/// Where a text stops being JSON, for those who say it by its line.
package struct NoJSON: Error {
    package let byte: Int
}

/// Reads a JSON text into a `JSONValue` (RFC 8259).
///
/// Foundation's decoder finds out what a value is by trying one type after the other, and every try that fails costs an error:
/// for texts that are all values and no types, this takes a twentieth of the time.
struct JSONText {
    /// Deeper than anything that is written here, and far from where the stack ends.
    private static let deepest = 512

    private let bytes: UnsafeRawBufferPointer
    private var place = 0
    private var depth = 0

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// - Throws: `DecodingError.dataCorrupted` with the place of what is no JSON.
    static func value(of text: some ContiguousBytes) throws -> JSONValue {
        try text.withUnsafeBytes { bytes in
            var reader = JSONText(bytes)
            let value = try reader.value()
            reader.skipBlanks()
            guard reader.place == bytes.count else { throw reader.trouble }
            return value
        }
    }

    private var trouble: DecodingError {
        .dataCorrupted(
            .init(
                codingPath: [], debugDescription: "no JSON at byte \(place)", underlyingError: NoJSON(byte: place)))
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func value() throws -> JSONValue {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try nested { try $0.object() }
        case UInt8(ascii: "["): return try nested { try $0.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func nested(_ read: (inout JSONText) throws -> JSONValue) throws -> JSONValue {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw trouble }
        place += 1
        return try read(&self)
    }

    private mutating func object() throws -> JSONValue {
        var fields: [String: JSONValue] = [:]
        if ends("}") { return .object(fields) }
        repeat {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw trouble }
            let name = try string()
            guard ends(":") else { throw trouble }
            fields[name] = try value()
        } while ends(",")
        guard ends("}") else { throw trouble }
        return .object(fields)
    }

    private mutating func array() throws -> JSONValue {
        var items: [JSONValue] = []
        if ends("]") { return .array(items) }
        repeat { items.append(try value()) } while ends(",")
        guard ends("]") else { throw trouble }
        return .array(items)
    }

    /// Whether a sign follows, which is passed over then.
    private mutating func ends(_ sign: Unicode.Scalar) -> Bool {
        skipBlanks()
        guard next == UInt8(ascii: sign) else { return false }
        place += 1
        return true
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
        let end = place + word.utf8CodeUnitCount
        let isThere = word.withUTF8Buffer { end <= bytes.count && bytes[place..<end].elementsEqual($0) }
        guard isThere else { throw trouble }
        place = end
        return value
    }

    private mutating func number() throws -> Double {
        let start = place
        var whole: Int64 = 0
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), place - start < 15 {
            whole = whole * 10 + Int64(byte - UInt8(ascii: "0"))
            place += 1
        }
        let isWhole = next.map { !Self.inNumbers.contains($0) } ?? true
        if isWhole, place > start, place - start == 1 || bytes[start] != UInt8(ascii: "0") { return Double(whole) }
        while let byte = next, Self.inNumbers.contains(byte) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        guard Self.isNumber(bytes[start..<place]), let number = Double(text), number.isFinite else { throw trouble }
        return number
    }

    private static let inNumbers = Set("+-.eE0123456789".utf8)

    /// What `Double` reads beyond JSON: leading zeros, a bare point, a plus in front.
    private static func isNumber(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        var rest = bytes
        func digits() -> Int {
            let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
            rest = rest.dropFirst(count)
            return count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let leadsWithZero = rest.first == UInt8(ascii: "0")
        let count = digits()
        if count == 0 || leadsWithZero && count > 1 { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            if digits() == 0 { return false }
        }
        guard let sign = rest.first else { return true }
        guard sign | 0x20 == UInt8(ascii: "e") else { return false }
        rest = rest.dropFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        return digits() > 0 && rest.isEmpty
    }

    private mutating func string() throws -> String {
        place += 1
        let start = place
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { place += 1 }
        guard let byte = next, byte >= 0x20 else { throw trouble }
        if byte == UInt8(ascii: "\"") {
            defer { place += 1 }
            return try text(bytes[start..<place])
        }
        var found = Array(bytes[start..<place])
        while let byte = next, byte >= 0x20 {
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return try text(found)
            case UInt8(ascii: "\\"): try escape(into: &found)
            default: found.append(byte)
            }
        }
        throw trouble
    }

    private func text(_ bytes: some Collection<UInt8>) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw trouble }
        return text
    }

    private mutating func escape(into found: inout [UInt8]) throws {
        guard let byte = next else { throw trouble }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): found.append(byte)
        case UInt8(ascii: "b"): found.append(8)
        case UInt8(ascii: "f"): found.append(12)
        case UInt8(ascii: "n"): found.append(10)
        case UInt8(ascii: "r"): found.append(13)
        case UInt8(ascii: "t"): found.append(9)
        case UInt8(ascii: "u"): found += try scalar().utf8
        default: throw trouble
        }
    }

    /// Four digits, or eight for what two of them stand for.
    private mutating func scalar() throws -> String {
        let first = try unit()
        guard UTF16.isLeadSurrogate(first) else {
            guard let scalar = Unicode.Scalar(first) else { throw trouble }
            return String(scalar)
        }
        guard next == UInt8(ascii: "\\"), place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "u") else {
            throw trouble
        }
        place += 2
        guard let pair = String(validating: [first, try unit()], as: UTF16.self) else { throw trouble }
        return pair
    }

    private mutating func unit() throws -> UInt16 {
        guard place + 4 <= bytes.count else { throw trouble }
        var unit: UInt16 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw trouble }
            unit = unit << 4 | UInt16(digit)
        }
        place += 4
        return unit
    }
}
