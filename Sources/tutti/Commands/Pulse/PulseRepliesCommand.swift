import ArgumentParser
import BlindTickets
import Features
import Foundation
import Records

struct PulseRepliesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replies",
        abstract: "Open what was written back to your words.",
        discussion: """
            Every reply of the round is fetched, and opened here where the key fits that “tutti pulse answer --allow-reply” kept. The \
            server has neither the key nor the text, and cannot see which reply is yours. “tutti pulse follow-up” follows one up.

            Examples:
              tutti pulse replies https://tutti.example.org/pulse/… --token-file token
            """)

    @Argument(help: ArgumentHelp("The address of the round's page.", valueName: "url"))
    var url: String

    @Option(help: ArgumentHelp("A file with an API token that may read.", valueName: "file"), completion: .file())
    var tokenFile: String

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let address = try RoundAddress(url)
        let server = RoundServer(address: address, token: try TokenFile.token(at: tokenFile))
        var round = try state.rounds.round(address.round)
        let keys = (round?.replyKeys ?? [:]).sorted { $0.key < $1.key }
        // Asked for also without a key: who asks says nothing.
        let sealed = try await server.replies().replies.compactMap { Data(base64URL: $0) }
        let opened = keys.flatMap { question, secret in
            sealed.compactMap { reply -> (question: String, content: ReplyContent)? in
                (try? ReplyKey(secret: secret).content(of: reply, survey: address.round)).map { (question, $0) }
            }
        }
        round?.note(opened.compactMap(\.content.permit))
        if let round { try state.rounds.keep(round) }
        let told = opened.map { Opened($0.question, $0.content, round) }
        if json { return Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8)) }
        Output.write(told.isEmpty ? "Nothing was written back to you.\n" : told.map(\.lines).joined())
    }

    private struct Opened: Encodable {
        let question: String
        let text: String
        /// What it is called when it is followed up; nil where it cannot be.
        let name: String?
        let isFollowedUp: Bool

        init(_ question: String, _ content: ReplyContent, _ round: KeptRound?) {
            self.question = question
            text = content.text
            name = content.permit.map(KeptRound.name)
            isFollowedUp = name.flatMap { round?.followUps?[$0] }.map { $0.permit == nil } ?? false
        }

        var lines: String {
            let standing = name.map { isFollowedUp ? "  you followed up\n" : "  to follow up: --to \($0)\n" }
            return "\(Printable.text(text))\n" + (standing ?? "")
        }
    }
}
