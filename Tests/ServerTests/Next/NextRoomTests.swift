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

@Suite("A member's own day", .timeLimit(.minutes(40)))
struct NextRoomTests {
    @Test func `the way in leads members to their own day, and others to the code or to the sign-in`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            try await server.ask { client in
                try await client.execute(uri: "/", method: .get) { #expect($0.headers[.location] == "/connections") }
            }
            let cast = try await Cast(server)
            try await server.ask { client in
                try await client.execute(uri: "/", method: .get, headers: [.cookie: cast.cookie(.member) ?? ""]) {
                    #expect($0.headers[.location] == "/today")
                }
                try await client.execute(uri: "/today", method: .get) {
                    #expect($0.status == .seeOther && ($0.headers[.location] ?? "").hasPrefix("/sign-in?"))
                }
            }
        }
    }

    @Test func `a day with nothing in it says so, and says what would bring something`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await server.ask { client in
                for (role, words) in [(Cast.Role.member, "Band"), (.loner, "You belong to no team yet")] {
                    let page = try await Self.page(client, "/today", cast.cookie(role))
                    #expect(page.contains("Nothing waits for you") && page.contains(words))
                    #expect(page.contains("say which accounts are yours"))
                }
                let page = try await Self.page(client, "/today?team=choir", cast.cookie(.member))
                #expect(page.contains("You belong to no team called “choir” today."))
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a branch of the member's that collides is on their day and on nobody else's`(_ backend: Backend) async throws
    {
        let clone = try ScratchRepository()
        try clone.write("one\n", to: "a.c")
        try clone.commit("Begin", by: "ada", email: "ada@example.org")
        for name in ["ada", "bob"] {
            try clone.git("checkout", "--quiet", "-b", name + "/work", "main")
            try clone.write("\(name)\n", to: "a.c")
            try clone.commit("Change", by: name, email: "\(name)@example.org")
        }
        try clone.git("checkout", "--quiet", "main")
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let database = server.server.services.database
            let now = server.server.services.now
            _ = try await Cast(server)
            _ = try await Importer(database: database, mirrors: clone.folder, now: now).run(clone.path)
            try await Measurer(database: database, mirrors: clone.folder, now: now).run("work")
            let me = try #require(try await Doorkeeper.holder(of: database, as: "member"))
            let lead = try #require(try await Doorkeeper.holder(of: database, as: "lead"))
            try await database.write { db in
                let signature = Signature(name: "ada", email: "ada@example.org")
                try db.claim(signature, of: me, at: 5)
                #expect(try db.nextThings(of: me, at: 6).things.filter { $0.kind == .talk }.isEmpty)
                try db.decide(true, on: signature, of: me.member.id, by: lead.member, at: 6)
                let things = try db.nextThings(of: me, at: 7).things.filter { $0.kind == .talk }
                #expect(things.map(\.title) == ["ada/work collides with bob/work"])
                #expect(things.first?.why.hasPrefix("bob changes the same lines of a.c") == true)
                #expect(try db.nextThings(of: lead, at: 7).things.filter { $0.kind == .talk }.isEmpty)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a feed's address works until it is taken back, and for nobody who has none`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.member)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                let path = try await client.post("/me/feed", ["form": token], cookie: cookie) { response in
                    let page = String(buffer: response.body)
                    let found = try #require(page.firstMatch(of: /\/feeds\/[A-Za-z0-9_-]{43}/))
                    return String(found.0)
                }
                try await client.execute(uri: path + "/next.atom", method: .get) {
                    #expect($0.status == .ok && $0.headers[.contentType] == "application/atom+xml; charset=utf-8")
                    #expect(String(buffer: $0.body).contains("<title>What waits for Member</title>"))
                }
                try await client.execute(uri: path + "/due.ics", method: .get) {
                    #expect(String(buffer: $0.body).hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"))
                }
                let again = try await Self.page(client, "/today", cookie)
                #expect(again.contains("There is an address") && !again.contains("/feeds/"))
                try await client.post("/me/feed/removal", ["form": token], cookie: cookie) {
                    #expect($0.status == .seeOther)
                }
                for gone in [path, "/feeds/short"] {
                    try await client.execute(uri: gone + "/next.atom", method: .get) { #expect($0.status == .notFound) }
                }
            }
        }
    }

    @Test func `what waits for whom is for the team alone`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await server.ask { client in
                for role in [Cast.Role.lead, .member, .loner, .administrator] {
                    let isOf = role == .lead || role == .member
                    try await client.execute(
                        uri: "/teams/band/waiting", method: .get, headers: [.cookie: cast.cookie(role) ?? ""]
                    ) { #expect($0.status == (isOf ? .ok : .forbidden), "\(role)") }
                }
            }
        }
    }

    static func page(_ client: any TestClientProtocol, _ path: String, _ cookie: String?) async throws -> String {
        try await client.execute(uri: path, method: .get, headers: [.cookie: cookie ?? "", .accept: "text/html"]) {
            String(buffer: $0.body)
        }
    }
}

