import ArgumentParser
import AsyncHTTPClient
import Features
import Foundation
import Interface
import NIOHTTP1
import Records

/// The polls of a server, asked for with a token.
struct AskedPolls: ParsableArguments, Sendable {
    @OptionGroup var server: ServerOptions

    @Flag(help: "Print JSON.")
    var json = false

    func poll(_ id: String) async throws -> PollAnswer { try await ask("/\(id)") }

    func polls() async throws -> [PollAnswer] {
        struct Told: Decodable { let polls: [PollAnswer] }
        let told: Told = try await ask("")
        return told.polls
    }

    func open(_ wish: some Encodable) async throws -> PollAnswer { try await ask("", sending: wish) }

    func vote(_ vote: some Encodable, in id: String) async throws -> PollAnswer {
        try await ask("/\(id)/vote", sending: vote)
    }

    private func ask<Value: Decodable>(_ path: String, sending body: (any Encodable)? = nil) async throws -> Value {
        guard let (server, token) = try server.place() else {
            throw CommandTrouble("Name a server: --server or TUTTI_SERVER.")
        }
        var request = HTTPClientRequest(url: server + "/api/v1/polls" + path)
        request.headers.add(name: "Accept", value: "application/json")
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        if let body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(try JSONEncoder().encode(body))
        }
        let (status, answer) = try await AskedServer.answer(to: request, of: server)
        guard status == 200 else { throw AskedServer.trouble(status, answer, server) }
        guard let value = try? JSONDecoder().decode(Value.self, from: answer) else {
            throw CommandTrouble("\(server) answered something else than Tutti does. Is the address right?")
        }
        return value
    }

    /// The end of a poll's address, or its id.
    static func id(_ text: String) throws -> String {
        let id = text.split(separator: "/").last.map(String.init) ?? ""
        guard id.wholeMatch(of: /[A-Za-z0-9_-]{22}/) != nil else {
            throw CommandTrouble("\(text) is no poll. Copy its address, or its id from “tutti poll list”.")
        }
        return id
    }

    func tell(_ poll: PollAnswer) throws {
        if json { return Output.write(try JSONValue.canonical(poll, pretty: true) + Data("\n".utf8)) }
        Output.write(PollText(poll: poll).text)
    }
}

/// A poll on a terminal.
struct PollText {
    let poll: PollAnswer

    var line: String {
        "\(poll.id)  \(Printable.text(poll.question)) (\(poll.mode), \(poll.state)\(poll.isAsked ? ", you are asked" : ""))\n"
    }

    var text: String {
        let head = [
            line, "\(poll.url)\n", "From \(poll.opens) to \(poll.closes), \(poll.invited) people asked",
            poll.answered.map { ", \($0) answered" } ?? "", ".\n", "Rules: \(poll.hash)\n",
        ]
        guard let results = poll.results else {
            let options = poll.options.map { "  \($0.id)  \(Printable.text($0.text))\n" }
            return (head + options).joined()
        }
        return (head + results.map(told)).joined()
    }

    private func told(_ result: PollAnswer.Result) -> String {
        let figures = [
            result.share.map { Format.percent($0) },
            result.dots.map { poll.mode == "named" ? "\(Int($0)) dots" : "\(Format.percent($0)) of all dots" },
            result.meanPlace.map { "mean place \(Format.number($0, decimals: 2))" },
            result.people.map { $0.map { Printable.text($0) }.joined(separator: ", ") }.flatMap {
                $0.isEmpty ? nil : $0
            },
        ].compactMap(\.self).joined(separator: "; ")
        return "  \(result.place.map { "\($0). " } ?? "")\(Printable.text(result.text)): \(figures)\n"
    }
}
