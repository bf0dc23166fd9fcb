import ArgumentParser

struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin",
        abstract: "Say who administers this installation, from the machine that holds its database.",
        discussion: """
            Examples:
              tutti admin create                       a link that makes an administrator
              tutti admin reset ada                    a link by which ada chooses another password
              tutti admin list

            There is no default account and no mail: a link is printed once, to be opened in a browser or passed on.
            """,
        subcommands: [AdminCreateCommand.self, AdminResetCommand.self, AdminListCommand.self])
}
