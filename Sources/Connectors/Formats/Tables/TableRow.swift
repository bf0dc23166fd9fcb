import Records

/// The fields of one row, by the names that a mapping gives them.
struct TableRow {
    let line: Int
    let mapping: TableMapping
    /// Of each field, as the table has it; empty ones are left out.
    let fields: [String: String]

    /// - Parameter cell: of a column by its name; nil where the row has none or it is empty.
    init(line: Int, mapping: TableMapping, cell: (String) -> String?) {
        self.line = line
        self.mapping = mapping
        var fields = mapping.constants
        for (field, column) in mapping.columns {
            guard let text = cell(column), !text.isEmpty else { continue }
            fields[field] = mapping.values[field].map { $0[text] ?? text } ?? text
        }
        self.fields = fields
    }

    func trouble(_ field: String, _ why: String) -> FormatTrouble {
        .cell(line: line, column: mapping.columns[field] ?? field, why: why)
    }

    func may(_ field: String) -> String? { fields[field] }

    func need(_ field: String) throws(FormatTrouble) -> String {
        guard let text = fields[field] else { throw trouble(field, "it is empty, and “\(field)” is needed") }
        return text
    }

    func key(_ kind: RecordKey.Kind, _ field: String) -> RecordKey? {
        fields[field].map { RecordKey(mapping.source, kind, $0) }
    }

    func needKey(_ kind: RecordKey.Kind, _ field: String) throws(FormatTrouble) -> RecordKey {
        RecordKey(mapping.source, kind, try need(field))
    }

    func instant(_ field: String) throws(FormatTrouble) -> Int64? {
        guard let text = fields[field] else { return nil }
        guard let instant = mapping.dates.read(text) else {
            throw trouble(field, "“\(text)” should be \(mapping.dates.wanted)")
        }
        return instant
    }

    func needInstant(_ field: String) throws(FormatTrouble) -> Int64 {
        _ = try need(field)
        return try instant(field) ?? 0
    }

    func count(_ field: String) throws(FormatTrouble) -> Int? {
        guard let text = fields[field] else { return nil }
        guard let count = Int(text), count >= 0 else { throw trouble(field, "“\(text)” should be a whole number") }
        return count
    }

    func number(_ field: String) throws(FormatTrouble) -> Double? {
        guard let text = fields[field] else { return nil }
        guard let number = Double(text.replacing(",", with: ".")), number.isFinite else {
            throw trouble(field, "“\(text)” should be a number")
        }
        return number
    }

    func flag(_ field: String) throws(FormatTrouble) -> Bool? {
        switch fields[field]?.lowercased() {
        case nil: return nil
        case "true", "yes", "1": return true
        case "false", "no", "0": return false
        case .some(let text): throw trouble(field, "“\(text)” should be true or false")
        }
    }

    /// Separated by commas or semicolons.
    func list(_ field: String) -> [String] {
        (fields[field] ?? "").split { $0 == "," || $0 == ";" }
            .map { String($0.trimmingPrefix(while: \.isWhitespace)) }.filter { !$0.isEmpty }
    }

    /// One of the words that the field knows.
    func word<Word: RawRepresentable<String>>(
        _ field: String, _ known: [Word]
    ) throws(FormatTrouble) -> Word? {
        guard let text = fields[field] else { return nil }
        if let word = Word(rawValue: text.lowercased()) { return word }
        let words = known.map(\.rawValue).joined(separator: ", ")
        throw trouble(field, "“\(text)” should be one of \(words); “values” in the mapping file can translate it")
    }
}
