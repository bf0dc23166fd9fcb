import ArgumentParser
import Features
import Foundation
import Records

struct PathsListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the teams of each repository with their paths.",
        discussion: """
            Examples:
              tutti paths list
              tutti paths list --repository shop --json
            """)

    @Option(help: "Only this repository, by its id.")
    var repository: String?

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let wanted = repository
        let found = try await options.withDatabase { database in
            try await SharedPaths(database: database).all(in: wanted)
        }
        if json { return Output.write(try JSONValue.canonical(found, pretty: true) + Data("\n".utf8)) }
        if found.isEmpty {
            Output.write("No paths belong to a team yet. `tutti paths set TEAM REPOSITORY PATH` gives it some.\n")
        }
        for team in found { Output.write(team.line + "\n") }
    }
}
