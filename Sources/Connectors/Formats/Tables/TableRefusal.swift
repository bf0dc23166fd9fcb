import Foundation
import Records

/// A row of a table that is no record, with what stands in it.
package struct TableRefusal: Hashable, Sendable {
    package var line: Int
    /// Nil where the line as a whole is none.
    package var column: String?
    /// Without the line and the column, which stand beside it.
    package var why: String
    /// The cells by the names of their columns; a text where the line could not be taken apart.
    package var row: JSONValue

    init(_ trouble: FormatTrouble, line: Int, row: JSONValue) {
        self.line = line
        self.row = row
        if case .cell(_, let column, let why) = trouble {
            (self.column, self.why) = (column, why)
        } else {
            (column, why) = (nil, "\(trouble)")
        }
    }
}

extension TableMapping {
    /// Reads again what was set aside.
    ///
    /// - Throws: `FormatTrouble` where it still is no record.
    package func record(line: Int, row: JSONValue) throws(FormatTrouble) -> Record {
        guard case .object = row else { throw .cell(line: line, column: "", why: "it is no JSON object") }
        return try TableRow(line: line, mapping: self) { row.cell($0) }.record()
    }
}

extension JSONValue {
    /// A member by its name, else by its path with points; as a table would have it: lists with commas.
    func cell(_ column: String) -> String? {
        if let own = self[column] { return own.plain }
        var found: JSONValue? = self
        for name in column.split(separator: ".") { found = found?[String(name)] }
        return found?.plain
    }

    private var plain: String? {
        switch self {
        case .string(let text): text
        case .number(let number): Int64(exactly: number).map(String.init) ?? String(number)
        case .bool(let flag): String(flag)
        case .array(let elements): elements.compactMap(\.plain).joined(separator: ",")
        case .null, .object: nil
        }
    }
}

/// Reads records from JSON Lines, an object in each line, and sets aside what is none.
struct JSONRowsReader: LineReading, ReadyRecords {
    var ready: [Record] = []
    private var refused: [TableRefusal] = []
    private let mapping: TableMapping
    private var count = 0

    init(_ mapping: TableMapping) { self.mapping = mapping }

    var summary: FormatSummary { .rows(count) }

    mutating func read(_ line: String, _ number: Int) {
        if line.allSatisfy(\.isWhitespace) { return }
        count += 1
        let row = (try? JSONValue(json: Array(line.utf8))) ?? .string(line)
        do throws(FormatTrouble) {
            guard case .object = row else { throw .broken(line: number, why: "it is no JSON object, or not whole") }
            ready.append(try mapping.record(line: number, row: row))
        } catch {
            refused.append(TableRefusal(error, line: number, row: row))
        }
    }

    func end(_ lines: Int) throws {
        if count == 0 { throw FormatTrouble.empty }
    }

    mutating func takeRefused() -> [TableRefusal] {
        defer { refused = [] }
        return refused
    }
}
