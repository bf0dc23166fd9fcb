import ArgumentParser
import Features
import Foundation
import Records
import Server

struct PathsSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Give a team paths of a repository, in place of those that it had.",
        discussion: """
            Everything that lies under one of the paths belongs to the team.

            Examples:
              tutti paths set billing shop services/billing libs/money
              tutti paths set "Web & apps" shop web --database postgres://tutti@db.example.org/tutti
            """)

    @Argument(help: "The team's name.")
    var team: String

    @Argument(help: "The repository, by its id.")
    var repository: String

    @Argument(help: ArgumentHelp("Folders or files, as the repository has them.", valueName: "path"))
    var paths: [String]

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON: the team's paths, and how many files lie there.")
    var json = false

    func run() async throws {
        let (team, repository, mirrors) = (try name(), repository, options.mirrors)
        let rules = try rules()
        let kept = try await Interruption.cancels {
            try await options.withDatabase { database in
                try await SharedPaths(database: database).set(
                    rules, team: team, repository: repository,
                    measurer: Measurer(database: database, mirrors: mirrors, now: { Date() }))
            }
        }
        if json { return Output.write(try JSONValue.canonical(kept, pretty: true) + Data("\n".utf8)) }
        Output.write(kept.line + "\n")
    }

    private func name() throws -> String {
        let name = team.trimmingCharacters(in: .whitespaces)
        guard (1...PathRules.longestName).contains(name.count), !name.contains(where: \.isNewline) else {
            throw CommandTrouble("A team's name has 1 to \(PathRules.longestName) letters on one line.")
        }
        return name
    }

    private func rules() throws -> Set<String> {
        do { return try PathRules.rules(paths) } catch let trouble as TeamTrouble {
            throw CommandTrouble(trouble.description)
        }
    }
}
