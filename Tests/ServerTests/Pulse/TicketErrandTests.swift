import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import Interface
import NIOCore
import TestKit
import Testing

@testable import Server

/// Which pages have a browser fetch a ticket: all of everybody who is asked, while something is open, and no others.
@Suite("Tickets are fetched from every page", .timeLimit(.minutes(40)))
struct TicketErrandTests {
    private static let pages = ["/today", "/teams", "/me", "/me/data", "/pulse"]
    private static let mark = "<meta name=\"ticket-errand\""

    @Test(arguments: Backend.all)
    func `by everybody who is asked, answering or not, and only while the round takes answers`(
        _ backend: Backend
    ) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 7)
            for path in Self.pages.dropLast() {
                let page = try await server.ask { try await $0.page(path, people.cookies[1]) }
                #expect(!page.contains("ticket-errand") && !page.contains("<script"), "\(path) before a round")
            }
            let path = try await people.announce(statements: "I know what is expected of me")
            let round = path.split(separator: "/").last.map(String.init) ?? ""
            let newcomer = try await Cast.join(server, "newcomer", .invitation(asAdministrator: false))
            for (place, cookie) in people.cookies.enumerated() {
                for path in Self.pages {
                    let page = try await server.ask { try await $0.page(path, cookie) }
                    let head = page.prefix(upTo: try #require(page.firstRange(of: "</head>")).lowerBound)
                    #expect(head.contains(Self.mark), "\(path) of \(place)")
                    #expect(head.contains(round) && head.contains(people.formToken(cookie)))
                    #expect(head.contains(Asset.blindTickets.path) && head.contains(Asset.tickets.path))
                }
            }
            for path in Self.pages.dropLast() {
                for cookie in [newcomer, nil] {
                    let page = try await server.ask { try await $0.page(path, cookie) }
                    #expect(!page.contains("ticket-errand"), "\(path) of somebody who is not asked")
                }
            }
            clock.pass(7 * 86_400 + 3600)
            #expect(try await server.ask { try await $0.page("/me", people.cookies[1]) }.contains(Self.mark))
            clock.pass(12 * 3600)
            #expect(try await !server.ask { try await $0.page("/me", people.cookies[1]) }.contains(Self.mark))
            // Here what came too late is deleted.
            #expect(
                try await server.ask { try await $0.page("/pulse", people.cookies[1]) }.contains(
                    "&quot;rounds&quot;:[]"))
        }
    }

    @Test func `a page that a browser kept from before the round is not good any more`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            func ask(_ tag: String?) async throws -> TestResponse {
                var headers: HTTPFields = [.accept: "text/html", .cookie: people.cookies[2]]
                headers[.ifNoneMatch] = tag
                let asked = headers
                return try await server.ask { client in
                    try await client.execute(uri: "/teams", method: .get, headers: asked) { $0 }
                }
            }
            let before = try await ask(nil)
            _ = try await people.announce(statements: "I know what is expected of me")
            let after = try await ask(before.headers[.eTag])
            #expect(after.status == .ok)
            #expect(["no-store", "private, no-cache"].contains(after.headers[.cacheControl]))
            #expect(String(buffer: after.body).contains(Self.mark))
        }
    }
}
