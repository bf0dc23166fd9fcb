import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring histories into the database.",
        discussion: """
            Examples:
              tutti import git ../payments ../ledger
              tutti import git https://git.example.org/team/service.git
            """,
        subcommands: [ImportGitCommand.self])
}
