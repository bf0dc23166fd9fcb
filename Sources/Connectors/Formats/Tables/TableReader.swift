import Records

/// Reads records from a table with a line of column names.
struct TableReader: RecordReading, ReadyRecords {
    var ready: [Record] = []
    private let mapping: TableMapping
    private var decoder = TextDecoder()
    private var splitter = FieldSplitter()
    private var columns: [String: Int]?
    private var count = 0
    /// Nil where a row that is no record ends the reading.
    private var refused: [TableRefusal]?

    init(_ mapping: TableMapping, setsAside: Bool = false) {
        self.mapping = mapping
        refused = setsAside ? [] : nil
    }

    var summary: FormatSummary { .rows(count) }

    mutating func takeRefused() -> [TableRefusal] {
        defer { if refused != nil { refused = [] } }
        return refused ?? []
    }

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
            do throws(FormatTrouble) {
                ready.append(try read.record())
            } catch {
                if refused == nil { throw error }
                let cells = columns.compactMap { name, place in
                    row.fields.indices.contains(place) ? (name, JSONValue.string(row.fields[place])) : nil
                }
                refused?.append(
                    TableRefusal(error, line: row.line, row: .object(Dictionary(cells) { first, _ in first })))
            }
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
        ready.append(try mapping.record(line: count, row: value))
    }

    mutating func finish() {}
}
