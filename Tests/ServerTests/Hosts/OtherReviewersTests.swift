import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Signals
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

@Suite("Other reviewers, where somebody waits", .timeLimit(.minutes(40)))
struct OtherReviewersTests {
    /// Ada waits for Ann, who is the lead; Ben, the member, is suggested. Ada belongs to the team as well.
    static func with(
        on backend: Backend = .sqlite,
        _ body: (TestServer, Cast, PretendedGitHub, any Database) async throws -> Void
    ) async throws {
        let host = PretendedGitHub()
        let clock = TestClock()
        let now = Int64(clock.now.timeIntervalSince1970)
        try await TestServer.with(on: backend, clock: clock, tools: host.tools(at: now), features: { .all($0) }) {
            server in
            let cast = try await Cast(server)
            let database = server.server.services.database
            try await database.write { db in
                let ada = try #require(try Login("ada").flatMap { try db.member(login: $0) })
                try db.begin(
                    Membership(team: "band", member: ada.id, role: .member, from: CivilDay(now)), by: .commandLine,
                    at: now)
            }
            try await Choir.connect(database)
            try await HostPagesTests.waiting(database)
            try await body(server, cast, host, database)
        }
    }

    private static func next(_ login: String, _ database: any Database) async throws -> NextThings {
        let me = try #require(try await Doorkeeper.holder(of: database, as: login))
        return try await database.read { try $0.nextThings(of: me, at: 1_790_000_000) }
    }

    @Test(arguments: Backend.all)
    func `whoever is asked, and the author who waits, see them on their day and in their terminal`(_ backend: Backend)
        async throws
    {
        try await Self.with(on: backend) { _, _, _, database in
            let asked = try #require(try await Self.next("lead", database).things.first)
            #expect(asked.kind == .review && asked.others?.suggested.map(\.login) == ["ben"])
            #expect(asked.others?.mayAsk == false)
            let waiting = try await Self.next("ada", database)
            #expect(waiting.things.isEmpty && waiting.awaited?.first?.waitsFor == ["Ann"])
            let uninvolved = try await Self.next("member", database)
            #expect(uninvolved.things.isEmpty && uninvolved.awaited == nil)
            func printed(_ next: NextThings) -> String {
                TerminalNext(
                    next.reaching("https://tutti.example.org"), showsAll: true, now: 1_790_000_000,
                    style: TerminalStyle(width: 100, isColoured: false)
                ).text
            }
            let address = "https://tutti.example.org/teams/band/waiting/"
            #expect(printed(waiting).contains("You wait for a review of\n  Sing louder (tutti/choir #7): Ann"))
            #expect(printed(waiting).contains("who else? Ben: \(address)"))
            try await database.write { try $0.letAskReviewers(true, of: Choir.id, by: .commandLine, at: 5) }
            let command = "tutti review swap github.com/pull-request/tutti/choir#7 --team band --from ann --to ben"
            #expect(printed(try await Self.next("lead", database)).contains("  who else? Ben: \(command)\n"))
            #expect(printed(try await Self.next("ada", database)).contains("  who else? Ben: \(command)\n"))
            // A connection to another host lets nobody be asked here.
            try await database.write { db in
                var source = try #require(try db.sourceConnection(Choir.id))
                source.settings["url"] = "https://github.com.example.org"
                try db.save(source)
            }
            #expect(try await Self.next("lead", database).things.first?.others?.mayAsk == false)
        }
    }

