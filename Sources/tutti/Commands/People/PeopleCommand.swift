import ArgumentParser

struct PeopleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "See who was recognised behind which accounts, and decide where the rules cannot.",
        discussion: """
            Examples:
              tutti people list
              tutti people explain ada@example.org
              tutti people merge ada@example.org ada@home.net --why "her laptop at home"
              tutti people split ada@example.org ada@home.net --why "they are sisters"
              tutti people classify releases@example.org bot --why "our release job"

            A decision is kept with who, when and why. Another one takes it back; numbers follow at once.
            """,
        subcommands: [
            PeopleListCommand.self, PeopleExplainCommand.self, PeopleMergeCommand.self, PeopleSplitCommand.self,
            PeopleClassifyCommand.self,
        ])
}
