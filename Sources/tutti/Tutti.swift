import ArgumentParser

struct Tutti: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "tutti",
        abstract: "What holds a team's knowledge together, and where it is thin.",
        discussion: """
            Start in any git clone:
              tutti report                     findings, numbers, and what could not be seen
              tutti report --html report.html  the same as a file with charts
              tutti serve                      the same as pages on http://127.0.0.1:8888
              tutti explain truck-factor       how one number came about
              tutti check                      what the repository should have, for CI

            Nothing in the clone is changed or run, and nothing leaves this machine; what you connect \
            yourself (tutti connect) is asked for more.

            Exit codes: 0 all is well, 1 something was found, 2 the command or its input cannot be used, 3 the \
            network, 4 not allowed.
            Completion: tutti --generate-completion-script bash (or zsh, fish).
            """,
        version: version,
        subcommands: [
            ReportCommand.self, ExplainCommand.self, CheckCommand.self, ServeCommand.self, DemoCommand.self,
            ImportCommand.self,
            ConnectCommand.self, WebhooksCommand.self, NextCommand.self, ReviewCommand.self, PeopleCommand.self,
            TeamsCommand.self,
            PathsCommand.self,
            HolidaysCommand.self, MeCommand.self, PulseCommand.self, PollCommand.self, PrivacyCommand.self,
            SignalsCommand.self,
            MapCommand.self, DeployedCommand.self, IncidentCommand.self, BuildCommand.self, RemapCommand.self,
            AdminCommand.self,
            RetentionCommand.self, MigrateCommand.self, DoctorCommand.self,
        ])
}
