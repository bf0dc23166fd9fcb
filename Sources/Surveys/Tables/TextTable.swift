import Foundation

/// A file of lines and fields, as spreadsheets and survey tools write it: CSV with commas, semicolons, tabs or bars.
package struct TextTable: Sendable {
    package let header: [String]
    package let rows: [Row]
    package let delimiter: Character
    /// What was odd about the file itself.
    package let oddities: [Oddity]

    package struct Row: Sendable {
        /// Where it begins in the file, from 1.
        package let line: Int
        /// As many as the header has.
        package let fields: [String]
    }

    package struct Oddity: Codable, Hashable, Sendable {
        package var line: Int
        package var column: String?
        package var value: String?
        package var why: String

        package init(line: Int, column: String? = nil, value: String? = nil, why: String) {
            self.line = line
            self.column = column
            self.value = value
            self.why = why
        }
    }

    /// The first line names the columns, unless it holds nothing but numbers.
    package init(_ data: Data) throws(TableTrouble) {
        try self.init(text: TextEncoding.text(of: data))
    }

    package init(text: String) throws(TableTrouble) {
        var text = text[...]
        if text.hasPrefix("\u{FEFF}") { text = text.dropFirst() }
        let dialect = TextDialect(text)
        delimiter = dialect.delimiter
        var reader = FieldReader(text.utf8, delimiter: dialect.delimiter, firstLine: dialect.firstLine)
        var records = reader.records()
        if let line = reader.unclosedQuote { throw .unclosedQuote(line: line) }
        guard let first = records.first else { throw .empty }
        let isData = first.fields.allSatisfy { Double($0.trimmingCharacters(in: .whitespaces)) != nil }
        var oddities: [Oddity] = []
        if isData {
            oddities.append(Oddity(line: first.line, why: "there is no line with the columns' names"))
        } else {
            records.removeFirst()
        }
        let header = Self.header(isData ? first.fields.map { _ in "" } : first.fields)
        rows = records.map { Self.fitted($0, header, &oddities) }
        self.header = header
        self.oddities = oddities
    }

    /// The fields of one column, by its place in the header.
    package func column(_ place: Int) -> [String] { rows.map { $0.fields[place] } }

    /// Names without spaces around them, none empty and none twice.
    private static func header(_ raw: [String]) -> [String] {
        var seen: Set<String> = []
        return raw.enumerated().map { place, name in
            let trimmed = name.trimmingCharacters(in: .whitespacesAndNewlines)
            let base = trimmed.isEmpty ? "column \(place + 1)" : trimmed
            var name = base
            var number = 2
            while !seen.insert(name).inserted {
                name = "\(base) (\(number))"
                number += 1
            }
            return name
        }
    }

    private static func fitted(_ row: Row, _ header: [String], _ oddities: inout [Oddity]) -> Row {
        let extra = row.fields.dropFirst(header.count)
        if extra.contains(where: { !$0.trimmingCharacters(in: .whitespaces).isEmpty }) {
            oddities.append(
                Oddity(line: row.line, why: "\(row.fields.count) fields where there are \(header.count) columns"))
        } else if row.fields.count < header.count {
            oddities.append(
                Oddity(line: row.line, why: "only \(row.fields.count) fields of \(header.count); the rest is missing"))
        }
        let missing = max(0, header.count - row.fields.count)
        return Row(line: row.line, fields: row.fields.prefix(header.count) + [String](repeating: "", count: missing))
    }
}

/// Why a file cannot be read as a table.
package enum TableTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case unclosedQuote(line: Int)
    case notText

    package var description: String {
        switch self {
        case .empty: "It holds nothing."
        case .unclosedQuote(let line): "The quotation mark that opens in line \(line) never closes."
        case .notText: "It is not text: save it as CSV, not as a spreadsheet."
        }
    }
}
