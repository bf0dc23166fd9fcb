import ArgumentParser
import Connectors
import Features
import Foundation
import Records
import Store

struct ImportRejectedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rejected",
        abstract: "List rows of tables that could not be read, and read them again by a better mapping.",
        discussion: """
            Examples:
              tutti import rejected                                          what was set aside, and why
              tutti import rejected --kind deployments --mapping better.json reads those again
              tutti import rejected --file deployments.csv --forget          takes them off the list

            What can be read now is kept as if it had come with its file, and leaves the list; what still cannot stays, with \
            the reason of this time. Importing a file again forgets what was set aside of it before.
            """)

    @Option(help: "Only of this kind: pull-requests, reviews, work-items, builds, deployments, incidents or analyses.")
    var kind: String?

    @Option(help: "Only of this file, as it was named when it was imported.")
    var file: String?

    @Option(
        help: ArgumentHelp("Read them again: what the columns mean, as JSON.", valueName: "file"), completion: .file())
    var mapping: String?

    @Flag(help: "Take them off the list.")
    var forget = false

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    private struct Listed: Encodable {
        let file, kind: String
        let line: Int
        let column: String?
        let why: String
    }

    private struct Answer: Encodable {
        var read = 0
        var forgotten = 0
        var left: [Listed]
    }

    func validate() throws {
        if mapping != nil, forget { throw ValidationError("--mapping and --forget exclude each other.") }
    }

    func run() async throws {
        let mapping = try mapping.map { try TableMapping(file: $0) }
        if let mapping, let kind, mapping.record.plural != kind {
            throw CommandTrouble("The mapping speaks of \(mapping.record.plural), and --kind of \(kind).")
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let (kind, file, forget) = (mapping.map { $0.record.plural } ?? kind, file, forget)
        let answer = try await options.withDatabase { database in
            try await database.write { db in
                let rows = try db.rejectedRows(kind: kind, file: file)
                if let mapping { return try Self.again(rows, mapping, db, at: now) }
                if forget { try db.removeRejected(rows) }
                return Answer(forgotten: forget ? rows.count : 0, left: forget ? [] : rows.map(Self.listed))
            }
        }
        try say(answer)
        if !answer.left.isEmpty { throw ExitCode(Ending.Code.finding.rawValue) }
    }

    private static func listed(_ row: RejectedRow) -> Listed {
        Listed(file: row.file, kind: row.kind, line: row.line, column: row.column, why: row.why)
    }

    private static func again(
        _ rows: [RejectedRow], _ mapping: TableMapping, _ db: any Connection, at now: Int64
    ) throws -> Answer {
        var (read, left) = ([(RejectedRow, Record)](), [RejectedRow]())
        for var row in rows {
            let body = try JSONValue(json: Array(row.body.utf8))
            do throws(FormatTrouble) {
                read.append((row, try mapping.record(line: row.line, row: body)))
            } catch {
                (row.column, row.why) = error.cell
                left.append(row)
            }
        }
        if !read.isEmpty {
            try db.addFileConnection(at: now)
            var companions = TableCompanions()
            let told = read.flatMap { companions.with($0.1) }
            _ = try db.save([Told(told, at: now)], of: RecordTableFile.connection)
        }
        try db.removeRejected(read.map(\.0))
        try db.update(left)
        return Answer(read: read.count, left: left.map(Self.listed))
    }

    private func say(_ answer: Answer) throws {
        if json { return Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8)) }
        if mapping != nil { Output.write("\(answer.read) read, \(answer.left.count) still set aside\n") }
        if forget { Output.write("\(answer.forgotten) forgotten\n") }
        if mapping == nil, !forget, answer.left.isEmpty { Output.write("Nothing is set aside.\n") }
        for row in answer.left {
            let column = row.column.map { ", column “\($0)”" } ?? ""
            Output.write(Printable.text("\(row.file) (\(row.kind)): Line \(row.line)\(column): \(row.why)") + "\n")
        }
    }
}

extension FormatTrouble {
    /// The column that it is about, where it is about one, and why.
    fileprivate var cell: (column: String?, why: String) {
        if case .cell(_, let column, let why) = self { (column.isEmpty ? nil : column, why) } else { (nil, "\(self)") }
    }
}
