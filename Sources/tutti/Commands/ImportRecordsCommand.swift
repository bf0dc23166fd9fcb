import ArgumentParser
import Connectors
import Foundation
import Records
import Store

struct ImportRecordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records",
        abstract: "Bring in pull requests, reviews, work items, builds, deployments or incidents from tables.",
        discussion: """
            Examples:
              tutti import records deployments.csv --kind deployments --mapping deployments.json
              tutti import records jira.jsonl.gz --kind work-items --mapping jira.json --dry-run
              sqlite3 -csv -header old.db "select * from runs" | tutti import records - --kind builds --mapping runs.json

            The mapping says which column is which field; `tutti map files csv FILE --mapping FILE` shows what comes of it. A \
            file is kept whole or not at all: what is wrong is said with its line and column. The same rows again change \
            nothing, and newer ones take the place of older ones.
            """)

    @Argument(help: "CSV or JSON Lines, packed with gzip or not; - is standard input.", completion: .file())
    var files: [String]

    @Option(help: "pull-requests, reviews, work-items, builds, deployments or incidents.")
    var kind: String

    @Option(help: ArgumentHelp("What the columns mean, as JSON.", valueName: "file"), completion: .file())
    var mapping: String

    @Flag(help: "Read everything, say what it comes to, and keep nothing.")
    var dryRun = false

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON, one object a table.")
    var json = false

    private struct Answer: Encodable {
        let file: String
        let rows: Int
        /// Nil where nothing is kept.
        let changed: Int?
    }

    func run() async throws {
        let mapping = try tableMapping()
        guard "\(mapping.record.rawValue)s" == kind.lowercased() else {
            let known = TableRecord.allCases.map { "\($0.rawValue)s" }
            guard known.contains(kind.lowercased()) else {
                throw CommandTrouble("There is no kind \"\(kind)\". There are: \(known.joined(separator: ", ")).")
            }
            throw CommandTrouble("The mapping speaks of \(mapping.record.rawValue)s, and --kind of \(kind).")
        }
        let tables = files.map { RecordTableFile(path: $0, mapping: mapping) }
        if dryRun {
            for table in tables { try say(table, try table.read { _ in }, changed: nil) }
            return
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try await options.withDatabase { database in
            for table in tables {
                let (rows, changed) = try await database.write { try table.save(to: $0, at: now) }
                try say(table, rows, changed: changed)
            }
        }
    }

    private func say(_ table: RecordTableFile, _ rows: Int, changed: Int?) throws {
        if json {
            let answer = Answer(file: table.path, rows: rows, changed: changed)
            return Output.write(try JSONValue.canonical(answer) + Data("\n".utf8))
        }
        let words = changed.map { "\($0) new or changed" } ?? "nothing is kept"
        Output.write(
            "\(table.path == "-" ? "standard input" : table.path): \(rows) row\(rows == 1 ? "" : "s"), \(words)\n")
    }

    private func tableMapping() throws -> TableMapping {
        var input = try MapInput(mapping)
        let content = try input.content()
        do { return try TableMapping(content) } catch { throw CommandTrouble("\(mapping): \(error)") }
    }
}

/// A table of records on its way into the database.
struct RecordTableFile: Sendable {
    let path: String
    let mapping: TableMapping

    /// The source connection that tables are kept under.
    static let connection = "file"

    /// - Returns: how many rows there are.
    /// - Throws: `CommandTrouble` that names line and column.
    func read(into take: (Record) throws -> Void) throws -> Int {
        var input = try MapInput(path)
        do {
            let head = try input.head(FileFormat.headLength)
            let start = head.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
            let isLines = start == UInt8(ascii: "{") || start == UInt8(ascii: "[")
            guard let format = FileFormat.named(isLines ? "json-lines" : "csv") else { return 0 }
            var reader = format.reader(FileFormat.Options(mapping: mapping))
            guard case .rows(let count) = try reader.read(from: { try input.read(into: $0) }, into: take) else {
                return 0
            }
            return count
        } catch let trouble as FormatTrouble {
            throw CommandTrouble("\(input.name): \(trouble)")
        } catch is Gunzip.Broken {
            throw CommandTrouble("\(input.name) is packed, and broken or not whole.")
        }
    }

    /// - Parameter at: milliseconds since 1970.
    func save(to db: any Connection, at: Int64) throws -> (rows: Int, changed: Int) {
        if try db.sourceConnection(Self.connection) == nil {
            try db.save(SourceConnection(id: Self.connection, kind: "file", name: "Files", createdAt: at / 1000))
        }
        var part: [Record] = []
        var changed = 0
        func save() throws {
            let saved = try db.save([Told(part, at: at)], of: Self.connection)
            changed += part.count { $0.key.map(saved.changed.contains) ?? false }
            part = []
        }
        let rows = try read { record in
            part.append(record)
            if part.count == 1000 { try save() }
        }
        try save()
        return (rows, changed)
    }
}
