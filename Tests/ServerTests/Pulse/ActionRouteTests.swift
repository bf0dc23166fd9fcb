import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import TestKit
import Testing

@testable import Server

@Suite("Actions over the web", .timeLimit(.minutes(40)))
struct ActionRouteTests {
    private static func send(
        _ people: Asked, _ path: String, _ fields: [String: String], as place: Int
    ) async throws -> TestResponse {
        let all = fields.merging(["form": people.formToken(people.cookies[place])]) { $1 }
        return try await people.server.ask { client in
            try await client.post(path, all, cookie: people.cookies[place]) { $0 }
        }
    }

    /// The id that an answer leads to.
    private static func id(_ answer: TestResponse) throws -> String {
        try #require(answer.headers[.location]?.split(separator: "#action-").last.map(String.init))
    }

    @Test(arguments: Backend.all)
    func `one press on a result makes a topic, and a topic becomes an action of its owner`(
        _ backend: Backend
    ) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let path = try await people.announce(statements: "I know what is expected of me")
            let round = path.split(separator: "/").last.map(String.init) ?? ""
            let manifest = try await people.manifest(path)
            for cookie in people.cookies {
                try await people.answer(try await people.ticket(path, manifest, cookie), manifest, point: 2)
            }
            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            let page = try await server.ask { try await $0.page(path, people.cookies[1]) }
            #expect(page.contains("What we make of it") && page.contains("Make it a topic"))
            let made = try await Self.send(
                people, "/actions",
                ["title": "I know what is expected of me", "team": "", "round": round, "about": "own/1"], as: 1)
            let id = try Self.id(made)
            #expect(made.headers[.location] == "\(path)#action-\(id)")
            let after = try await server.ask { try await $0.page(path, people.cookies[2]) }
            #expect(after.contains("action-\(id)") && after.contains("Make it an action"))
            let today = try await server.ask { try await $0.page("/today", people.cookies[3]) }
            #expect(today.contains("I know what is expected of me"))

            let owner = try await server.server.services.database.read { db in
                try #require(try Login("member3").flatMap { try db.member(login: $0) }).id
            }
            let due = CivilDay(clock.time + 7 * 86_400).text
            let steps = "/actions/\(id)/steps"
            let planned = try await Self.send(
                people, steps, ["step": "plan", "owner": owner, "due": due, "back": round], as: 2)
            #expect(planned.status == .seeOther)
            let next = try await server.ask { try await $0.page("/api/v1/me/next", people.cookies[3]) }
            #expect(next.contains("\"kind\":\"action\"") && next.contains("you are asked to take it on"))
            let others = try await server.ask { try await $0.page("/api/v1/me/next", people.cookies[2]) }
            #expect(!others.contains("\"kind\":\"action\""))
            let notTheirs = try await Self.send(people, steps, ["step": "accept"], as: 2)
            #expect(notTheirs.status == .unprocessableContent)
            #expect(String(buffer: notTheirs.body).contains("That is for its owner to say."))
            for step in ["accept", "begin", "finish"] {
                #expect(try await Self.send(people, steps, ["step": step], as: 3).status == .seeOther)
            }
            let list = try await server.ask { try await $0.page("/api/v1/actions", people.cookies[4]) }
            #expect(list.contains("\"state\":\"done\"") && list.contains("\"owner\":\"Member3\""))
            let done = try await server.ask { try await $0.page("/api/v1/me/next", people.cookies[3]) }
            #expect(!done.contains("\"kind\":\"action\""))
        }
    }

    @Test func `a team's are for those who belong to it`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            func ask(_ role: Cast.Role, _ path: String, _ fields: [String: String]) async throws -> TestResponse {
                let cookie = try #require(cast.cookie(role))
                let all = try fields.merging(["form": Cast.formToken(cookie)]) { $1 }
                return try await server.ask { try await $0.post(path, all, cookie: cookie) { $0 } }
            }
            let made = try await ask(.member, "/actions", ["title": "Pair on Fridays", "team": "band"])
            let id = try Self.id(made)
            for (role, sees) in [(Cast.Role.lead, true), (.member, true), (.otherLead, false), (.loner, false)] {
                let cookie = try #require(cast.cookie(role))
                let page = try await server.ask { try await $0.page("/actions", cookie) }
                #expect(page.contains("Pair on Fridays") == sees, "\(role)")
            }
            let refused: [(Cast.Role, String, [String: String], String)] = [
                (.otherLead, "/actions/\(id)/steps", ["step": "finish"], "a team that you do not belong to"),
                (.loner, "/actions", ["title": "x", "team": "band"], "a team that you do not belong to"),
                (.member, "/actions", ["title": "", "team": "band"], "Say in a few words"),
                (.member, "/actions", ["title": "x", "team": "band", "owner": "nobody"], "Choose an owner"),
                (.member, "/actions/none/steps", ["step": "finish"], "no such action"),
                (.member, "/actions/\(id)/steps", ["step": "drop"], "why it is dropped"),
            ]
            for (role, path, fields, sentence) in refused {
                let answer = try await ask(role, path, fields)
                #expect(
                    answer.status == .unprocessableContent && String(buffer: answer.body).contains(sentence),
                    "\(sentence)")
            }
            let stranger = try await server.ask { try await $0.page("/actions", nil) }
            #expect(!stranger.contains("Pair on Fridays"))
        }
    }
}
