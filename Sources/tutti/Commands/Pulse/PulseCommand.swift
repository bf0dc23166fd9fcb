import ArgumentParser

struct PulseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pulse",
        abstract: "Ask a team how it really is, and read what it answered.",
        discussion: """
            Examples:
              tutti pulse answer https://tutti.example.org/pulse/… --token-file token --hash …
              tutti pulse send                                    what waited for its moment
              tutti pulse schedule list                           what comes again, and when
              tutti pulse packs list                              what can be asked
              tutti pulse burden                                  how much of people's time that takes
              tutti pulse analyse answers.csv                     of any answers you already have
              tutti pulse analyse answers.csv --scale 1-5 --json
              tutti pulse import responses.csv --from zigpoll     results of another tool
            """,
        subcommands: [
            PulseAnswerCommand.self, PulseSendCommand.self, PulseScheduleCommand.self, PulsePacksCommand.self,
            PulseBurdenCommand.self, PulseAnalyseCommand.self, PulseImportCommand.self, PulseRepliesCommand.self,
            PulseReplyCommand.self, PulseFollowUpCommand.self, PulseTieCommand.self,
        ])
}
