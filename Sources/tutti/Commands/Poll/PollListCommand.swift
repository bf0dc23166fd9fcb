import ArgumentParser
import Foundation
import Records

struct PollListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The last polls, the newest first.",
        discussion: """
            Examples:
              tutti poll list
              tutti poll list --json
            """)

    @OptionGroup var polls: AskedPolls

    func run() async throws {
        let found = try await polls.polls()
        if polls.json { return Output.write(try JSONValue.canonical(found, pretty: true) + Data("\n".utf8)) }
        Output.write(
            found.isEmpty ? "Nobody was asked anything yet.\n" : found.map { PollText(poll: $0).line }.joined())
    }
}

struct PollShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One poll, and after its close what was said.",
        discussion: """
            Examples:
              tutti poll show https://tutti.example.org/pulse/…
              tutti poll show k3Jx… --json
            """)

    @Argument(help: "Its address or its id.")
    var poll: String
    @OptionGroup var polls: AskedPolls

    func run() async throws { try polls.tell(try await polls.poll(AskedPolls.id(poll))) }
}
