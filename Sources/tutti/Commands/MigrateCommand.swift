import ArgumentParser
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

    func run() async throws {
        let place = try options.location().description
        try await options.withDatabase { _ in }
        Output.write("The schema of \(place) is up to date.\n")
    }
}
