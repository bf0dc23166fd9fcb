import ArgumentParser
import Features
import Foundation
import Records

struct PulseSendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send the answers and follow-ups whose moment has come.",
        discussion: """
            Needs no token: an answer goes out with its ticket alone, a follow-up with its permit. Let cron run it, at times \
            that do not depend on you:
              */10 * * * *  tutti pulse send

            Examples:
              tutti pulse send          what is due
              tutti pulse send --now    all that waits
            """)

    @Flag(help: "Send all that waits, whatever its moment.")
    var now = false

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        var deliveries: [Delivery] = []
        var (sent, refused) = (0, 0)
        var trouble: (any Error)?
        for var round in try state.rounds.waiting() {
            do {
                let outcome = try await round.sendFollowUps(all: now, at: Date(), state.rounds)
                (sent, refused) = (sent + outcome.sent, refused + outcome.refused)
            } catch { trouble = error }
            guard round.waiting != nil else { continue }
            let isDue = now || round.waiting.map { $0.leaves <= Date() } ?? false
            do {
                let outcome = isDue ? try await Delivery.send(&round, state.rounds) : .waits
                deliveries.append(Delivery(round, outcome))
            } catch {
                deliveries.append(Delivery(round, .waits))
                trouble = error
            }
        }
        if json {
            Output.write(try JSONValue.canonical(deliveries, pretty: true) + Data("\n".utf8))
        } else {
            let lines = deliveries.map { Printable.text($0.title) + ": " + $0.sentence + "\n" }
            let followUps = sent == 0 ? "" : "Follow-ups sent: \(sent)\n"
            Output.write(lines.isEmpty && sent + refused == 0 ? "Nothing waits.\n" : lines.joined() + followUps)
        }
        if let trouble { throw trouble }
        guard refused == 0 else { throw CommandTrouble("The server did not take \(refused) of the follow-ups.") }
        if deliveries.contains(where: { $0.outcome == .refused || $0.outcome == .tooLate }) { throw ExitCode(1) }
    }
}
