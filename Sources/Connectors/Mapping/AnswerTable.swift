import Foundation

/// Rows of a CSV file (RFC 4180) that keeps an answer in each.
struct AnswerTable {
    struct Row {
        /// Where it begins, from 1.
        let line: Int
        let cells: [Data]
    }

    let columns: [String]
    let rows: [Row]

    init(_ text: Data) {
        var rows = Self.rows(of: text)
        let header = rows.isEmpty ? nil : rows.removeFirst()
        columns = (header?.cells ?? []).map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces).lowercased()
        }
        self.rows = rows
    }

    /// Nil where there is no such column, the row is too short, or nothing stands there.
    func cell(_ column: String, of row: Row) -> Data? {
        guard let place = columns.firstIndex(of: column), place < row.cells.count, !row.cells[place].isEmpty else {
            return nil
        }
        return row.cells[place]
    }

    private static func rows(of text: Data) -> [Row] {
        var rows: [Row] = []
        var cells: [Data] = []
        var cell: [UInt8] = []
        var line = 1
        var start = 1
        var isQuoted = false
        var before: UInt8 = 0
        func finishRow() {
            cells.append(Data(cell))
            if cells.count > 1 || !cell.isEmpty { rows.append(Row(line: start, cells: cells)) }
            (cells, cell, start) = ([], [], line)
        }
        for byte in text {
            if byte == UInt8(ascii: "\n") { line += 1 }
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), true): isQuoted = false
            case (UInt8(ascii: "\""), false):
                // A quote right after the closing one stands for itself.
                if before == byte { cell.append(byte) }
                isQuoted = true
            case (UInt8(ascii: ","), false):
                cells.append(Data(cell))
                cell = []
            case (UInt8(ascii: "\r"), false): break
            case (UInt8(ascii: "\n"), false): finishRow()
            default: cell.append(byte)
            }
            before = byte
        }
        if !cells.isEmpty || !cell.isEmpty { finishRow() }
        return rows
    }
}
