import ArgumentParser
import Foundation
import Records
import Store

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Bring the database's schema up to date, or make the database.",
        discussion: """
            Every command does so by itself. This one is for an operator who wants it done before the others start. It goes \
            forward only, in one transaction, and refuses a database of a newer Tutti.

            Examples:
              tutti migrate
              tutti migrate --database postgres://tutti@db.example.org/tutti
            """)

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON: where, and the number of the schema.")
    var json = false

    private struct Answer: Encodable {
        let database: String
        let schema: Int
    }

    func run() async throws {
        let place = try options.location().description
        let schema = try await options.withDatabase { try await $0.read { try $0.schemaNumber() } }
        if json {
            let answer = Answer(database: place, schema: schema)
            return Output.write(try JSONValue.canonical(answer, pretty: true) + Data("\n".utf8))
        }
        Output.write("The schema of \(place) is up to date.\n")
    }
}
