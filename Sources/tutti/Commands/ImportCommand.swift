import ArgumentParser

struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring histories and tables into the database.",
        discussion: """
            Examples:
              tutti import git ../payments ../ledger
              tutti import git https://git.example.org/team/service.git
              tutti import records deployments.csv --kind deployments --mapping deployments.json
            """,
        subcommands: [ImportGitCommand.self, ImportRecordsCommand.self, ImportRejectedCommand.self])
}
