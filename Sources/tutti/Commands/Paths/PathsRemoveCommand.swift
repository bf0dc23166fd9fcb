import ArgumentParser
import Features
import Foundation
import Records

struct PathsRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take all paths of a repository from a team, and forget its numbers there.",
        discussion: """
            Example:
              tutti paths remove billing shop
            """)

    @Argument(help: "The team's name.")
    var team: String

    @Argument(help: "The repository, by its id.")
    var repository: String

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON: what was removed.")
    var json = false

    func run() async throws {
        let (team, repository) = (team, repository)
        let removed = try await options.withDatabase { database in
            try await SharedPaths(database: database).remove(team, repository: repository)
        }
        if json { return Output.write(try JSONValue.canonical(removed, pretty: true) + Data("\n".utf8)) }
        Output.write("\(Printable.text(team)) has no paths in \(Printable.text(repository)) any more.\n")
    }
}
