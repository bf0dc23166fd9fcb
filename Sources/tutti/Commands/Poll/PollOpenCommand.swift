import ArgumentParser
import Foundation

struct PollOpenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Open a poll. Its mode never changes.",
        discussion: """
            Without options it asks for yes or no. Anonymous is the usual, from six people on and for four hours at least; with --named \
            everybody who is asked sees after the close who said what. Nothing is told before the close.

            Examples:
              tutti poll open "Shall we move the stand-up to ten?" --team payments --named --hours 4
              tutti poll open "What first?" --dots --option "Faster builds" --option "Fewer alarms" --option Documents
              tutti poll open "In which order?" --ranking --option Api --option Web --option App
            """)

    @Argument(help: "What is asked.")
    var question: String

    @Option(
        name: .customLong("option"),
        help: ArgumentHelp("What can be chosen. May be given several times.", valueName: "text"))
    var options: [String] = []

    @Flag(help: "Share dots on the options: one for every three options, at most two on one.")
    var dots = false

    @Flag(help: "Put the options in an order, counted by Borda.")
    var ranking = false

    @Option(help: ArgumentHelp("Whom it asks: a team of yours; everybody without it.", valueName: "name"))
    var team: String?

    @Flag(help: "With names, which everybody who is asked sees after the close.")
    var named = false

    @Option(help: "How long it is open.")
    var hours = 24

    @OptionGroup var polls: AskedPolls

    func validate() throws {
        guard !(dots && ranking) else { throw ValidationError("--dots and --ranking are two ways; give one.") }
        guard !(dots || ranking) || !options.isEmpty else {
            throw ValidationError("Give what can be chosen: --option.")
        }
    }

    private struct Wish: Encodable {
        let question: String
        let kind: String
        let options: [String]
        let team: String?
        let mode: String
        let hours: Int
    }

    func run() async throws {
        let kind = dots ? "dots" : ranking ? "ranking" : options.isEmpty ? "yes-no" : "choice"
        try polls.tell(
            try await polls.open(
                Wish(
                    question: question, kind: kind, options: options, team: team, mode: named ? "named" : "anonymous",
                    hours: hours)))
    }
}
