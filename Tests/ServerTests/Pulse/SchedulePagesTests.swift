import BlindTickets
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Server

@Suite("Schedules, polls and packs over the web", .timeLimit(.minutes(40)))
struct SchedulePagesTests {
    private static func post(
        _ people: Asked, _ path: String, _ fields: [String: String], as place: Int = 0
    ) async throws -> TestResponse {
        let all = fields.merging(["form": people.formToken(people.cookies[place])]) { $1 }
        return try await people.server.ask { client in
            try await client.post(path, all, cookie: people.cookies[place]) { $0 }
        }
    }

    private static let weekly = [
        "title": "How it goes", "pack-mood": "on", "every": "weekly", "weekday": "1", "time": "10:00",
        "open-days": "4", "minutes": "1",
    ]

    @Test(arguments: Backend.all)
    func `a pulse that comes again, from the form to its first round on everybody's list`(_ backend: Backend)
        async throws
    {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let form = try await server.ask { try await $0.page("/pulse/schedules/new", people.cookies[0]) }
            #expect(form.contains("What people are asked already") && form.contains("15 minutes"))
            let wrong = try await Self.post(people, "/pulse/schedules", Self.weekly.merging(["time": "25"]) { $1 })
            #expect(wrong.status == .unprocessableContent)
            #expect(String(buffer: wrong.body).contains("is no time of day"))
            #expect(String(buffer: wrong.body).contains("value=\"How it goes\""))
            let path = try #require(
                try await Self.post(people, "/pulse/schedules", Self.weekly).headers[.location])
            let page = try await server.ask { try await $0.page(path, people.cookies[3]) }
            #expect(page.contains("Every week, on Tuesday at 10:00") && page.contains("22 September 2026"))
            #expect(!page.contains("Pause it"))
            #expect(
                try await Self.post(people, path + "/state", ["state": "ended"], as: 3).status == .forbidden)

            clock.pass(20 * 3600)
            let round = try #require(try await server.server.services.pulse?.openScheduled().first)
            for cookie in people.cookies {
                let day = try await server.ask { try await $0.page("/today", cookie) }
                #expect(day.contains("How it goes, 22 September 2026"))
            }
            let path2 = "/pulse/\(round)"
            let manifest = try await people.manifest(path2)
            let before = try await Self.next(people)
            for cookie in people.cookies.prefix(5) {
                try await people.answer(try await people.ticket(path2, manifest, cookie), manifest, point: 3)
            }
            // Who has answered is on the same list, with the same reminders, as who has not.
            #expect(try await Self.next(people) == before && Set(before).count == 1)
            #expect(before[0].contains("remindedAt"))
            #expect(try await Self.post(people, path + "/state", ["state": "paused"]).status == .seeOther)
            #expect(
                try await server.ask { try await $0.page("/pulse/schedules", people.cookies[0]) }.contains("paused"))
        }
    }

    /// What each of the members is told to do next.
    private static func next(_ people: Asked) async throws -> [String] {
        var told: [String] = []
        for cookie in people.cookies {
            told.append(try await people.server.ask { try await $0.page("/api/v1/me/next", cookie) })
        }
        return told
    }

    @Test(arguments: Backend.all)
    func `beyond what is agreed nothing is announced, opened or scheduled`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            #expect(try await Self.post(people, "/pulse/burden", ["team": "", "minutes": "1"]).status == .seeOther)
            #expect(
                try await Self.post(people, "/pulse/burden", ["team": "", "minutes": "9"], as: 2).status == .forbidden)
            _ = try await people.announce(statements: "One\nTwo\nThree\nFour\nFive")
            let refused = try await people.sendForm(["title": "More", "statements": "Six", "days": "7"])
            #expect(refused.status == .unprocessableContent)
            #expect(String(buffer: refused.body).contains("were asked for about 1 minute within thirty days"))
            let poll = try await Self.post(
                people, "/pulse/polls",
                ["question": "Tea?", "kind": "yes-no", "mode": "anonymous", "team": "", "hours": "24"])
            #expect(poll.status == .unprocessableContent)
            #expect(
                try await Self.post(people, "/pulse/schedules", Self.weekly).status == .unprocessableContent)
            let page = try await server.ask { try await $0.page("/pulse/burden", people.cookies[2]) }
            #expect(page.contains("You were asked for 1 minute of 1 minute"))
        }
    }

    @Test(arguments: Backend.all)
    func `a poll by name works without scripts, and tells nothing before its end`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let form = try await server.ask { try await $0.page("/pulse/polls/new", people.cookies[0]) }
            #expect(form.contains("Ask one question at once") && form.contains("Everybody, six people"))
            let path = try #require(
                try await Self.post(
                    people, "/pulse/polls",
                    [
                        "question": "What first?", "kind": "ranking", "options": "Api\nWeb\nApp", "mode": "named",
                        "team": "", "hours": "4",
                    ]
                ).headers[.location])
            let open = try await server.ask { try await $0.page(path, people.cookies[1]) }
            #expect(
                open.contains("Answer with my name") && open.contains("<form method=\"post\" action=\"\(path)/vote\">"))
            let orders = [["1", "2", "3"], ["1", "3", "2"], ["2", "1", "3"], ["1", "2", "3"], ["3", "2", "1"]]
            for (place, order) in orders.enumerated() {
                let fields = Dictionary(uniqueKeysWithValues: order.enumerated().map { ("option-\($0 + 1)", $1) })
                #expect(try await Self.post(people, path + "/vote", fields, as: place).status == .seeOther)
                for cookie in people.cookies {
                    let page = try await server.ask { try await $0.page(path, cookie) }
                    #expect(!page.contains("Mean place") && !page.contains("Member1"))
                }
            }
            let twice = ["option-1": "1", "option-2": "1", "option-3": "2"]
            #expect(try await Self.post(people, path + "/vote", twice, as: 5).status == .badRequest)
            clock.pass(4 * 3600 + 1)
            _ = try await server.server.services.pulse?.releaseEnded()
            let page = try await server.ask { try await $0.page(path, people.cookies[5]) }
            #expect(page.contains("“Api” came first") && page.contains("1.6") && page.contains("Member1"))
            #expect(try await Self.post(people, path + "/vote", twice, as: 5).status == .badRequest)
        }
    }

    @Test(arguments: Backend.all)
    func `a pack of one's own is kept, asked from and removed, and never changes its words unnoticed`(
        _ backend: Backend
    ) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let people = try await Asked(server, 6)
            let pack = """
                pack: lunch
                title: Lunch
                why: Eating together is when we talk.

                question: where
                answers: dots
                - canteen: In the canteen
                - out: Somewhere else
                text: Where should we have lunch?
                why: To choose it.
                """
            let wrong = try await Self.post(people, "/pulse/packs", ["text": "pack: lunch\nwhat: this"])
            #expect(wrong.status == .unprocessableContent && String(buffer: wrong.body).contains("Line 2"))
            #expect(
                try await Self.post(people, "/pulse/packs", ["text": pack]).headers[.location] == "/pulse/packs/lunch")
            let other = pack.replacing("Where should", with: "Where could")
            let refused = try await Self.post(people, "/pulse/packs", ["text": other])
            #expect(String(buffer: refused.body).contains("reads otherwise than before"))
            let raised = other.replacing("question: where\n", with: "question: where\nversion: 2\n")
            #expect(try await Self.post(people, "/pulse/packs", ["text": raised]).status == .seeOther)
            #expect(
                String(
                    buffer: try await Self.post(
                        people, "/pulse/packs", ["text": pack.replacing("pack: lunch", with: "pack: mood")]
                    ).body
                )
                .contains("travels with Tutti"))
            let page = try await server.ask { try await $0.page("/pulse/packs/lunch", people.cookies[4]) }
            #expect(page.contains("Where could we have lunch?") && page.contains("one dot on In the canteen"))
            #expect(!page.contains("Remove this pack"))
            let path = try await people.announce(statements: "", ["pack-lunch": "on"])
            let asked = try await server.ask { try await $0.page(path, people.cookies[1]) }
            #expect(asked.contains("data-kind=\"dots\"") && asked.contains("One dot, at most one on one."))
            #expect(try await Self.post(people, "/pulse/packs/lunch/removal", [:]).status == .seeOther)
            #expect(try await server.ask { try await $0.page(path, people.cookies[1]) }.contains("Where could we"))
        }
    }
}
