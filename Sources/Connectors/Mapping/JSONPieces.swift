import Foundation

/// Cuts JSON into the values it is made of, without reading them: each stays as it was written, byte for byte.
struct JSONPieces {
    private let text: Data
    private var place: Int

    init(_ text: Data) {
        self.text = text
        place = text.startIndex
    }

    /// The one value that the text is, between spaces; nil where it is none, or more than one.
    static func single(_ text: Data) -> Data? {
        var pieces = JSONPieces(text)
        guard let value = pieces.value() else { return nil }
        pieces.skipSpace()
        return pieces.isAtEnd ? value : nil
    }

    /// The elements of a list; nil where the text is none that is whole.
    static func elements(of list: Data) -> [Data]? {
        var pieces = JSONPieces(list)
        guard pieces.take(UInt8(ascii: "[")) else { return nil }
        if pieces.take(UInt8(ascii: "]")) { return [] }
        var elements: [Data] = []
        repeat {
            guard let value = pieces.value() else { return nil }
            elements.append(value)
        } while pieces.take(UInt8(ascii: ","))
        return pieces.take(UInt8(ascii: "]")) ? elements : nil
    }

    /// The fields of an object, in order; nil where the text is none that is whole.
    static func fields(of object: Data) -> [(name: Data, value: Data)]? {
        var pieces = JSONPieces(object)
        guard pieces.take(UInt8(ascii: "{")) else { return nil }
        if pieces.take(UInt8(ascii: "}")) { return [] }
        var fields: [(name: Data, value: Data)] = []
        repeat {
            guard let name = pieces.value(), pieces.take(UInt8(ascii: ":")), let value = pieces.value() else {
                return nil
            }
            fields.append((name, value))
        } while pieces.take(UInt8(ascii: ","))
        return pieces.take(UInt8(ascii: "}")) ? fields : nil
    }

    private var isAtEnd: Bool { place == text.endIndex }

    private mutating func skipSpace() {
        while place < text.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(text[place]) { place += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard place < text.endIndex, text[place] == byte else { return false }
        place += 1
        return true
    }

    /// From its first byte to its last; brackets are counted, so that only a reader of the value sees what is wrong inside.
    private mutating func value() -> Data? {
        skipSpace()
        guard place < text.endIndex else { return nil }
        let start = place
        var depth = 0
        repeat {
            switch text[place] {
            case UInt8(ascii: "\""):
                guard skipText() else { return nil }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return nil }
                depth -= 1
            case _ where depth == 0:
                skipWord()
                return place > start ? text[start..<place] : nil
            default: break
            }
            place += 1
        } while depth > 0 && place < text.endIndex
        return depth == 0 ? text[start..<place] : nil
    }

    private mutating func skipText() -> Bool {
        place += 1
        while place < text.endIndex {
            let byte = text[place]
            place += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return true }
        }
        return false
    }

    /// A number, or one of the three words.
    private mutating func skipWord() {
        while place < text.endIndex, !",:]}\" \t\r\n[{".utf8.contains(text[place]) { place += 1 }
    }
}
