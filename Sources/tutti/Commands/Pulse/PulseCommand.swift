import ArgumentParser

struct PulseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse",
        abstract: "Ask a team how it really is, and read what it answered.",
        discussion: """
            Examples:
              tutti pulse analyse answers.csv                     of any answers you already have
              tutti pulse analyse answers.csv --scale 1-5 --json
            """,
        subcommands: [PulseAnalyseCommand.self])
}
