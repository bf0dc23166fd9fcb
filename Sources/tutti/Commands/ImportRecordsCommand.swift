import ArgumentParser
import Connectors
import Foundation
import Records
import Store

struct ImportRecordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records",
        abstract: "Bring in pull requests, reviews, work items, builds and the like from tables.",
        discussion: """
            Examples:
              tutti import records deployments.csv --kind deployments --mapping deployments.json
              tutti import records jira.jsonl.gz --kind work-items --mapping jira.json --dry-run
              sqlite3 -csv -header old.db "select * from runs" | tutti import records - --kind builds --mapping runs.json

            The mapping says which column is which field; `tutti map files csv FILE --mapping FILE` shows what comes of it. \
            Rows that are no records are named with line, column and reason and set aside, the others are kept, and the \
            command then ends with code 1; `tutti import rejected` lists what was set aside and reads it again by a better \
            mapping. A file that cannot be taken apart is not kept at all. The same rows again change nothing, and newer ones \
            take the place of older ones.
            """)

    @Argument(help: "CSV or JSON Lines, packed with gzip or not; - is standard input.", completion: .file())
    var files: [String]

    @Option(help: "pull-requests, reviews, work-items, builds, deployments, incidents or analyses.")
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
        let rejected: Int
        /// The first of them.
        let troubles: [String]
    }

    func run() async throws {
        let mapping = try tableMapping()
        guard mapping.record.plural == kind.lowercased() else {
            let known = TableRecord.allCases.map(\.plural)
            guard known.contains(kind.lowercased()) else {
                throw CommandTrouble("There is no kind \"\(kind)\". There are: \(known.joined(separator: ", ")).")
            }
            throw CommandTrouble("The mapping speaks of \(mapping.record.plural), and --kind of \(kind).")
        }
        let tables = files.map { RecordTableFile(path: $0, mapping: mapping) }
        if dryRun {
            let outcomes = try tables.map { table in
                var refused: [TableRefusal] = []
                let rows = try table.read(into: { _ in }, setAside: { refused.append($0) })
                return RecordTableFile.Outcome(rows: rows, changed: nil, refused: refused)
            }
            return try say(outcomes)
        }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        try await options.withDatabase { database in
            var outcomes: [RecordTableFile.Outcome] = []
            for table in tables { outcomes.append(try await database.write { try table.save(to: $0, at: now) }) }
            try say(outcomes)
        }
    }

    private func say(_ outcomes: [RecordTableFile.Outcome]) throws {
        for (path, outcome) in zip(files, outcomes) { try say(path, outcome) }
        if outcomes.contains(where: { !$0.refused.isEmpty }) { throw ExitCode(Ending.Code.finding.rawValue) }
    }

    private func say(_ path: String, _ outcome: RecordTableFile.Outcome) throws {
        let name = path == "-" ? "standard input" : path
        let troubles = outcome.refused.prefix(Self.shown).map { "\(name): \($0.sentence)" }
        if json {
            let answer = Answer(
                file: path, rows: outcome.rows, changed: outcome.changed, rejected: outcome.refused.count,
                troubles: troubles)
            return Output.write(try JSONValue.canonical(answer) + Data("\n".utf8))
        }
        var words = outcome.changed.map { "\($0) new or changed" } ?? "nothing is kept"
        if !outcome.refused.isEmpty { words += ", \(outcome.refused.count) set aside" }
        Output.write("\(name): \(outcome.rows) row\(outcome.rows == 1 ? "" : "s"), \(words)\n")
        for trouble in troubles { Output.complain(trouble) }
        if outcome.refused.count > troubles.count {
            Output.complain("\(name): \(outcome.refused.count - troubles.count) more like these")
        }
    }

    private static let shown = 20

    private func tableMapping() throws -> TableMapping { try TableMapping(file: mapping) }
}
