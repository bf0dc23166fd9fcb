import ArgumentParser

struct PrivacyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "privacy",
        abstract: "Say what a round promises, and what nobody can promise.",
        discussion: """
            Examples:
              tutti privacy explain
              tutti privacy explain https://tutti.example.org/pulse/… --token-file token
            """,
        subcommands: [PrivacyExplainCommand.self])
}
