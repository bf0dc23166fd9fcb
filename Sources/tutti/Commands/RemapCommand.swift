import ArgumentParser
import Connectors
import Foundation
import Records
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

    @Flag(help: "Print JSON: what was read again, or the source connections.")
    var json = false

    private struct Answer: Encodable {
        let answers, records: Int
    }

    private struct Source: Encodable {
        let id, kind, name: String
    }

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
        if json { return try write(Answer(answers: outcome.answers, records: outcome.records)) }
        Output.write("\(outcome.answers) answers read again, \(outcome.records) records told by them\n")
    }

    private func list() async throws {
        let connections = try await options.withDatabase { try await $0.read { try $0.sourceConnections() } }
        if json { return try write(connections.map { Source(id: $0.id, kind: $0.kind, name: $0.name) }) }
        if connections.isEmpty { throw CommandTrouble("No source is connected yet, so that nothing is archived.") }
        for connection in connections { Output.write("\(connection.id)  \(connection.kind)  \(connection.name)\n") }
    }

    private func write(_ answer: some Encodable) throws {
        Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8))
    }
}
