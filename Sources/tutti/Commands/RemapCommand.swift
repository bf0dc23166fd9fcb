import ArgumentParser
import Connectors
import Foundation
import Server
import Store

struct RemapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remap",
        abstract: "Read the archived answers of a source again, by what this version makes of them.",
        discussion: """
            Examples:
              tutti remap github-acme          after an update that reads GitHub's answers better
              tutti remap                      names the source connections

            Nothing is asked for again. All of it is replaced or nothing; what came with answers that are no longer kept stays \
            as it is. Pages and API go on with the old records until it is done.
            """)

    @Argument(help: "The source connection; without one, all are named.")
    var connection: String?

    @OptionGroup var options: DataOptions

    func run() async throws {
        guard let connection else { return try await list() }
        let progress = SharedProgress("answers")
        let outcome: Remapping.Outcome
        do {
            outcome = try await options.withDatabase { database in
                try await Remapping(database: database).run(connection) { progress.show(done: $0, of: $1) }
            }
        } catch let trouble as RemapTrouble {
            progress.end()
            throw CommandTrouble("\(trouble)")
        }
        progress.end()
        Output.write("\(outcome.answers) answers read again, \(outcome.records) records told by them\n")
    }

    private func list() async throws {
        let connections = try await options.withDatabase { try await $0.read { try $0.sourceConnections() } }
        if connections.isEmpty { throw CommandTrouble("No source is connected yet, so that nothing is archived.") }
        for connection in connections { Output.write("\(connection.id)  \(connection.kind)  \(connection.name)\n") }
    }
}
