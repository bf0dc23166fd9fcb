import ArgumentParser
import AsyncHTTPClient
import Features
import Foundation
import NIOHTTP1
import Records
import Store

struct NextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "next",
        abstract: "Say what you may do next, in order, and why.",
        discussion: """
            Reviews that are due, pull requests of your own that may be merged or wait for an answer, rounds of questions that \
            are open. What is left of the agreed time is counted in your own working hours. A server is asked with an API token \
            of yours; whoever holds the database names a member instead.

            Examples:
              tutti next                       with TUTTI_SERVER and TUTTI_TOKEN set
              tutti next --server https://tutti.example.org --token-file token --all
              tutti next ada --data /srv/tutti
              tutti next --json | jq -r '.things[0].url'
            """)

    @Argument(help: "A member's login, for whoever holds the database.")
    var login: String?

    @OptionGroup var server: ServerOptions

    @OptionGroup var data: DataOptions

    @Flag(help: "Show everything that waits, not the next three alone.")
    var all = false

    @Flag(help: "Print JSON, all of it.")
    var json = false

    func validate() throws {
        guard login == nil || server.server == nil else {
            throw ValidationError("A server knows by the token who asks. Give a login, or --server.")
        }
    }

    func run() async throws {
        let now = Int64(Date().timeIntervalSince1970)
        let next = try await login == nil ? asked() : stored(at: now)
        if json { return Output.write(try JSONValue.canonical(next, pretty: true) + Data("\n".utf8)) }
        Output.write(TerminalNext(next, showsAll: all, now: now, style: Terminal().style).text)
    }

    private func asked() async throws -> NextThings {
        guard let (server, token) = try server.place() else {
            throw CommandTrouble(
                "Nobody to ask: name a server with --server or TUTTI_SERVER, or a member of the database here by the login."
            )
        }
        var request = HTTPClientRequest(url: server + "/api/v1/me/next")
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        let (status, body) = try await AskedServer.answer(to: request, of: server)
        guard status == 200 else { throw AskedServer.trouble(status, body, server) }
        guard let next = try? JSONDecoder().decode(NextThings.self, from: body) else {
            throw CommandTrouble("\(server) answered something else than Tutti does. Is the address right?")
        }
        return next.reaching(server)
    }

    private func stored(at now: Int64) async throws -> NextThings {
        try await data.withDatabase { [login] database in
            guard let login, let me = try await Doorkeeper.holder(of: database, as: login) else {
                throw CommandTrouble(TeamTrouble.noMember(login ?? "").description)
            }
            return try await database.read { try $0.nextThings(of: me, at: now) }
        }
    }
}
