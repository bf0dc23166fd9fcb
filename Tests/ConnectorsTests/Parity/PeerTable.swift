import Foundation
import TestKit

/// A table of the shared data as a CSV file holds it (RFC 4180): the first row names the columns.
struct PeerTable {
    let name: String
    let columns: [String]
    let rows: [[String: String]]

    /// - Parameter path: inside the shared data, such as `devlake/github/snapshot_tables/issues.csv`; also when it is packed.
    init(_ path: String) throws {
        let file = SharedData.file(path)
        let packed = SharedData.file(path + ".gz")
        let text =
            FileManager.default.fileExists(atPath: packed.path())
            ? try BuiltProgram.run("/usr/bin/env", ["gzip", "-dc", packed.path()]).output
            : String(decoding: try Data(contentsOf: file), as: UTF8.self)
        let cells = Self.cells(of: text)
        let columns = cells.first ?? []
        name = file.deletingPathExtension().lastPathComponent
        self.columns = columns
        rows = cells.dropFirst().map { Dictionary(zip(columns, $0)) { first, _ in first } }
    }

    private init(name: String, columns: [String], rows: [[String: String]]) {
        self.name = name
        self.columns = columns
        self.rows = rows
    }

    /// Some of its rows.
    func only(_ isMeant: ([String: String]) -> Bool) -> PeerTable {
        PeerTable(name: name, columns: columns, rows: rows.filter(isMeant))
    }

    /// The bodies of answers that a raw table keeps, in its order.
    var answers: [(body: Data, url: String?)] { rows.map { (Data(($0["data"] ?? "").utf8), $0["url"]) } }

    private static func cells(of text: String) -> [[String]] {
        var rows: [[String]] = [[]]
        var cell: [UInt8] = []
        var isQuoted = false
        var before: UInt8 = 0
        for byte in text.utf8 {
            switch (byte, isQuoted) {
            case (UInt8(ascii: "\""), true): isQuoted = false
            case (UInt8(ascii: "\""), false):
                // A quote that follows the closing one stands for itself.
                if before == UInt8(ascii: "\"") { cell.append(byte) }
                isQuoted = true
            case (UInt8(ascii: ","), false): rows[rows.count - 1].append(take(&cell))
            case (UInt8(ascii: "\r"), false): break
            case (UInt8(ascii: "\n"), false):
                rows[rows.count - 1].append(take(&cell))
                rows.append([])
            default: cell.append(byte)
            }
            before = byte
        }
        if !cell.isEmpty { rows[rows.count - 1].append(take(&cell)) }
        return rows.filter { $0.count > 1 }
    }

    private static func take(_ cell: inout [UInt8]) -> String {
        defer { cell = [] }
        return String(decoding: cell, as: UTF8.self)
    }
}
