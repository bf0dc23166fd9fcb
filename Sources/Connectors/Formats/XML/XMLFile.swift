import Records

/// A reader of records from an XML file, fed piece by piece.
struct XMLFile<Reader: XMLReading & RecordSource>: RecordReading {
    private var decoder = TextDecoder(asksDeclaration: true)
    private var scanner = XMLScanner()
    private var lines = LineCount()
    private var reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws {
        if let text = decoder.decode(bytes) {
            try text.withUnsafeBytes { try scan($0) }
        } else {
            try scan(bytes)
        }
    }

    mutating func finish() throws -> FormatSummary {
        try decoder.finish().withUnsafeBytes { try scan($0) }
        if scanner.isUntouched { throw FormatTrouble.empty }
        guard scanner.isComplete() else { throw FormatTrouble.cutOff(line: lines.last) }
        do {
            try reader.end()
        } catch let flaw as Flaw {
            throw flaw.trouble(line: lines.last)
        }
        return reader.summary
    }

    mutating func takeReady() -> [Record] { reader.takeReady() }

    private mutating func scan(_ bytes: UnsafeRawBufferPointer) throws {
        var place = 0
        do {
            try scanner.feed(bytes, place: &place, to: &reader)
        } catch let flaw as Flaw {
            throw flaw.trouble(line: lines.line(at: place, in: bytes))
        }
        lines.pass(bytes)
    }
}
