/// What hears of the parts of a JSON text, in their order.
protocol JSONReading {
    mutating func beginObject() throws
    mutating func endObject() throws
    mutating func beginArray() throws
    mutating func endArray() throws
    /// Of the member whose value comes next.
    mutating func key(_ bytes: [UInt8]) throws
    mutating func string(_ bytes: [UInt8]) throws
    mutating func number(_ value: Double) throws
    mutating func bool(_ value: Bool) throws
    mutating func null() throws
    /// Bytes of a string to keep here: a text that nobody wants is not held.
    var stringLimit: Int { get }
}

/// Takes JSON apart as its bytes come in, in memory that does not grow with the file.
///
/// Strict in what matters: a text that is cut or damaged is told with its line. Several values one after the other are
/// read too, as logs of one value a line have them.
struct JSONScanner {
    /// Levels; logs of findings have about fifteen.
    static let deepest = 256

    enum State {
        /// A value may come; in an array that is new, also its end.
        case value, valueOrEnd
        case keyOrEnd, key, colon, commaOrEnd
        case string, escape, unicode, literal
    }

    private var state = State.value
    /// True for an object.
    private var levels: [Bool] = []
    private var token: [UInt8] = []
    private var isKey = false
    private var unicode: UInt32 = 0
    private var digits = 0
    private var leading: UInt32?
    /// Bytes of the token that are kept.
    private var limit = 0
    private(set) var values = 0

    mutating func feed(_ bytes: UnsafeRawBufferPointer, place: inout Int, to reader: inout some JSONReading) throws {
        while place < bytes.count {
            if state == .string {
                try string(bytes, &place, &reader)
                continue
            }
            let byte = bytes[place]
            switch state {
            case .escape: try escape(byte)
            case .unicode: try unicode(byte)
            case .literal:
                if Self.isLiteral(byte) {
                    guard token.count < 40 else { throw Flaw.broken("this is no JSON value") }
                    token.append(byte)
                } else {
                    try finishLiteral(&reader)
                    continue
                }
            default:
                if !XMLTag.isSpace(byte) { try structure(byte, &reader) }
            }
            place += 1
        }
    }

    /// Says that there is no more; false where the text ends inside something.
    mutating func finish(_ reader: inout some JSONReading) throws -> Bool {
        if state == .literal, levels.isEmpty { try finishLiteral(&reader) }
        return state == .value && levels.isEmpty
    }

