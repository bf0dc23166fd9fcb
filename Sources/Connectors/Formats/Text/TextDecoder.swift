/// Turns the bytes of a text file into UTF-8, piece by piece.
///
/// A byte-order mark decides; then, for XML, the declaration; then where zero bytes stand. UTF-8 goes through untouched,
/// so that a wrong byte in it is repaired where a word is made of it, and nowhere else.
struct TextDecoder {
    private enum Encoding {
        case utf8, windows1252
        case utf16(isLittle: Bool)
    }

    private var encoding: Encoding?
    /// Bytes at the start that do not tell yet, or a character cut in two.
    private var held: [UInt8] = []
    private var highSurrogate: UInt16?
    private let asksDeclaration: Bool

    init(asksDeclaration: Bool = false) { self.asksDeclaration = asksDeclaration }

    /// The bytes as UTF-8; nil where they are that already, all of them.
    mutating func decode(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        if encoding != nil { return passed(bytes) }
        held += bytes
        return knowsEnough ? started() : []
    }

    /// What was held back.
    mutating func finish() -> [UInt8] {
        let rest = encoding == nil ? started() : []
        let isCut = highSurrogate != nil || !held.isEmpty
        return isCut ? rest + Array("\u{FFFD}".utf8) : rest
    }

    private var knowsEnough: Bool {
        if held.count < 4 { return false }
        guard asksDeclaration, held.starts(with: "<?xm".utf8) else { return true }
        return held.count >= 256 || held.contains(UInt8(ascii: ">"))
    }

    private mutating func started() -> [UInt8] {
        let (encoding, mark) = Self.encoding(of: held, asksDeclaration: asksDeclaration)
        self.encoding = encoding
        let bytes = Array(held.dropFirst(mark))
        held = []
        return bytes.withUnsafeBytes { passed($0) } ?? bytes
    }

    /// With the length of the mark in front.
    private static func encoding(of head: [UInt8], asksDeclaration: Bool) -> (Encoding, Int) {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if head.starts(with: [0xFF, 0xFE]) { return (.utf16(isLittle: true), 2) }
        if head.starts(with: [0xFE, 0xFF]) { return (.utf16(isLittle: false), 2) }
        if head.count >= 4, head[0] != 0, head[1] == 0, head[2] != 0, head[3] == 0 {
            return (.utf16(isLittle: true), 0)
        }
        if head.count >= 4, head[0] == 0, head[1] != 0, head[2] == 0, head[3] != 0 {
            return (.utf16(isLittle: false), 0)
        }
        guard asksDeclaration else { return (.utf8, 0) }
        let declaration = String(decoding: head.prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
            .lowercased()
        let isSingle = ["iso-8859-1", "windows-1252", "latin1", "iso-8859-15"].contains {
            declaration.contains($0)
        }
        return (declaration.hasPrefix("<?xml") && isSingle ? .windows1252 : .utf8, 0)
    }

    private mutating func passed(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        switch encoding {
        case .windows1252: Windows1252.utf8(bytes)
        case .utf16(let isLittle): utf8(bytes, isLittle: isLittle)
        case .utf8, nil: nil
        }
    }

    private mutating func utf8(_ bytes: UnsafeRawBufferPointer, isLittle: Bool) -> [UInt8] {
        held += bytes
        var units: [UInt16] = highSurrogate.map { [$0] } ?? []
        highSurrogate = nil
        for place in stride(from: 0, to: held.count - 1, by: 2) {
            let (first, second) = (UInt16(held[place]), UInt16(held[place + 1]))
            units.append(isLittle ? second << 8 | first : first << 8 | second)
        }
        held.removeFirst(held.count & ~1)
        if let last = units.last, UTF16.isLeadSurrogate(last) {
            highSurrogate = last
            units.removeLast()
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }
}
