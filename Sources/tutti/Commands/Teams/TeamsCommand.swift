import ArgumentParser

struct TeamsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "teams",
        abstract: "See and change the teams, and who belongs to them.",
        discussion: """
            Examples:
              tutti teams list
              tutti teams add payments --title "Payments" --zone Europe/Berlin
              tutti teams add cards --parent payments
              tutti teams change payments --title "Paying and billing"
              tutti teams member add payments ada --lead
              tutti teams member end payments ada
              tutti teams repositories payments --add shop/cards

            A team's name never changes: path rules and addresses go by it. Its title may.
            """,
        subcommands: [
            TeamsListCommand.self, TeamsAddCommand.self, TeamsChangeCommand.self, TeamsArchiveCommand.self,
            TeamsMemberCommand.self, TeamsRepositoriesCommand.self,
        ])
}
