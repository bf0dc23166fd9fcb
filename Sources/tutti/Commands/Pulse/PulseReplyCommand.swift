import ArgumentParser
import BlindTickets
import Features
import Foundation
import Records

struct PulseReplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Write back to what somebody wrote, without knowing who it was.",
        discussion: """
            For those who lead whom was asked. Without --to it lists the words that may be read, and which of them want a reply. The \
            reply is sealed here for the writer's key: the server never has its text. What they follow up with is listed where the reply \
            was written: only there can it be opened.

            Examples:
              tutti pulse reply https://tutti.example.org/pulse/… --token-file token
              echo "We have moved it to Thursday." | tutti pulse reply https://… --token-file token --to 9f86…
            """)

    @Argument(help: ArgumentHelp("The address of the round's page.", valueName: "url"))
    var url: String

    @Option(
        help: ArgumentHelp("A file with an API token that may read and change.", valueName: "file"),
        completion: .file())
    var tokenFile: String

    // One that was drawn by an earlier version may begin with a hyphen.
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("The words to reply to; the reply is read from standard input.", valueName: "id"))
    var to: String?

    @OptionGroup var state: StateOptions

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let address = try RoundAddress(url)
        let server = RoundServer(address: address, token: try TokenFile.token(at: tokenFile))
        let told = try await server.words()
        guard let to else { return try list(told, of: address.round) }
        guard let words = told.words.first(where: { $0.id == to }) else {
            throw CommandTrouble("No words that may be read have the id \(to).", code: .notAllowed)
        }
        guard let key = words.replyTo.flatMap({ Data(base64URL: $0) }) else {
            throw CommandTrouble("Their writer wants no reply.", code: .notAllowed)
        }
        let text = String(decoding: try FileHandle.standardInput.readToEnd() ?? Data(), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty else { throw CommandTrouble("Nothing was written. Give the reply on standard input.") }
        do {
            let permit = try state.rounds.permit(for: to, of: address.round)
            let content = ReplyContent(text: text, permit: permit)
            try await server.reply(
                ReplyAddress(bytes: key).seal(content, survey: address.round), to: to, permit: permit.hash)
        } catch let trouble as ReplyTrouble {
            throw CommandTrouble("\(trouble)")
        }
        Output.write(json ? "{\"reply\": \"kept\"}\n" : "Sent. Only the writer can open it.\n")
    }

    /// What writers followed up with, as far as this device has the keys.
    private struct Listed: Encodable {
        let words: [Words]
        let replyTimes: ReplyTimes

        struct Words: Encodable {
            let id: String
            let question: String
            let text: String
            let replyTo: String?
            let isReplied: Bool
            let mayReply: Bool?
            /// Null for one that another device opens.
            let followUps: [String?]
        }
    }

    private func list(_ told: RoundWords, of round: String) throws {
        let listed = Listed(
            words: told.words.map { words in
                Listed.Words(
                    id: words.id, question: words.question, text: words.text, replyTo: words.replyTo,
                    isReplied: words.isReplied, mayReply: words.mayReply,
                    followUps: (words.followUps ?? []).map { opened($0, to: words.id, of: round) })
            }, replyTimes: told.replyTimes)
        if json { return Output.write(try JSONValue.canonical(listed, pretty: true) + Data("\n".utf8)) }
        let lines = listed.words.map { words in
            let followUps = words.followUps.map { text in
                "  followed up: \(text.map { Printable.text($0) } ?? "opens only where the reply was written")\n"
            }
            return "\(words.id)  \(Self.standing(words))\n  \(Printable.text(words.text))\n" + followUps.joined()
        }
        Output.write(lines.isEmpty ? "No words may be read.\n" : lines.joined())
        if let sentence = told.replyTimes.sentence { Output.write(sentence + "\n") }
    }

    private func opened(_ sealed: String, to words: String, of round: String) -> String? {
        guard let bytes = Data(base64URL: sealed) else { return nil }
        return state.rounds.secrets(for: words, of: round).lazy.compactMap { secret in
            try? ReplyKey(secret: secret).open(bytes, survey: round)
        }.first
    }

    private static func standing(_ words: Listed.Words) -> String {
        guard words.replyTo != nil else { return "wants no reply" }
        if words.isReplied { return words.mayReply == true ? "was followed up" : "was replied to" }
        return "wants a reply"
    }
}
