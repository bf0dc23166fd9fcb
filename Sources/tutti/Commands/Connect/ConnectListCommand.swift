import ArgumentParser
import Features
import Foundation
import Records
import Store

struct ConnectListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what is connected, and how it does.",
        discussion: """
            Example:
              tutti connect list --json
            """)

    @OptionGroup var data: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let lines = try await data.withDatabase { database in
            try await database.read { db in
                try db.sourceConnections().map { ConnectWords.line($0, try db.sourceSync(of: $0.id)) }
            }
        }
        if json { return try ConnectWords.print(lines) }
        if lines.isEmpty { return Output.write("Nothing yet. “tutti connect github” begins.\n") }
        for line in lines {
            let last = line.lastGoodAt.map { "last read \($0)" } ?? "not read yet"
            let trouble = line.trouble.map { "; \($0)" } ?? ""
            Output.write(Printable.text("\(line.id)  \(line.name): \(line.state), \(last)\(trouble)") + "\n")
        }
    }
}
