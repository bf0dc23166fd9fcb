import ArgumentParser
import Records

struct PeopleSplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Say that two accounts are two people, whatever the rules say.",
        discussion: """
            Example:
              tutti people split "Ada <home@example.org>" "Eve <home@example.org>" --why "they share an address"
            """)

    @Argument(help: ArgumentHelp("An address, or \"Name <address>\".", valueName: "first"))
    var first: String

    @Argument(help: ArgumentHelp("The other one.", valueName: "second"))
    var second: String

    @OptionGroup var decision: DecisionOptions

    func run() async throws { try await decision.record(.split, first, second) }
}
