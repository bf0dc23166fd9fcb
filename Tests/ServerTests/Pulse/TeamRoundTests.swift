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

@Suite("Rounds of teams over the web", .timeLimit(.minutes(40)))
struct TeamRoundTests {
    @Test(arguments: Backend.all)
    func `two teams are asked, and each sees its own`(_ backend: Backend) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let people = try await Asked(server, 15)
            try await people.makeTeams()
            let form = try await server.ask { try await $0.page("/pulse/new", people.cookies[0]) }
            #expect(form.contains("Payments, six people"))
            let path = try await people.announce(
                statements: "I know what is expected of me",
                ["whom": "teams", "team-payments": "on", "team-search": "on"])
            let manifest = try await people.manifest(path)
            #expect(manifest.segments.map(\.id) == ["payments", "search"])
            #expect(Set(manifest.segments.map(\.key)).count == 2)
            for (place, cookie) in people.cookies.enumerated() where (1...13).contains(place) {
                let segment = place <= 6 ? "payments" : "search"
                let page = try await server.ask { try await $0.page(path, cookie) }
                #expect(page.contains("one of the \(place <= 6 ? 6 : 7) people of <b>\(segment.capitalized)</b>"))
                let ticket = try await people.ticket(path, manifest, cookie, segment: segment)
                try await people.answer(ticket, manifest, point: place <= 6 ? 5 : 1)
            }
            // Whoever stands in no chosen team is not asked.
            let outside = try await server.ask { try await $0.page(path, people.cookies[14]) }
            #expect(!outside.contains("You answer as"))

            clock.pass(8 * 86_400)
            _ = try await server.server.services.pulse?.releaseEnded()
            for (place, cookie) in people.cookies.enumerated() {
                for place in ["", "/results.csv"] { try await Self.expectNothingElse(server, path + place, cookie) }
                let api = try await server.ask { try await $0.page("/api/v1\(path)/results", cookie) }
                let csv = try await server.ask { try await $0.page(path + "/results.csv", cookie) }
                let page = try await server.ask { try await $0.page(path, cookie) }
                let seen = ["team=payments", "team=search"].filter { api.contains("\"id\":\"\($0)\"") }
                let own = (1...6).contains(place) ? ["team=payments"] : (7...13).contains(place) ? ["team=search"] : []
                #expect(seen == own, "\(place)")
                #expect(["team=payments", "team=search"].filter(csv.contains) == own)
                #expect(page.contains("likert") == !own.isEmpty)
                #expect(page.contains("is for those who were asked") == own.isEmpty)
                for part in ["team=payments", "team=search"] {
                    let page = try await server.ask { try await $0.page("\(path)?part=\(part)", cookie) }
                    #expect(page.contains("class=\"likert\"") == own.contains(part), "\(place) \(part)")
                    if own.contains(part) {
                        #expect(page.contains("\(part.hasSuffix("s") ? "6 of 6" : "7 of 7") answered."))
                    }
                }
            }
        }
    }

    /// An administrator who was not asked, and somebody of no team.
    private static func expectNothingElse(_ server: TestServer, _ path: String, _ cookie: String) async throws {
        let text = try await server.ask { try await $0.page(path, cookie) }
        #expect(!text.contains("everybody.else"))
    }

    @Test func `a lead asks those whom they lead, and no other team`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 15)
            try await people.makeTeams()
            let form = try await server.ask { try await $0.page("/pulse/new", people.cookies[1]) }
            #expect(form.contains("team-payments"))
            #expect(!form.contains("team-search"))
            let page = try await people.sendForm(
                ["title": "A", "statements": "One", "days": "7", "whom": "teams", "team-search": "on"], as: 1)
            #expect(String(buffer: page.body).contains("Choose a team, or ask everybody."))
        }
    }

    @Test func `a team that is too small is not asked by itself`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let people = try await Asked(server, 9)
            try await people.makeTeams()
            let page = try await people.sendForm([
                "title": "A", "statements": "One", "days": "7", "whom": "teams", "team-search": "on",
            ])
            #expect(page.status == .unprocessableContent)
            let text = String(buffer: page.body)
            #expect(text.contains("Search has two people"))
            #expect(text.contains("id=\"round-team-search\" name=\"team-search\" value=\"on\" checked"))
        }
    }
}

extension Asked {
    /// Payments with the second to the seventh, its lead first; Search with the next seven as far as there are any.
    fileprivate func makeTeams() async throws {
        let now = Int64(server.server.services.now().timeIntervalSince1970)
        let count = cookies.count
        try await server.server.services.database.write { db in
            let logins = (0..<count).map { $0 == 0 ? "lead" : "member\($0)" }
            for (team, places) in [("payments", 1...6), ("search", 7...13)] {
                try db.add(Team(name: team, title: team.capitalized), by: .commandLine, at: now)
                for place in places where place < count {
                    let member = try #require(try Login(logins[place]).flatMap { try db.member(login: $0) })
                    try db.begin(
                        Membership(
                            team: team, member: member.id, role: place == places.lowerBound ? .lead : .member,
                            from: CivilDay(now)), by: .commandLine, at: now)
                }
            }
        }
    }
}
