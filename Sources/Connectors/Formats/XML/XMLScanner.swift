/// Takes XML apart as its bytes come in, in memory that does not grow with the file.
///
/// It knows as much of XML as reports use: elements, attributes, text, CDATA, comments, instructions. A document type is
/// passed over unread. Control characters in text, which XML forbids and test output is full of, are let through, but a
/// zero byte is not: it comes from files that are no text.
struct XMLScanner {
    /// Levels; real reports have about ten.
    static let deepest = 256
    /// Bytes of one start tag.
    static let longestTag = 1 << 22

    private enum State {
        case text, reference, opening, tag, declaration, comment, characterData, instruction,
            documentType
    }

    private var state = State.text
    /// The tag or reference that has begun.
    private var token: [UInt8] = []
    private var quote: UInt8 = 0
    /// How much of `-->`, `]]>` or `?>` has been seen.
    private var closing = 0
    private var documentType = DocumentTypeSkipper()
    private var open: [[UInt8]] = []
    private var hasRoot = false

    /// UTF-8 only; `place` is where it stands when something is wrong.
    mutating func feed(
        _ bytes: UnsafeRawBufferPointer, place: inout Int, to reader: inout some XMLReading
    ) throws {
        while place < bytes.count {
            switch state {
            case .text: try text(bytes, &place, &reader)
            case .reference: try reference(bytes[place], &place, &reader)
            case .opening: try opening(bytes[place], &place)
            case .tag: try tag(bytes, &place, &reader)
            case .declaration: try declaration(bytes[place], &place)
            case .comment: try comment(bytes, &place)
            case .characterData: try characterData(bytes, &place, &reader)
            case .instruction: instruction(bytes[place], &place)
            case .documentType:
                if documentType.isOver(after: bytes[place]) { state = .text }
                place += 1
            }
        }
    }

    /// False where the file ends inside something.
    func isComplete() -> Bool { state == .text && open.isEmpty && hasRoot }

    var isUntouched: Bool { state == .text && open.isEmpty && !hasRoot }

    private mutating func text(
        _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ reader: inout some XMLReading
    ) throws {
        let start = place
        var isBlank = true
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { break }
            if byte == 0 { throw Flaw.broken("a zero byte, which no text holds") }
            isBlank = isBlank && XMLTag.isSpace(byte)
            place += 1
        }
        if place > start {
            if !open.isEmpty {
                try reader.text(UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
            } else if !isBlank {
                throw Flaw.broken(hasRoot ? "text after the end" : "this is no XML")
            }
        }
        guard place < bytes.count else { return }
        state = bytes[place] == UInt8(ascii: "<") ? .opening : .reference
        token.removeAll(keepingCapacity: true)
        place += 1
    }

    private mutating func reference(
        _ byte: UInt8, _ place: inout Int, _ reader: inout some XMLReading
    ) throws {
        guard !open.isEmpty else { throw Flaw.broken("this is no XML") }
        if byte == UInt8(ascii: ";") {
            place += 1
            state = .text
            try (XMLEntity.meaning(of: token) ?? [UInt8(ascii: "&")] + token + [byte]).withUnsafeBytes {
                try reader.text($0)
            }
        } else if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || XMLTag.isSpace(byte)
            || token.count == XMLEntity.longest
        {
            state = .text
            try ([UInt8(ascii: "&")] + token).withUnsafeBytes { try reader.text($0) }
        } else {
            token.append(byte)
            place += 1
        }
    }

    private mutating func opening(_ byte: UInt8, _ place: inout Int) throws {
        closing = 0
        quote = 0
        switch byte {
        case UInt8(ascii: "!"): state = .declaration
        case UInt8(ascii: "?"): state = .instruction
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x00...0x20:
            throw Flaw.broken("a “<” that begins no tag")
        default:
            state = .tag
            return
        }
        place += 1
    }

    private mutating func tag(
        _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ reader: inout some XMLReading
    ) throws {
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == UInt8(ascii: ">") {
                break
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            place += 1
        }
        token += bytes[start..<place]
        if token.count > Self.longestTag { throw Flaw.tooLong(what: "a tag", limit: Self.longestTag) }
        guard place < bytes.count else { return }
        try finishTag(&reader)
        place += 1
        state = .text
    }

    private mutating func finishTag(_ reader: inout some XMLReading) throws {
        if token.first == UInt8(ascii: "/") { return try finishEndTag(&reader) }
        if open.isEmpty, hasRoot { throw Flaw.broken("a second root") }
        if open.count == Self.deepest { throw Flaw.tooDeep(limit: Self.deepest) }
        let (tag, fullName, isEmpty) = try XMLTag.parse(token)
        hasRoot = true
        try reader.open(tag)
        if isEmpty { try reader.close(tag.name) } else { open.append(Array(fullName)) }
    }

    private mutating func finishEndTag(_ reader: inout some XMLReading) throws {
        var name = token[1...]
        while let last = name.last, XMLTag.isSpace(last) { name.removeLast() }
        guard let expected = open.popLast(), expected.elementsEqual(name) else {
            throw Flaw.broken(
                "“\(String(decoding: name.prefix(60), as: UTF8.self))” ends and was not open")
        }
        try reader.close(XMLTag.localName(name))
    }

    private mutating func declaration(_ byte: UInt8, _ place: inout Int) throws {
        token.append(byte)
        place += 1
        if token.elementsEqual("--".utf8) {
            state = .comment
        } else if token.elementsEqual("[CDATA[".utf8) {
            guard !open.isEmpty else { throw Flaw.broken("text outside of the root") }
            state = .characterData
        } else if token.elementsEqual("DOCTYPE".utf8) {
            guard !hasRoot else { throw Flaw.broken("a document type inside the document") }
            documentType = DocumentTypeSkipper()
            state = .documentType
        } else if !["--", "[CDATA[", "DOCTYPE"].contains(where: { $0.utf8.starts(with: token) }) {
            throw Flaw.broken("a declaration that XML does not know")
        }
    }

    private mutating func comment(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) throws {
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "-") {
                closing = min(closing + 1, 2)
            } else if byte == UInt8(ascii: ">"), closing == 2 {
                state = .text
                return
            } else {
                closing = 0
            }
        }
    }

    private mutating func characterData(
        _ bytes: UnsafeRawBufferPointer, _ place: inout Int, _ reader: inout some XMLReading
    ) throws {
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 0 { throw Flaw.broken("a zero byte, which no text holds") }
            if byte == UInt8(ascii: "]") || closing > 0 { break }
            place += 1
        }
        if place > start { try reader.text(UnsafeRawBufferPointer(rebasing: bytes[start..<place])) }
        guard place < bytes.count else { return }
        let byte = bytes[place]
        place += 1
        if byte == UInt8(ascii: "]") {
            // A third bracket: the first was text.
            if closing == 2 { try reader.bracket() } else { closing += 1 }
        } else if byte == UInt8(ascii: ">"), closing == 2 {
            state = .text
        } else {
            for _ in 0..<closing { try reader.bracket() }
            closing = 0
            place -= 1
        }
    }

    private mutating func instruction(_ byte: UInt8, _ place: inout Int) {
        place += 1
        if byte == UInt8(ascii: ">"), closing == 1 { state = .text }
        closing = byte == UInt8(ascii: "?") ? 1 : 0
    }
}

extension XMLReading {
    fileprivate mutating func bracket() throws {
        try [UInt8(ascii: "]")].withUnsafeBytes { try text($0) }
    }
}
