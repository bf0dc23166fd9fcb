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
            For those who lead whom was asked. Without --to it lists the words that may be read, and which of them want a reply. The             reply is sealed here for the writer's key: the server never has its text.

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

    @Option(help: ArgumentHelp("The words to reply to; the reply is read from standard input.", valueName: "id"))
    var to: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let address = try RoundAddress(url)
        let server = RoundServer(address: address, token: try TokenFile.token(at: tokenFile))
        let told = try await server.words()
        guard let to else { return try list(told) }
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
            try await server.reply(ReplyAddress(bytes: key).seal(text, survey: address.round), to: to)
        } catch let trouble as ReplyTrouble {
            throw CommandTrouble("\(trouble)")
        }
        Output.write(json ? "{\"reply\": \"kept\"}\n" : "Sent. Only the writer can open it.\n")
    }

    private func list(_ told: RoundWords) throws {
        if json { return Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8)) }
        let lines = told.words.map { words in
            let state = words.replyTo == nil ? "wants no reply" : words.isReplied ? "was replied to" : "wants a reply"
            return "\(words.id)  \(state)\n  \(Printable.text(words.text))\n"
        }
        Output.write(lines.isEmpty ? "No words may be read.\n" : lines.joined())
        if let sentence = told.replyTimes.sentence { Output.write(sentence + "\n") }
    }
}
