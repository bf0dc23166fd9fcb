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
            Every reply of the round is fetched, and opened here where the key fits that “tutti pulse answer --allow-reply” kept. The             server has neither the key nor the text, and cannot see which reply is yours.

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
        let keys = (try state.rounds.round(address.round)?.replyKeys ?? [:]).sorted { $0.key < $1.key }
        // Asked for also without a key: who asks says nothing.
        let sealed = try await server.replies().replies.compactMap { Data(base64URL: $0) }
        let opened = keys.flatMap { question, secret in
            sealed.compactMap { reply -> [String: String]? in
                let text = try? ReplyKey(secret: secret).open(reply, survey: address.round)
                return text.map { ["question": question, "text": $0] }
            }
        }
        if json { return Output.write(try JSONValue.canonical(opened, pretty: true) + Data("\n".utf8)) }
        let lines = opened.map { "\(Printable.text($0["text"] ?? ""))\n" }
        Output.write(lines.isEmpty ? "Nothing was written back to you.\n" : lines.joined())
    }
}
