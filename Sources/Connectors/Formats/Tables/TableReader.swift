import Records

/// Reads records from a table with a line of column names.
struct TableReader: RecordReading, ReadyRecords {
    var ready: [Record] = []
    private let mapping: TableMapping
    private var decoder = TextDecoder()
    private var splitter = FieldSplitter()
    private var columns: [String: Int]?
    private var count = 0

    init(_ mapping: TableMapping) { self.mapping = mapping }

    var summary: FormatSummary { .rows(count) }

    mutating func feed(_ bytes: UnsafeRawBufferPointer) throws {
        if let text = decoder.decode(bytes) {
            try text.withUnsafeBytes { try splitter.feed($0) }
        } else {
            try splitter.feed(bytes)
        }
        try read()
    }

    mutating func finish() throws -> FormatSummary {
        try decoder.finish().withUnsafeBytes { try splitter.feed($0) }
        try splitter.finish()
        try read()
        if columns == nil { throw FormatTrouble.empty }
        return summary
    }

    private mutating func read() throws(FormatTrouble) {
        for row in splitter.takeRows() {
            guard let columns else {
                try name(row)
                continue
            }
            let read = TableRow(line: row.line, mapping: mapping) { column in
                columns[column].flatMap { row.fields.indices.contains($0) ? Self.trimmed(row.fields[$0]) : nil }
            }
            ready.append(try read.record())
            count += 1
        }
    }

    private mutating func name(_ row: FieldSplitter.Row) throws(FormatTrouble) {
        var columns: [String: Int] = [:]
        for (place, name) in row.fields.enumerated() where columns[Self.trimmed(name)] == nil {
            columns[Self.trimmed(name)] = place
        }
        for column in mapping.columns.values.sorted() where columns[column] == nil {
            let known = row.fields.map(Self.trimmed).joined(separator: ", ")
            throw .cell(line: row.line, column: column, why: "the table has no such column; it has \(known)")
        }
        self.columns = columns
    }

    private static func trimmed(_ text: String) -> String {
        guard text.first?.isWhitespace == true || text.last?.isWhitespace == true else { return text }
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text[start...].lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? start
        return String(text[start..<end])
    }
}

/// Reads records from JSON Lines: an object a line, or one after the other.
struct JSONLinesReader: JSONElementReading, ReadyRecords {
    let places: [JSONPlace] = [.whole()]
    var ready: [Record] = []
    private let mapping: TableMapping
    private var count = 0

    init(_ mapping: TableMapping) { self.mapping = mapping }

    var summary: FormatSummary { .rows(count) }

    mutating func element(_ place: Int, _ value: JSONValue) throws {
        count += 1
        let row = TableRow(line: count, mapping: mapping) { path in
            var found: JSONValue? = value
            for name in path.split(separator: ".") { found = found?[String(name)] }
            return found?.plain
        }
        ready.append(try row.record())
    }

    mutating func finish() {}
}

extension JSONValue {
    /// As a table would have it: lists with commas.
    fileprivate var plain: String? {
        switch self {
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
        case .bool(let flag): String(flag)
        case .array(let elements): elements.compactMap(\.plain).joined(separator: ",")
        case .null, .object: nil
        }
    }
}
