import ArgumentParser

struct ConnectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "connect",
        abstract: "Connect GitHub or GitLab, and look after what is connected.",
        discussion: """
            Examples:
              tutti connect github --repository octocat/hello-world --token-file token.txt
              tutti connect gitlab --url https://git.example.org --repository group --allow-outgoing git.example.org
              tutti connect github --check                 only say what a token may read
              tutti connect repositories github            list what a token sees
              tutti connect list
              tutti connect sync github-1a2b3c4d

            Without a token's file it is asked for on the terminal, and not shown. It is checked first, and kept sealed by \
            the key file. A running server on the same database reads what is connected by itself.
            """,
        subcommands: [
            ConnectAddCommand.self, ConnectRepositoriesCommand.self, ConnectListCommand.self, ConnectSyncCommand.self,
            ConnectPauseCommand.self,
            ConnectResumeCommand.self, ConnectRemoveCommand.self, ConnectWritingCommand.self, ConnectTestCommand.self,
        ],
        defaultSubcommand: ConnectAddCommand.self)
}