extension NextRoomTests {
    /// One pull request that waits for a member of a team, as measuring would leave it.
    private static func leave(_ server: TestServer, waitingFor login: String) async throws {
        let now = Int64(server.server.services.now().timeIntervalSince1970)
        try await server.server.services.database.write { db in
            let member = try #require(try Login(login).flatMap { try db.member(login: $0) })
            let key = RecordKey("github", .pullRequest, "7")
            let someone = OpenPullRequest.Someone(id: "someone", name: member.name, member: member.id)
            let open = OpenPullRequest(
                key: key, repository: "octo/pay", number: 7, title: "Retry <webhooks>",
                url: "https://code.example.org/7", isDraft: false, author: nil, turn: .reviewer(.firstReview),
                waitsFor: [someone], isTeam: false, since: now - 7200, openedAt: now - 7200, waitedElapsed: 7200,
                waitedWorking: 3600, due: now - 60)
            var readings = DeliveryReadings(
                choice: DeliveryChoice(team: "band"), timeframe: Timeframe(start: 0, end: now), measurements: [:],
                open: [open])
            readings.waitsForMembers = [key.description: [member.id]]
            try db.keep(readings, revision: 1)
        }
    }

    @Test(arguments: Backend.all)
    func `a review that is due stands first on the day, in the API and in the feed of its reviewer`(
        _ backend: Backend
    ) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await Self.leave(server, waitingFor: "member")
            try await server.ask { client in
                let page = try await Self.page(client, "/today", cast.cookie(.member))
                #expect(page.contains("One thing waits for you, one past the agreed time"))
                #expect(page.contains("Retry &lt;webhooks&gt;") && page.contains("overdue"))
                let headers: HTTPFields = [.cookie: cast.cookie(.member) ?? ""]
                try await client.execute(uri: "/api/v1/me/next", method: .get, headers: headers) { response in
                    let next = try JSONDecoder().decode(NextThings.self, from: Data(String(buffer: response.body).utf8))
                    #expect(next.things.map(\.url) == ["https://code.example.org/7"])
                    #expect(next.things.map(\.secondsLeft) == [0])
                }
                let other = try await Self.page(client, "/today", cast.cookie(.lead))
                #expect(!other.contains("webhooks"))
            }
        }
    }

    @Test func `a lead who looks at what waits for whom is shown to those who stand there, once a day`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await Self.leave(server, waitingFor: "member")
            try await server.ask { client in
                for _ in 0..<2 {
                    let list = try await Self.page(client, "/teams/band/waiting", cast.cookie(.lead))
                    #expect(list.contains("One pull request is open, one past the agreed time"))
                    #expect(list.contains("Member") && list.contains("That you looked is shown"))
                }
                let own = try await Self.page(client, "/teams/band/waiting", cast.cookie(.member))
                #expect(!own.contains("That you looked is shown"))
                let page = try await Self.page(client, "/today", cast.cookie(.member))
                #expect(page.contains("Who looked") && page.components(separatedBy: "<li>Lead, ").count == 2)
                let lead = try await Self.page(client, "/today", cast.cookie(.lead))
                #expect(!lead.contains("Who looked"))
            }
        }
    }
}
