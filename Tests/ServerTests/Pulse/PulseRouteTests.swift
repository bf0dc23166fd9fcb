import BlindTickets
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Server

@Suite("Rounds over the web", .timeLimit(.minutes(40)))
struct PulseRouteTests {
    @Test(arguments: Backend.all)
    func `from the form to the results, without a trace of who answered`(_ backend: Backend) async throws {
        let clock = TestClock()
        let heard = Heard()
        try await TestServer.with(
            on: backend, clock: clock, logger: heard.logger, features: { .all($0) }
        ) { server in
            let people = try await Asked(server, 6)
            let path = try await people.announce(statements: "I know what is expected of me\nReviews help me")
            let manifest = try await people.manifest(path)
            var receipts: [TicketHash] = []
            for (place, cookie) in people.cookies.enumerated() {
                let ticket = try await people.ticket(path, manifest, cookie)
                receipts.append(ticket.hash)
                try await people.answer(ticket, manifest, point: place % 5 + 1)
                let page = try await server.ask { try await $0.page(path, cookie) }
                let told = place + 1 < manifest.k ? "Fewer than 5 of 6" : "\(place + 1) of 6 have answered"
                #expect(page.contains(told))
                #expect(!page.contains("likert"))
            }
            let metrics = try await server.ask { try await $0.page("/metrics", nil) }
            #expect(metrics.contains("/api/v1/pulse/{round}/ticket"))
            #expect(!metrics.contains("/api/v1/pulse/answers"))
            let log = heard.lines.joined(separator: "\n")
            #expect(!log.contains("/api/v1/pulse/answers"))
            #expect(log.contains("/api/v1/pulse/{round}/ticket"))

            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            let results = try await server.ask { try await $0.page(path, people.cookies[3]) }
            #expect(results.contains("Can I trust this?"))
            #expect(results.components(separatedBy: "<svg class=\"likert\"").count == 3)
            let table = try await server.ask { try await $0.page(path + "/results.csv", people.cookies[3]) }
            #expect(table.contains("own/"))
            let list = try UsedTickets(
                parsing: await server.ask { try await $0.page(path + "/used-tickets", people.cookies[3]) })
            try list.check(against: manifest)
            #expect(list.hashes == receipts.sorted())
        }
    }

    @Test(arguments: Backend.all)
    func `four answers of five give nothing away, on no page and in no file`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let path = try await people.announce(statements: "I know what is expected of me")
            let manifest = try await people.manifest(path)
            var tickets: [Ticket] = []
            for cookie in people.cookies.prefix(4) {
                tickets.append(try await people.ticket(path, manifest, cookie))
                try await people.answer(tickets[tickets.count - 1], manifest, point: 2)
            }
            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            for cookie in people.cookies {
                for place in ["", "/results.csv", "/used-tickets"] {
                    let text = try await server.ask { try await $0.page(path + place, cookie) }
                    for ticket in tickets { #expect(!text.contains(ticket.hash.description)) }
                    #expect(!text.contains("class=\"likert\""))
                    #expect(!text.contains("4 of 6"))
                }
                let list = try await server.ask { try await $0.page(path + "/used-tickets", cookie) }
                #expect(list.contains("Too few answered"))
            }
        }
    }

    /// A client that lets its cookie through, or a proxy that adds an authorisation, would say whose answer it is.
    @Test func `an answer that says who sends it is not taken, and nothing tells that it came`() async throws {
        let heard = Heard()
        try await TestServer.with(logger: heard.logger, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let path = try await people.announce(statements: "I know what is expected of me")
            let manifest = try await people.manifest(path)
            let ticket = try await people.ticket(path, manifest, people.cookies[0])
            let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(Response([:])))
            let bytes = ByteBuffer(bytes: try envelope.sealed(size: manifest.envelope))
            for headers: HTTPFields in [[.cookie: people.cookies[0]], [.authorization: "Basic eDp5"]] {
                let answer = try await server.ask { client in
                    try await client.execute(uri: "/api/v1/pulse/answers", method: .post, headers: headers, body: bytes)
                    { $0 }
                }
                #expect(answer.status == .badRequest && String(buffer: answer.body).contains("It was not taken."))
                #expect(answer.headers[.setCookie] == nil)
            }
            let round = path.split(separator: "/").last.map(String.init) ?? ""
            #expect(try await server.server.services.database.read { try $0.spentCount(round) } == 0)
            // HANDBOOK D12, test 5: neither who fetched a ticket, nor for which round, nor what an answer was.
            let log = heard.lines.joined(separator: "\n")
            for secret in ["pulse/answers", round, "member1", ticket.hash.description, ticket.input.base64URL] {
                #expect(!log.contains(secret))
            }
            #expect(log.contains("/pulse/{round}/ticket"))
        }
    }

    @Test func `a ticket is for its member's own session alone`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let path = try await people.announce(statements: "I know what is expected of me")
            let manifest = try await people.manifest(path)
            let request = try TicketRequest(manifest: manifest, segment: "everybody")
            let issue = "/api/v1\(path)/ticket"
            let cookie = people.cookies[0]
            let bodies: [(String, String?, HTTPResponse.Status)] = [
                ("{\"blinded\":\"\(request.blinded.base64URL)\",\"form\":\"wrong\"}", cookie, .badRequest),
                ("{\"blinded\":\"\(request.blinded.base64URL)\"}", cookie, .badRequest),
                ("{\"blinded\":\"\(request.blinded.base64URL)\"}", nil, .unauthorized),
                ("{\"blinded\":\"?\",\"form\":\"\(people.formToken(cookie))\"}", cookie, .badRequest),
                ("{\"blinded\":\"AAAA\",\"form\":\"\(people.formToken(cookie))\"}", cookie, .badRequest),
                ("nothing", cookie, .badRequest),
            ]
            for (body, cookie, status) in bodies {
                let answer = try await server.ask { try await $0.send(issue, body, cookie) }
                #expect(answer.status == status, "\(body)")
            }
            #expect(try await server.ask { try await $0.page(path + "/used-tickets", cookie) }.contains("Not yet"))
        }
    }

    @Test(arguments: [
        (["title": "", "statements": "One"], "1 to 80 characters"), (["title": "A"], "Choose a pack, or write"),
        (["title": "A", "statements": "One\nOne"], "stands there twice"),
        (["title": "A", "statements": "One", "days": "0"], "1 to 30"),
        (["title": "A", "statements": String(repeating: "a", count: 201)], "longer than 200"),
    ])
    func `what cannot be announced is said in a sentence, and nothing typed is lost`(
        _ fields: [String: String], says: String
    ) async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 1)
            let page = try await people.sendForm(["days": "7"].merging(fields) { $1 })
            #expect(page.status == .unprocessableContent)
            let text = String(buffer: page.body)
            #expect(text.contains(says))
            #expect(text.contains(fields["statements"]?.prefix(3) ?? "Statements"))
        }
    }

    @Test func `too few people are not asked`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 5)
            let page = try await people.sendForm(["title": "A", "statements": "One", "days": "7"])
            #expect(String(buffer: page.body).contains("fewer than 6 people"))
        }
    }
}
