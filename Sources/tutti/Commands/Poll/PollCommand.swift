import ArgumentParser

struct PollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Ask one question at once, anonymously or by name, and see what was said.",
        discussion: """
            A server is asked with an API token of yours (TUTTI_SERVER and TUTTI_TOKEN). What is anonymous is answered with a \
            ticket: “tutti pulse answer”.

            Examples:
              tutti poll open "Shall we move the stand-up to ten?" --team payments --named
              tutti poll open "What first?" --dots --option "Faster builds" --option "Fewer alarms" --option Documents
              tutti poll list
              tutti poll answer k3Jx… --choice yes
              tutti poll show k3Jx…
            """,
        subcommands: [
            PollOpenCommand.self, PollListCommand.self, PollAnswerCommand.self, PollShowCommand.self,
        ])
}
