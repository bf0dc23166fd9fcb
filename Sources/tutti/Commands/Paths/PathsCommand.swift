import ArgumentParser

struct PathsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "paths",
        abstract: "Say which paths of a shared repository belong to which team.",
        discussion: """
            Examples:
              tutti paths list
              tutti paths set billing shop services/billing libs/money
              tutti paths remove billing shop

            Pages and API then offer each team its own numbers beside those of the whole repository. A path may belong to \
            several teams, and need not belong to any.
            """,
        subcommands: [PathsListCommand.self, PathsSetCommand.self, PathsRemoveCommand.self])
}