    private mutating func structure(_ byte: UInt8, _ reader: inout some JSONReading) throws {
        switch (state, byte) {
        case (.value, _): try value(byte, &reader)
        case (.valueOrEnd, _) where byte != UInt8(ascii: "]"): try value(byte, &reader)
        case (.keyOrEnd, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
            beginString(isKey: true, limit: Self.longestKey)
        case (.keyOrEnd, UInt8(ascii: "}")): try close(isObject: true, &reader)
        case (.valueOrEnd, _): try close(isObject: false, &reader)
        case (.colon, UInt8(ascii: ":")): state = .value
        case (.commaOrEnd, UInt8(ascii: ",")): state = levels.last == true ? .key : .value
        case (.commaOrEnd, UInt8(ascii: "}")): try close(isObject: true, &reader)
        case (.commaOrEnd, UInt8(ascii: "]")): try close(isObject: false, &reader)
        default: throw Flaw.broken("“\(Self.shown(byte))” stands where JSON has none")
        }
    }

    private mutating func value(_ byte: UInt8, _ reader: inout some JSONReading) throws {
        switch byte {
        case UInt8(ascii: "{"):
            try reader.beginObject()
            try descend(isObject: true)
        case UInt8(ascii: "["):
            try reader.beginArray()
            try descend(isObject: false)
        case UInt8(ascii: "\""): beginString(isKey: false, limit: reader.stringLimit)
        case _ where Self.isLiteral(byte):
            token = [byte]
            state = .literal
        default: throw Flaw.broken("“\(Self.shown(byte))” stands where a JSON value should")
        }
    }

    private mutating func descend(isObject: Bool) throws {
        if levels.count == Self.deepest { throw Flaw.tooDeep(limit: Self.deepest) }
        levels.append(isObject)
        state = isObject ? .keyOrEnd : .valueOrEnd
    }

    private mutating func close(isObject: Bool, _ reader: inout some JSONReading) throws {
        guard levels.popLast() == isObject else { throw Flaw.broken("brackets and braces do not match") }
        if isObject { try reader.endObject() } else { try reader.endArray() }
        finishValue()
    }

    private mutating func finishValue() {
        if levels.isEmpty { values += 1 }
        state = levels.isEmpty ? .value : .commaOrEnd
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private mutating func finishLiteral(_ reader: inout some JSONReading) throws {
        switch String(decoding: token, as: UTF8.self) {
        case "true": try reader.bool(true)
        case "false": try reader.bool(false)
        case "null": try reader.null()
        case let text:
            guard text.first?.isNumber == true || text.hasPrefix("-"), let number = Double(text), number.isFinite else {
                throw Flaw.broken("“\(text)” is no JSON value")
            }
            try reader.number(number)
        }
        finishValue()
    }

    private static func shown(_ byte: UInt8) -> String {
        (0x21..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "byte \(byte)"
    }
}

// MARK: - Strings

extension JSONScanner {
    /// Bytes of a member's name.
    private static let longestKey = 1 << 16

    private mutating func beginString(isKey: Bool, limit: Int) {
        self.isKey = isKey
        self.limit = limit
        token.removeAll(keepingCapacity: true)
        leading = nil
        state = .string
    }

    private mutating func string(
        _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ reader: inout some JSONReading
    ) throws {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") {
            if bytes[place] == 0 { throw Flaw.broken("a zero byte, which no text holds") }
            place += 1
        }
        if place > start {
            flushLeading()
            keep(bytes[start..<place])
        }
        guard place < bytes.count else { return }
        let isEnd = bytes[place] == UInt8(ascii: "\"")
        place += 1
        guard isEnd else { return state = .escape }
        flushLeading()
        if isKey {
            try reader.key(token)
            state = .colon
        } else {
            try reader.string(token)
            finishValue()
        }
    }

    private mutating func keep(_ piece: Slice<UnsafeRawBufferPointer>) {
        let room = limit - token.count
        if room >= piece.count {
            token += piece
        } else if room > 0 {
            // Whole characters only.
            var whole = piece.prefix(room)
            while let last = whole.last, last & 0xC0 == 0x80 { whole = whole.dropLast() }
            if let last = whole.last, last >= 0xC0 { whole = whole.dropLast() }
            token += whole
        }
    }

    private mutating func escape(_ byte: UInt8) throws {
        if byte == UInt8(ascii: "u") {
            unicode = 0
            digits = 0
            return state = .unicode
        }
        flushLeading()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): append(UInt32(byte))
        case UInt8(ascii: "n"): append(0x0A)
        case UInt8(ascii: "t"): append(0x09)
        case UInt8(ascii: "r"): append(0x0D)
        case UInt8(ascii: "b"): append(0x08)
        case UInt8(ascii: "f"): append(0x0C)
        default: throw Flaw.broken("“\\\(Self.shown(byte))” means nothing in JSON")
        }
        state = .string
    }

    private mutating func unicode(_ byte: UInt8) throws {
        guard let digit = Self.hexDigit(byte) else { throw Flaw.broken("“\\u” without four digits") }
        unicode = unicode << 4 | digit
        digits += 1
        if digits == 4 {
            take(unicode)
            state = .string
        }
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// Joins the two halves of characters beyond the first plane; half a one becomes a mark of replacement.
    private mutating func take(_ unit: UInt32) {
        if let high = leading, (0xDC00..<0xE000).contains(unit) {
            leading = nil
            append(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00))
        } else {
            flushLeading()
            if (0xD800..<0xDC00).contains(unit) { leading = unit } else { append(unit) }
        }
    }

    private mutating func flushLeading() {
        guard leading != nil else { return }
        leading = nil
        append(0xFFFD)
    }

    private mutating func append(_ value: UInt32) {
        guard token.count + 4 <= limit else { return }
        let scalar = UnicodeScalar(value) ?? "\u{FFFD}"
        token += Array(String(scalar).utf8)
    }
}
