import ArgumentParser
import BlindTickets
import Features
import Foundation
import Records

struct PrivacyExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say in words what holds for a round, from its own rules and from nothing else.",
        discussion: """
            Without a round it says what stays a matter of trust in every anonymous one.

            Examples:
              tutti privacy explain
              tutti privacy explain manifest.json --hash 9f86d081-884c7d65-…
              tutti privacy explain https://tutti.example.org/pulse/… --token-file token
            """)

    @Argument(
        help: ArgumentHelp("The address of a round's page, or a file with its manifest.", valueName: "round"),
        completion: .file(extensions: ["json"]))
    var round: String?

    @Option(
        help: ArgumentHelp("A file with an API token; needed to ask a server that has members.", valueName: "file"),
        completion: .file())
    var tokenFile: String?

    @Option(help: "The hash that the rules must have.")
    var hash: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        guard let round else {
            let limits = TrustLimits.sentences(for: .anonymous)
            return try show([Told.Part(title: "What cannot be promised", sentences: limits)], of: nil)
        }
        let rules = try ReadRules(try await bytes(round), against: hash)
        try show(rules.explanation.parts.map { Told.Part(title: $0.title, sentences: $0.sentences) }, of: rules)
    }

    private func bytes(_ round: String) async throws -> Data {
        if round.hasPrefix("http://") || round.hasPrefix("https://") {
            let token = try tokenFile.map { try TokenFile.token(at: $0) }
            return try await RoundServer(address: RoundAddress(round), token: token).manifest()
        }
        do { return try Data(contentsOf: URL(filePath: round)) } catch {
            throw CommandTrouble("There is no file \(round) that could be read.")
        }
    }

    private func show(_ parts: [Told.Part], of rules: ReadRules?) throws {
        if json {
            let told = Told(title: rules?.manifest.title, hash: rules?.hash.description, parts: parts)
            return Output.write(try JSONValue.canonical(told, pretty: true) + Data("\n".utf8))
        }
        let style = Terminal().style
        let limits = parts.map { ReadRules.part($0.title, $0.sentences, style) }
        Output.write(rules?.text(style) ?? limits.joined(separator: "\n"))
    }

    private struct Told: Encodable {
        let title: String?
        let hash: String?
        let parts: [Part]

        struct Part: Encodable {
            let title: String
            let sentences: [String]
        }
    }
}
