import Connectors
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

@Suite("Pages of what connections write", .timeLimit(.minutes(40)))
struct HostPagesTests {
    static func page(_ client: any TestClientProtocol, _ path: String, _ cookie: String?) async throws -> (Int, String)
    {
        try await client.execute(uri: path, method: .get, headers: [.cookie: cookie ?? "", .accept: "text/html"]) {
            ($0.status.code, String(buffer: $0.body))
        }
    }

    @Test(arguments: Backend.all)
    func `an administrator sees what would be written, switches it on and off; nobody else may`(_ backend: Backend)
        async throws
    {
        let host = PretendedGitHub()
        let clock = TestClock()
        let now = Int64(clock.now.timeIntervalSince1970)
        try await TestServer.with(on: backend, clock: clock, tools: host.tools(at: now), features: { .all($0) }) {
            server in
            let cast = try await Cast(server)
            let database = server.server.services.database
            try await Choir.connect(database)
            let (cookie, path) = (cast.cookie(.administrator), "/connections/\(Choir.id)/writing")
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                #expect(try await Self.page(client, path, cookie).1.contains("Choir writes nothing"))
                let shown = try await Self.page(client, path + "?as=statuses&description=on", cookie).1
                #expect(
                    shown.contains("One thing would be written")
                        && shown.contains("Missing: why, what, how tested, ticket"))
                #expect(
                    shown.contains("Sing louder") && shown.contains("Switch it on") && shown.contains("The token may."))
                let none = try await Self.page(client, path + "?as=statuses", cookie).1
                #expect(none.contains("Choose at least one of the two below.") && !none.contains("Switch it on"))
                #expect(try await Self.page(client, path, cast.cookie(.member)).0 == 403)
                let choice = ["as": "statuses", "description": "on"]
                for (wish, state) in [("on", "statuses description"), ("off", nil)] as [(String, String?)] {
                    try await client.post(
                        path, choice.merging(["form": token, "do": wish]) { $1 }, cookie: cookie
                    ) { #expect($0.status == .seeOther) }
                    #expect(try await database.read { try $0.sourceConnection(Choir.id)?.writeBack?.text } == state)
                }
            }
            #expect(host.with { $0.writes }.isEmpty)
            let actions = try await database.read { try $0.rows("SELECT action FROM audit_entry") { try $0.text(0) } }
            #expect(
                actions.contains(AuditEntry.Action.writingOn.rawValue)
                    && actions.contains(AuditEntry.Action.writingOff.rawValue))
        }
    }

    @Test func `a test webhook goes through the door that tools use`() async throws {
        let host = PretendedGitHub()
        let clock = TestClock()
        let now = Int64(clock.now.timeIntervalSince1970)
        try await TestServer.with(clock: clock, tools: host.tools(at: now), features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let database = server.server.services.database
            try await Choir.connect(database)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                try await client.post(
                    "/connections/\(Choir.id)/webhook-test", ["form": token], cookie: cookie
                ) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .ok && page.contains("It was signed, sent, found genuine and stored."))
                    #expect(page.contains("The token may not have the tool send one"))
                }
            }
            #expect(try await database.read { try $0.lastDelivery(of: Choir.id) } == 1)
        }
    }

    /// A pull request of Ada's that waits for Ann, and Ben who is suggested; Ann and Ben are the lead and the member.
    static func waiting(_ database: any Database) async throws {
        try await database.write { db in
            let members = Dictionary(try db.members().map { ($0.login, $0.id) }) { first, _ in first }
            let open = OpenPullRequest(
                key: Choir.request, repository: "tutti/choir", number: 7, title: "Sing louder",
                url: "https://github.com/tutti/choir/pull/7", isDraft: false,
                author: .init(id: "p-ada", name: "Ada", member: members["ada"]), turn: .reviewer(.firstReview),
                waitsFor: [
                    .init(
                        id: "p-ann", name: "Ann", member: members["lead"],
                        account: RecordKey("github.com", .account, "11"), login: "ann")
                ], isTeam: false, since: 5, openedAt: 5, waitedElapsed: 9, waitedWorking: 9)
            var readings = DeliveryReadings(
                choice: DeliveryChoice(team: "band"), timeframe: Timeframe(start: 0, end: 10), measurements: [:],
                open: [open])
            readings.waitsForMembers = [Choir.request.description: [members["lead"]].compactMap(\.self)]
            readings.suggestions = [
                Choir.request.description: [
                    SuggestedReviewer(
                        name: "Ben", member: members["member"], account: RecordKey("github.com", .account, "12"),
                        login: "ben", role: .knows, reasons: ["commented on 2 of 3 files", "no review waits for them"])
                ]
            ]
            try db.keep(readings, revision: 0)
        }
    }

    @Test(arguments: Backend.all)
    func `one press asks for the suggested reviewer, by whoever may`(_ backend: Backend) async throws {
        let host = PretendedGitHub()
        let clock = TestClock()
        let now = Int64(clock.now.timeIntervalSince1970)
        try await TestServer.with(on: backend, clock: clock, tools: host.tools(at: now), features: { .all($0) }) {
            server in
            let cast = try await Cast(server)
            let database = server.server.services.database
            try await Choir.connect(database)
            try await Self.waiting(database)
            let path = "/teams/band/waiting/" + PercentEncoding.encoded(Choir.request.description)
            let fields = ["old": "github.com/account/11", "new": "github.com/account/12"]
            func press(_ role: Cast.Role, _ fields: [String: String]) async throws -> (Int, String) {
                let cookie = cast.cookie(role)
                let token = try Cast.formToken(cookie)
                return try await server.ask { client in
                    try await client.post(path, fields.merging(["form": token]) { $1 }, cookie: cookie) {
                        ($0.status.code, String(buffer: $0.body))
                    }
                }
            }
            try await server.ask { client in
                let page = try await Self.page(client, path, cast.cookie(.member)).1
                #expect(page.contains("Ask in place of Ann") && page.contains("Commented on 2 of 3 files"))
                #expect(try await Self.page(client, path, cast.cookie(.otherLead)).0 == 403)
                let list = try await Self.page(client, "/teams/band/waiting", cast.cookie(.member)).1
                #expect(list.contains("who else?"))
            }
            let refused = try await press(.lead, fields)
            #expect(refused.0 == 422 && refused.1.contains("may ask for reviews"))
            #expect(refused.1.contains("https://github.com/tutti/choir/pull/7"))
            try await database.write { try $0.letAskReviewers(true, of: Choir.id, by: .commandLine, at: 5) }
            host.with { $0.refusal = (403, #"{"message":"Resource not accessible by personal access token"}"#) }
            #expect(try await press(.lead, fields).1.contains("“Pull requests: write”"))
            host.with { $0.refusal = nil }
            #expect(
                try await press(.lead, fields.merging(["new": "github.com/account/10"]) { $1 }).1.contains(
                    "Only who is suggested"))
            let done = try await press(.member, fields)
            #expect(done.0 == 200 && done.1.contains("They are asked."))
            #expect(host.with { $0.reviewers } == ["ben"])
            let entries = try await database.read { db in
                try db.rows("SELECT action FROM audit_entry WHERE subject = 'tutti/choir#7'") { try $0.text(0) }
            }
            #expect(entries == [AuditEntry.Action.reviewerReplaced.rawValue])
        }
    }
}
