import ArgumentParser
import Features
import Foundation
import Surveys

struct PollAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answer a poll that carries names.",
        discussion: """
            Until the close it may be answered again and taken back. An anonymous poll is answered with a ticket, so that nobody \
            can tell whose answer it is: “tutti pulse answer”.

            Examples:
              tutti poll answer k3Jx… --choice yes
              tutti poll answer k3Jx… --dots 1=2 --dots 3=1
              tutti poll answer k3Jx… --ranking 3,1,2
              tutti poll answer k3Jx… --withdraw
            """)

    @Argument(help: "Its address or its id.")
    var poll: String

    @Option(help: ArgumentHelp("The option that you choose.", valueName: "id"))
    var choice: String?

    @Option(help: ArgumentHelp("Dots on an option. May be given several times.", valueName: "id=count"))
    var dots: [String] = []

    @Option(help: ArgumentHelp("All options, the most important first, with commas between.", valueName: "ids"))
    var ranking: String?

    @Flag(help: "Take back what you answered.")
    var withdraw = false

    @OptionGroup var polls: AskedPolls

    func validate() throws {
        let ways = [choice != nil, !dots.isEmpty, ranking != nil, withdraw].count { $0 }
        guard ways == 1 else {
            throw ValidationError("Give one of --choice, --dots, --ranking and --withdraw.")
        }
    }

    private struct Vote: Encodable { let answer: Answer? }

    func run() async throws {
        let id = try AskedPolls.id(poll)
        let known = try await polls.poll(id)
        guard known.mode == "named" else {
            throw CommandTrouble(
                "This poll is anonymous, and your token would tell who you are. Answer it with a ticket: tutti pulse answer \(known.url) after your server's address."
            )
        }
        try polls.tell(try await polls.vote(Vote(answer: try answer()), in: id))
    }

    private func answer() throws -> Answer? {
        if let choice { return .choice(choice) }
        if let ranking {
            return .ranking(ranking.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
        guard !withdraw else { return nil }
        let given = try dots.map { text -> (String, Int) in
            let parts = text.split(separator: "=")
            guard parts.count == 2, let count = Int(parts[1]) else {
                throw CommandTrouble("\"\(text)\" gives no dots. Write it as 1=2: two dots on option 1.")
            }
            return (String(parts[0]), count)
        }
        return .dots(Dictionary(given) { one, _ in one })
    }
}
