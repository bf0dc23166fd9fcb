import ArgumentParser
import AsyncHTTPClient
import Features
import Foundation
import NIOHTTP1
import Records

struct ReviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Ask for another reviewer of a pull request.",
        discussion: """
            Example:
              tutti review swap github.com/pull-request/octocat/hello-world#7 --team core --from ann --to ben
            """,
        subcommands: [ReviewSwapCommand.self])
}

struct ReviewSwapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swap",
        abstract: "Ask for a suggested reviewer in place of one who is asked.",
        discussion: """
            For whoever wrote the pull request, whoever is asked or suggested, and the team's leads; with an API token of theirs \
            that may change something. Who is suggested, and why, the page of what waits in the team says.

            Example:
              tutti review swap github.com/pull-request/octocat/hello-world#7 --team core --from ann --to ben

            Exit code 4 when it is not yours to ask, or the connection may not; it says what is lacking.
            """)

    @Argument(help: "The pull request's key, as the API tells it.")
    var pullRequest: String

    @Option(help: "The team whose list it stands on.")
    var team: String

    @Option(help: "The login of who is asked no more. Without it one more is asked.")
    var from: String?

    @Option(help: "The login of who is suggested.")
    var to: String

    @OptionGroup var server: ServerOptions

    @Flag(help: "Print JSON.")
    var json = false

    private struct Wish: Encodable {
        let pullRequest: RecordKey
        let from: String?
        let to: String
    }

    private struct Told: Codable { let state: String }

    func run() async throws {
        guard let key = RecordKey(pullRequest), key.kind == .pullRequest else {
            throw CommandTrouble(
                "“\(pullRequest)” is no key of a pull request. It looks like github.com/pull-request/octocat/hello-world#7."
            )
        }
        guard let (server, token) = try server.place() else {
            throw CommandTrouble("Name a server: --server or TUTTI_SERVER.")
        }
        let name = team.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? team
        var request = HTTPClientRequest(url: "\(server)/api/v1/teams/\(name)/reviewers")
        request.method = .POST
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.body = .bytes(try JSONEncoder().encode(Wish(pullRequest: key, from: from, to: to)))
        let (status, body) = try await AskedServer.answer(to: request, of: server)
        guard status == 200 else { throw AskedServer.trouble(status, body, server) }
        if json { return Output.write(body + Data("\n".utf8)) }
        Output.write(Printable.text("\(to) is asked for a review\(from.map { " in place of \($0)" } ?? "").") + "\n")
    }
}