    @Test func `one press on Today asks somebody else, once a connection may`() async throws {
        try await Self.with { server, cast, host, database in
            try await server.ask { client in
                for role in [Cast.Role.lead, .administrator] {
                    let page = try await HostPagesTests.page(client, "/today", cast.cookie(role)).1
                    #expect(page.contains("who else, and why?") && !page.contains("name=\"new\""))
                }
                let other = try await HostPagesTests.page(client, "/today", cast.cookie(.member)).1
                #expect(!other.contains("who else, and why?"))
            }
            try await database.write { try $0.letAskReviewers(true, of: Choir.id, by: .commandLine, at: 5) }
            let cookie = cast.cookie(.lead)
            let page = try await server.ask { try await HostPagesTests.page($0, "/today", cookie).1 }
            #expect(page.contains("Ask Ben instead"))
            let author = try await server.ask {
                try await HostPagesTests.page($0, "/today", cast.cookie(.administrator)).1
            }
            #expect(author.contains("Ask Ben in place of Ann"))
            let form = try #require(page.firstMatch(of: /action="(\/teams\/band\/waiting\/[^"]+)"/))
            func value(_ name: String) throws -> String {
                let pattern = try Regex("name=\"\(name)\" value=\"([^\"]+)\"")
                return String(try #require(try pattern.firstMatch(in: page)?.output[1].substring))
            }
            let fields = ["old": try value("old"), "new": try value("new"), "form": try Cast.formToken(cookie)]
            let path = String(form.output.1)
            try await server.ask { client in
                try await client.post(path, fields, cookie: cookie) { #expect($0.status == .ok) }
            }
            #expect(host.with { $0.reviewers } == ["ben"])
        }
    }

    @Test(arguments: Backend.all)
    func `a program asks by logins, as whoever its token is`(_ backend: Backend) async throws {
        try await Self.with(on: backend) { server, _, host, database in
            let now: Int64 = 1_790_000_000
            func token(_ login: String, _ scope: APIToken.Scope, _ byte: UInt8) async throws -> String {
                let secret = Secret([UInt8](repeating: byte, count: 32))
                let me = try #require(
                    try await database.read { db in try Login(login).flatMap { try db.member(login: $0) } })
                let token = APIToken(
                    tokenHash: secret.hash, title: "t", scope: scope, madeAt: now, endsAt: now + 900, usedOn: nil)
                try await database.write { _ = try $0.add(token, of: me.id) }
                return TokenText.of(secret)
            }
            func ask(_ token: String?, _ body: String, team: String = "band") async throws -> (Int, String) {
                try await server.ask { client in
                    try await client.execute(
                        uri: "/api/v1/teams/\(team)/reviewers", method: .post,
                        headers: token.map { [.authorization: "Bearer \($0)"] } ?? [:], body: .init(string: body)
                    ) { ($0.status.code, String(buffer: $0.body)) }
                }
            }
            let key = "\"pullRequest\":\"\(Choir.request)\""
            let swap = "{\(key),\"from\":\"Ann\",\"to\":\"BEN\"}"
            let lead = try await token("lead", .write, 1)
            let outside = try await token("otherlead", .write, 2)
            let reader = try await token("lead", .read, 3)
            #expect(try await ask(nil, swap).0 == 401)
            #expect([403, 404].contains(try await ask(outside, swap).0))
            #expect(try await ask(reader, swap).0 == 403)
            #expect(try await ask(lead, "{}").0 == 400)
            #expect(try await ask(lead, swap.replacing("#7", with: "#8")).0 == 404)
            #expect(try await ask(lead, swap).1.contains("may ask for reviews"))
            #expect(try await ask(lead, swap).0 == 409)
            try await database.write { try $0.letAskReviewers(true, of: Choir.id, by: .commandLine, at: 5) }
            #expect(try await ask(lead, "{\(key),\"from\":\"cyd\",\"to\":\"ben\"}").1.contains("not asked any more"))
            #expect(try await ask(lead, "{\(key),\"to\":\"ada\"}").1.contains("Only who is suggested"))
            #expect(host.with { $0.writes }.isEmpty)
            let done = try await ask(lead, swap)
            #expect(done.0 == 200 && done.1.contains("\"asked\"") && host.with { $0.reviewers } == ["ben"])
            // One more may be asked in nobody's place.
            host.with { $0.reviewers = ["ann"] }
            #expect(try await ask(lead, "{\(key),\"to\":\"ben\"}").0 == 200)
            #expect(host.with { $0.reviewers } == ["ann", "ben"])
        }
    }
}
