import Records

/// What makes records of the lines of a file.
protocol LineReading: RecordSource {
    /// - Parameter number: from 1.
    mutating func read(_ line: String, _ number: Int) throws
    /// After the last line.
    mutating func end(_ lines: Int) throws
}

/// A reader of records from a file of lines, fed piece by piece.
struct LineFile<Reader: LineReading>: RecordReading {
    private var decoder = TextDecoder()
    private var lines = LineSplitter()
    private var reader: Reader

    init(_ reader: Reader) { self.reader = reader }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws {
        if let text = decoder.decode(bytes) { try text.withUnsafeBytes { try read($0) } } else { try read(bytes) }
    }

    mutating func finish() throws -> FormatSummary {
        try decoder.finish().withUnsafeBytes { try read($0) }
        if let last = lines.finish() { try read(line: last) }
        do {
            try reader.end(lines.number)
        } catch let flaw as Flaw {
            throw flaw.trouble(line: lines.number)
        }
        return reader.summary
    }

    mutating func takeReady() -> [Record] { reader.takeReady() }
    mutating func takeRefused() -> [TableRefusal] { reader.takeRefused() }

    private mutating func read(_ bytes: UnsafeRawBufferPointer) throws {
        var place = 0
        while let line = try lines.next(in: bytes, from: &place) { try read(line: line) }
    }

    private mutating func read(line: [UInt8]) throws {
        do {
            try reader.read(String(decoding: line, as: UTF8.self), lines.number)
        } catch let flaw as Flaw {
            throw flaw.trouble(line: lines.number)
        }
    }
}
