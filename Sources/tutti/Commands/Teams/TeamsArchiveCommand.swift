import ArgumentParser
import Features

struct TeamsArchiveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "End a team and all memberships of it; its past stays.",
        discussion: """
            Examples:
              tutti teams archive payments
              tutti teams archive payments --restore
            """)

    @Argument(help: "The team's name.")
    var name: String

    @Flag(help: "Take it back. Memberships stay ended.")
    var restore = false

    @OptionGroup var options: TeamOptions

    func run() async throws {
        let (name, restore) = (name, restore)
        let words = restore ? "The team \(name) exists again." : "The team \(name) is archived."
        try await options.change(name, saying: words) { db, now in
            guard let team = try db.team(name) else { throw TeamTrouble.unknown(name) }
            if restore {
                try db.restore(name, by: .commandLine, at: now)
            } else {
                try db.archive(name, on: team.day(at: now), by: .commandLine, at: now)
            }
        }
    }
}
