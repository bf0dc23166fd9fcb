import ArgumentParser
import Features

struct PulseSchedulePauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Open no more rounds until it runs again. One that is open stays so.",
        discussion: """
            Examples:
              tutti pulse schedule pause k3Jx…
            """)

    @Argument(help: "The schedule's id, as the list shows it.")
    var id: String
    @OptionGroup var options: ScheduleOptions

    func run() async throws { try await options.set(.paused, of: id) }
}

struct PulseScheduleResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Let a paused one run again, from its next day on.",
        discussion: """
            Examples:
              tutti pulse schedule resume k3Jx…
            """)

    @Argument(help: "The schedule's id, as the list shows it.")
    var id: String
    @OptionGroup var options: ScheduleOptions

    func run() async throws { try await options.set(.running, of: id) }
}

struct PulseScheduleEndCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "end", abstract: "End it for good. Its rounds and their results stay.",
        discussion: """
            Examples:
              tutti pulse schedule end k3Jx…
            """)

    @Argument(help: "The schedule's id, as the list shows it.")
    var id: String
    @OptionGroup var options: ScheduleOptions

    func run() async throws { try await options.set(.ended, of: id) }
}
