import ArgumentParser
import Records

struct PeopleMergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that two accounts are one person, known by the first.",
        discussion: """
            Example:
              tutti people merge ada@example.org ada@home.net --why "her laptop at home"
            """)

    @Argument(help: ArgumentHelp("An address, or \"Name <address>\".", valueName: "first"))
    var first: String

    @Argument(help: ArgumentHelp("The other one.", valueName: "second"))
    var second: String

    @OptionGroup var decision: DecisionOptions

    func run() async throws { try await decision.record(.merge, first, second) }
}
