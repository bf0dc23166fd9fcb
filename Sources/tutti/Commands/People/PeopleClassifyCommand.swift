import ArgumentParser
import Records

struct PeopleClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Say that an account is a human, a bot or an AI agent.",
        discussion: """
            Example:
              tutti people classify releases@example.org bot --why "our release job"
            """)

    @Argument(help: ArgumentHelp("An address, or \"Name <address>\".", valueName: "who"))
    var who: String

    @Argument(help: "human, bot or agent.")
    var kind: Kind

    @OptionGroup var decision: DecisionOptions

    enum Kind: String, ExpressibleByArgument, CaseIterable, Sendable {
        case human, bot, agent

        var kind: Person.Kind {
            switch self {
            case .human: .human
            case .bot: .bot
            case .agent: .agent
            }
        }
    }

    func run() async throws { try await decision.record(.classify, who, kind: kind.kind) }
}
