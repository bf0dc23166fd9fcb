import ArgumentParser
import Features
import Foundation
import Interface
import Records
import Server

struct ImportGitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "git",
        abstract: "Bring git repositories in: folders, or URLs that git understands.",
        discussion: """
            A second run reads only what is new. A rewritten history ends in the same records as a fresh import, and a run \
            that was cut off goes on where it stopped. What is behind a URL is copied into the data folder.

            Examples:
              tutti import git .
              tutti import git ../payments ../ledger --data /srv/tutti
              tutti import git https://git.example.org/team/service.git --database postgres://tutti@db/tutti
            """)

    @Argument(help: ArgumentHelp("Folders or URLs.", valueName: "path-or-url"))
    var locations: [String]

    @OptionGroup var options: DataOptions

    @Flag(help: "Print JSON, one object a repository.")
    var json = false

    private struct Answer: Encodable {
        let repository: Repository
        let newCommits, removedCommits, missingObjects: Int
    }

    func run() async throws {
        let (locations, options) = (locations, options)
        let outcomes = try await Interruption.cancels {
            // The first is opened, and read, while the database is being made.
            let isNew = try options.isNew()
            return try await options.withOpeningDatabase { database in
                var outcomes: [ImportOutcome] = []
                for location in locations {
                    let importer = Importer(
                        database: database, mirrors: options.mirrors, readsAhead: isNew && outcomes.isEmpty,
                        now: { Date() })
                    outcomes.append(try await Self.bring(location, by: importer))
                }
                return outcomes
            }
        }
        for outcome in outcomes { try tell(outcome) }
    }

    private static func bring(_ location: String, by importer: Importer) async throws -> ImportOutcome {
        let bar = SharedProgress("commits")
        defer { bar.end() }
        return try await importer.run(location) { bar.show(done: $0.done, of: $0.total) }
    }

    private func tell(_ outcome: ImportOutcome) throws {
        if json {
            let answer = Answer(
                repository: outcome.repository, newCommits: outcome.added, removedCommits: outcome.removed,
                missingObjects: outcome.missingObjects)
            return Output.write(try JSONValue.canonical(answer) + Data("\n".utf8))
        }
        let gone = outcome.removed > 0 ? ", \(Format.number(outcome.removed)) are gone" : ""
        let missing =
            outcome.missingObjects > 0
            ? "; \(Format.number(outcome.missingObjects)) contents are missing in the clone, their lines are unknown"
            : ""
        let new = outcome.added == 1 ? "1 new commit" : "\(Format.number(outcome.added)) new commits"
        Output.write("\(Printable.text(outcome.repository.name)): \(new)\(gone)\(missing)\n")
    }
}
