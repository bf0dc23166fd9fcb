import Connectors
import Foundation
import Records
import Store

/// A table of records on its way into the database.
struct RecordTableFile: Sendable {
    let path: String
    let mapping: TableMapping

    /// The source connection that tables are kept under.
    static let connection = "file"

    /// What a file came to.
    struct Outcome: Sendable {
        var rows: Int
        /// Nil where nothing is kept.
        var changed: Int?
        var refused: [TableRefusal]
    }

    /// - Parameter setAside: is told of each row that is no record.
    /// - Returns: how many rows there are.
    /// - Throws: `CommandTrouble` for what cannot be taken apart.
    func read(into take: (Record) throws -> Void, setAside: (TableRefusal) throws -> Void) throws -> Int {
        var input = try MapInput(path)
        do {
            let head = try input.head(FileFormat.headLength)
            let start = head.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
            let isJSON = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
            guard let format = FileFormat.named(isJSON ? "json-lines" : "csv") else { return 0 }
            // An object over several lines has no line of its own to set aside: such a file is kept whole or not at all.
            let isByLine = !isJSON || Self.beginsWithWholeObject(head)
            var reader = format.reader(FileFormat.Options(mapping: mapping, setsAside: isByLine))
            let summary = try reader.read(from: { try input.read(into: $0) }, into: take, setAside: setAside)
            guard case .rows(let count) = summary else { return 0 }
            return count
        } catch let trouble as FormatTrouble {
            throw CommandTrouble("\(input.name): \(trouble)")
        } catch is Gunzip.Broken {
            throw CommandTrouble("\(input.name) is packed, and broken or not whole.")
        }
    }

    private static func beginsWithWholeObject(_ head: ArraySlice<UInt8>) -> Bool {
        let lines = String(decoding: head, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }) else { return false }
        let line = first.filter { !$0.isWhitespace && $0 != "\u{FEFF}" }
        return line.hasPrefix("{") && line != "{" && (line.hasSuffix("}") || lines.count == 1)
    }

    /// - Parameter at: milliseconds since 1970.
    func save(to db: any Connection, at: Int64) throws -> Outcome {
        try db.addFileConnection(at: at)
        var part: [Record] = []
        var companions = TableCompanions()
        var (changed, refused) = (0, [TableRefusal]())
        func save() throws {
            let told = part.flatMap { companions.with($0) }
            let saved = try db.save([Told(told, at: at)], of: Self.connection)
            changed += part.count { $0.key.map(saved.changed.contains) ?? false }
            part = []
        }
        let rows = try read { record in
            part.append(record)
            if part.count == 1000 { try save() }
        } setAside: {
            refused.append($0)
        }
        try save()
        let kind = mapping.record.plural
        try db.save(
            TableImport(
                file: path, kind: kind, importedAt: at, rows: rows, changed: changed, rejected: refused.count),
            rejected: refused.prefix(RejectedRow.most).map { try $0.row(of: path, kind) })
        return Outcome(rows: rows, changed: changed, refused: refused)
    }
}

extension Connection {
    /// So that what tables told has a source.
    func addFileConnection(at: Int64) throws {
        let id = RecordTableFile.connection
        guard try sourceConnection(id) == nil else { return }
        try save(SourceConnection(id: id, kind: "file", name: "Files", createdAt: at / 1000))
    }
}

extension TableRefusal {
    var sentence: String { "Line \(line)\(column.map { ", column “\($0)”" } ?? ""): \(why)" }

    func row(of file: String, _ kind: String) throws -> RejectedRow {
        RejectedRow(
            file: file, kind: kind, line: line, column: column, why: why,
            body: String(decoding: try JSONValue.canonical(row), as: UTF8.self))
    }
}

extension TableMapping {
    /// - Throws: `CommandTrouble`.
    init(file: String) throws {
        var input = try MapInput(file)
        let content = try input.content()
        do { self = try TableMapping(content) } catch { throw CommandTrouble("\(file): \(error)") }
    }
}
