/// Cuts text into records and fields by RFC 4180, with any delimiter and any line end.
struct FieldReader {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var place: Int
    private var line: Int
    /// The line of a quotation mark that never closes.
    private(set) var unclosedQuote: Int?

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ text: some Sequence<UInt8>, delimiter: Character, firstLine: Int) {
        bytes = Array(text)
        self.delimiter = delimiter.asciiValue ?? UInt8(ascii: ",")
        place = 0
        line = 1
        while line < firstLine, place < bytes.count { skipLine() }
    }

    /// All records that hold anything.
    mutating func records() -> [TextTable.Row] {
        var records: [TextTable.Row] = []
        while place < bytes.count, unclosedQuote == nil {
            let start = line
            let fields = record()
            if fields.count > 1 || !(fields.first ?? "").isEmpty {
                records.append(TextTable.Row(line: start, fields: fields))
            }
        }
        return records
    }

    private mutating func record() -> [String] {
        var fields: [String] = []
        while true {
            fields.append(field())
            guard place < bytes.count, bytes[place] == delimiter else { break }
            place += 1
            // A delimiter at the very end still opens a field.
            if place == bytes.count { fields.append("") }
        }
        if place < bytes.count { skipLineEnd() }
        return fields
    }

    private mutating func field() -> String {
        var start = place
        while start < bytes.count, bytes[start] == UInt8(ascii: " ") { start += 1 }
        if start < bytes.count, bytes[start] == Self.quote {
            place = start
            return quoted()
        }
        start = place
        while place < bytes.count, !isEnd(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    private mutating func quoted() -> String {
        let opened = line
        var text: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == Self.quote {
                guard place < bytes.count, bytes[place] == Self.quote else {
                    // What stands between the closing mark and the delimiter belongs to the field all the same.
                    while place < bytes.count, !isEnd(bytes[place]) {
                        if bytes[place] != UInt8(ascii: " ") { text.append(bytes[place]) }
                        place += 1
                    }
                    return String(decoding: text, as: UTF8.self)
                }
                place += 1
            } else if byte == Self.newline {
                line += 1
            }
            text.append(byte)
        }
        unclosedQuote = opened
        return ""
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.newline || byte == Self.carriageReturn
    }

    private mutating func skipLine() {
        while place < bytes.count, bytes[place] != Self.newline, bytes[place] != Self.carriageReturn { place += 1 }
        if place < bytes.count { skipLineEnd() }
    }

    private mutating func skipLineEnd() {
        if bytes[place] == Self.carriageReturn, place + 1 < bytes.count, bytes[place + 1] == Self.newline { place += 1 }
        place += 1
        line += 1
    }
}
