/// Takes CSV apart as its bytes come in (RFC 4180): quoted fields with separators, line ends and doubled quotes inside.
///
/// What separates fields is found in the first line: comma, semicolon, tab or bar, whichever stands there most often.
struct FieldSplitter {
    /// Bytes of one row.
    static let longest = 1 << 24

    struct Row {
        /// Where it begins, from 1.
        var line: Int
        var fields: [String]
    }

    private enum State { case plain, quoted, closing }

    private var state = State.plain
    private var separator: UInt8?
    /// The first line, until it tells what separates.
    private var head: [UInt8] = []
    private var field: [UInt8] = []
    private var fields: [String] = []
    private var size = 0
    private var line = 1
    private var rowLine = 1
    private var quoteLine = 1
    private(set) var rows: [Row] = []

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(FormatTrouble) {
        for byte in bytes {
            if separator == nil {
                head.append(byte)
                if head.count > Self.longest { throw .tooLong(line: 1, what: "a row", limit: Self.longest) }
                if byte == UInt8(ascii: "\n") { try begin() }
            } else {
                try take(byte)
            }
        }
    }

    mutating func finish() throws(FormatTrouble) {
        if separator == nil { try begin() }
        if state == .quoted {
            throw .broken(line: quoteLine, why: "the quotation mark that opens here never closes")
        }
        if size > 0 { endRow() }
    }

    mutating func takeRows() -> [Row] {
        defer { rows.removeAll(keepingCapacity: true) }
        return rows
    }

    private mutating func begin() throws(FormatTrouble) {
        let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
        var counts = [Int](repeating: 0, count: candidates.count)
        var isQuoted = false
        for byte in head {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if !isQuoted, let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
        }
        let best = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
        separator = candidates[best]
        let bytes = head
        head = []
        for byte in bytes { try take(byte) }
    }

    private mutating func take(_ byte: UInt8) throws(FormatTrouble) {
        if byte == UInt8(ascii: "\n") { line += 1 }
        size += 1
        if size > Self.longest { throw .tooLong(line: rowLine, what: "a row", limit: Self.longest) }
        switch state {
        case .quoted:
            if byte == UInt8(ascii: "\"") { state = .closing } else { field.append(byte) }
        case .closing where byte == UInt8(ascii: "\""):
            field.append(byte)
            state = .quoted
        case .plain where byte == UInt8(ascii: "\"") && field.isEmpty:
            quoteLine = line
            state = .quoted
        case .plain, .closing:
            state = .plain
            if byte == separator {
                endField()
            } else if byte == UInt8(ascii: "\n") {
                endRow()
            } else {
                field.append(byte)
            }
        }
    }

    private mutating func endField() {
        fields.append(Self.text(field))
        field.removeAll(keepingCapacity: true)
    }

    private mutating func endRow() {
        if field.last == UInt8(ascii: "\r") { field.removeLast() }
        endField()
        if fields.count > 1 || fields.first?.isEmpty == false { rows.append(Row(line: rowLine, fields: fields)) }
        fields.removeAll(keepingCapacity: true)
        size = 0
        rowLine = line
        state = .plain
    }

    /// What is no UTF-8 comes from a western Windows.
    private static func text(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self) ?? String(decoding: Windows1252.utf8(bytes), as: UTF8.self)
    }
}
