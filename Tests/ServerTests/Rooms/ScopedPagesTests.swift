import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import Testing

@testable import Server

@Suite("Pages and answers of a team and a timeframe")
struct ScopedPagesTests {
    private static let rooms = [
        "/r/work", "/r/work/knowledge", "/r/work/knowledge?view=hotspots", "/r/work/delivery", "/r/work/people",
        "/r/work/signals/truck-factor",
    ]

    @Test(arguments: rooms)
    func `every room offers both choices and keeps the chosen one in its links`(_ room: String) async throws {
        try await Self.serve { server, client, _ in
            let page = try await Self.page(client, Self.with("team=billing", room))
            #expect(page.contains("aria-label=\"Team\"") && page.contains("aria-label=\"Timeframe\""))
            #expect(page.contains("aria-current=\"true\">billing</a>"))
            #expect(page.contains(">Last 90 days</a>"))
            #expect(page.contains("href=\"/r/work/knowledge?team=billing\""))
            let lost = page.matches(of: /href="(\/r\/work[^"]*)"/).map { String($0.1) }
                .filter { !$0.contains("team=") }
            // Only the way back to everything leads out of the team's numbers.
            #expect(Set(lost) == [room.replacing("&", with: "&amp;")])
        }
    }

    @Test func `a team's pages show its files and nobody else's`() async throws {
        try await Self.serve { server, client, _ in
            let all = try await Self.page(client, "/r/work/knowledge?view=hotspots")
            let billing = try await Self.page(client, "/r/work/knowledge?view=hotspots&team=billing")
            #expect(all.contains("web/page"))
            #expect(billing.contains("billing/ledger") && !billing.contains("web/page"))
            #expect(!billing.contains("no file at the head"))
            let signal = try await Self.page(client, "/r/work/signals/truck-factor?team=billing")
            #expect(signal.contains("tutti explain truck-factor --path billing"))
        }
    }

    @Test func `rules that match no file say so on every page of the team`() async throws {
        try await Self.serve { server, client, _ in
            let page = try await Self.page(client, "/r/work?team=lost%20%26%20found")
            #expect(page.contains("None of the paths matches a file: no file at the head lies under gone."))
            let other = try await Self.page(client, "/r/work?team=billing")
            #expect(!other.contains("matches a file"))
        }
    }

    @Test func `a timeframe is counted when somebody looks, once, and then compared with how it stood`() async throws {
        try await Self.serve { server, client, measurer in
            for _ in 0..<3 {
                let waiting = try await Self.page(client, "/r/work?timeframe=90-days")
                #expect(waiting.contains("<h1>These numbers are being counted for the first time</h1>"))
                #expect(!waiting.contains("What changed"))
            }
            var wishes = server.queue.wishes.makeAsyncIterator()
            let wish = try #require(await wishes.next())
            #expect(wish == MeasuringQueue.Wish(repository: "work", scope: Scope(timeframe: .quarter)))
            try await measurer.run(wish.repository, wish.scope)
            server.queue.end(wish)
            let page = try await Self.page(client, "/r/work?timeframe=90-days")
            #expect(page.contains("What changed in the last 90 days"))
            #expect(page.contains("Compared with how it stood on 9 June 2024."))
            // Nothing else was asked for: what is measured is not measured again.
            server.queue.ask("work", .everything)
            #expect(await wishes.next()?.scope == .everything)
            let everything = try await Self.page(client, "/r/work")
            #expect(everything.contains("<h2 id=\"moved\">What changed</h2>"))
        }
    }

    @Test func `numbers of an import before say that they are counted anew`() async throws {
        try await Self.serve { server, client, measurer in
            let sentence = "Something has changed since these numbers were counted."
            try await measurer.run("work", Scope(timeframe: .quarter))
            #expect(try await !Self.page(client, "/r/work?timeframe=90-days").contains(sentence))
            let decision = IdentityDecision(
                action: .classify, first: Signature(name: "Ada", email: "Ada@example.org"), kind: .bot, why: "it is",
                decidedBy: "Bo", decidedAt: 1_790_000_000)
            try await server.services.database.write { try $0.add(decision) }
            #expect(try await Self.page(client, "/r/work?timeframe=90-days").contains(sentence))
            try await measurer.run("work", Scope(timeframe: .quarter))
            #expect(try await !Self.page(client, "/r/work?timeframe=90-days").contains(sentence))
        }
    }

    @Test func `the API's tag is another one once paths or decisions are`() async throws {
        try await Self.serve { server, client, measurer in
            let path = "/api/v1/repositories/work/signals?team=billing"
            let first = try await client.execute(uri: path, method: .get).headers[.eTag]
            let same = try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: try #require(first)])
            #expect(same.status == .notModified)
            try await server.services.database.write {
                try $0.replacePathRules(["billing", "web"], team: "billing", repository: "work")
            }
            try await measurer.run("work", Scope(team: "billing"))
            let second = try await client.execute(uri: path, method: .get).headers[.eTag]
            #expect(second != nil && second != first)
        }
    }

    @Test func `Connections names the teams that share a repository`() async throws {
        try await Self.serve { _, client, _ in
            let page = try await Self.page(client, "/connections")
            #expect(page.contains("<a href=\"/r/work?team=lost%20%26%20found\">lost &amp; found</a>"))
        }
    }

    @Test(arguments: [
        ("module=nowhere", "No source file lies under <code><bdi>nowhere</bdi></code> in the whole repository"),
        ("module=web&team=billing", "No source file lies under <code><bdi>web</bdi></code> in the paths of billing"),
        ("leaving=nobody", "has written nothing that is left in the whole repository"),
    ])
    func `what the numbers do not have is said on the page`(_ choice: String, _ sentence: String) async throws {
        try await Self.serve { _, client, _ in
            let page = try await Self.page(client, "/r/work/knowledge?\(choice)")
            #expect(page.contains(sentence))
        }
    }

    @Test(arguments: [
        ("/r/work/knowledge?view=no", 400, "There is no view of that name."),
        ("/r/work?team=%zz", 400, "not well encoded"),
        ("/r/work?team=nobody", 404, "There are billing, lost &amp; found."),
        ("/r/work?timeframe=soon", 400, "“timeframe” is one of all, 12-months, 90-days."),
        ("/api/v1/repositories/work/signals?team=nobody", 404, "There are billing, lost & found."),
        ("/api/v1/repositories/work/report?timeframe=1", 400, "is one of all"),
    ])
    func `what is not offered is said in a sentence`(_ path: String, _ status: Int, _ sentence: String) async throws {
        try await Self.serve { _, client, _ in
            let answer = try await client.execute(uri: path, method: .get)
            #expect(answer.status.code == status)
            #expect(String(buffer: answer.body).contains(sentence))
        }
    }

    @Test(arguments: ["signals", "signals/truck-factor", "report"])
    func `the API says when to ask again, and then answers for the scope`(_ what: String) async throws {
        try await Self.serve { server, client, measurer in
            let path = "/api/v1/repositories/work/\(what)"
            let query = "?team=billing&timeframe=90-days"
            let early = try await client.execute(uri: path + query, method: .get)
            #expect(early.status == .serviceUnavailable)
            #expect(early.headers[.retryAfter] == "2")
            try await measurer.run("work", Scope(team: "billing", timeframe: .quarter))
            let answer = try await client.execute(uri: path + query, method: .get)
            let all = try await client.execute(uri: path, method: .get)
            #expect(answer.status == .ok)
            #expect(!String(buffer: answer.body).contains("web/page"))
            #expect(answer.body != all.body)
        }
    }

    @Test func `the API lists the teams that share a repository`() async throws {
        try await Self.serve { _, client, _ in
            let answer = try await client.execute(uri: "/api/v1/repositories/work/teams", method: .get)
            #expect(
                String(buffer: answer.body)
                    == #"{"items":[{"name":"billing","paths":["billing"]},{"name":"lost & found","paths":["gone"]}]}"#)
        }
    }

    private static func with(_ choice: String, _ room: String) -> String {
        room + (room.contains("?") ? "&" : "?") + choice
    }

    private static func page(_ client: any TestClientProtocol, _ path: String) async throws -> String {
        let answer = try await client.execute(uri: path, method: .get)
        #expect(answer.status == .ok)
        return String(buffer: answer.body)
    }

    private static func serve(
        _ body: @escaping @Sendable (TuttiServer, any TestClientProtocol, Measurer) async throws -> Void
    ) async throws {
        let shared = try SharedRepository()
        try await TestServer.with(features: { .all($0) }) { test in
            let measurer = try await shared.measured(in: test.server.services.database)
            try await test.ask { try await body(test.server, $0, measurer) }
        }
    }
}
