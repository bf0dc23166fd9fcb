import ArgumentParser
import BlindTickets
import Features
import Foundation
import Records

struct PulseFollowUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "follow-up",
        abstract: "Follow up what somebody wrote back to your words, without saying who you are.",
        discussion: """
            Needs no token: what came with the reply is enough. “tutti pulse replies” says what each reply is called. The follow-up is \
            sealed here for whoever wrote the reply, is as long as all others, and leaves at a random moment within twelve hours: \
            “tutti pulse send” sends it then. They read it from the next day on.

            Examples:
              echo "Thursday is fine." | tutti pulse follow-up https://tutti.example.org/pulse/… --to 3f9a01c2
            """)

    @Argument(help: ArgumentHelp("The address of the round's page.", valueName: "url"))
    var url: String

    @Option(help: ArgumentHelp("The reply; the follow-up is read from standard input.", valueName: "name"))
    var to: String

    @Flag(help: "Send at once. Whoever watches the line may see when you wrote.")
    var now = false

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let address = try RoundAddress(url)
        guard var round = try state.rounds.round(address.round), let kept = round.followUps?[to] else {
            throw CommandTrouble(
                "No reply called \(to) was opened here. “tutti pulse replies” opens them and says what they are called.",
                code: .notAllowed)
        }
        guard let permit = kept.unused else {
            throw CommandTrouble("You have followed this reply up.", code: .notAllowed)
        }
        let text = String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw CommandTrouble("Nothing was written. Give the follow-up on standard input.") }
        let date = Date()
        var generator = SystemRandomNumberGenerator()
        let moment = now ? date : DelayPlan.moment(after: date, closes: .distantFuture, using: &generator)
        do {
            let body = try FollowUp(text, with: permit, survey: address.round).bytes
            round.followUps?[to] = KeptFollowUp(body: body, leaves: moment)
        } catch {
            throw CommandTrouble("\(error)")
        }
        try state.rounds.keep(round)
        let outcome: (sent: Int, refused: Int) =
            now ? try await round.sendFollowUps(all: false, at: date, state.rounds) : (0, 0)
        guard outcome.refused == 0 else { throw CommandTrouble("The server did not take it.", code: .notAllowed) }
        if json {
            let told = ["state": now ? "sent" : "waits", "leaves": now ? nil : moment.formatted(.iso8601)]
            return Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8))
        }
        Output.write(
            now
                ? "Sent. It can be read from tomorrow on.\n"
                : "Your follow-up waits, sealed, and leaves after \(moment.formatted(.iso8601)). “tutti pulse send” sends it then.\n"
        )
    }
}
