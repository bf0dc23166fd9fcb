import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import TestKit
import Testing

@testable import Features
@testable import Server

@Suite("What members do for themselves", .timeLimit(.minutes(40)))
struct MyPagesTests {
    @Test(arguments: Backend.all)
    func `working time is kept as it was typed, and what cannot be read comes back`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                let right = [
                    "form": token, "from": "2026-01-05", "zone": "Europe/Berlin", "hours": "Mon–Thu 9:00–17:00",
                ]
                try await client.post("/me/hours", right, cookie: cookie) { #expect($0.status == .seeOther) }
                let wrong = ["form": token, "from": "soon", "zone": "Mars", "hours": "Mon 9-5"]
                try await client.post("/me/hours", wrong, cookie: cookie) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .unprocessableContent)
                    #expect(
                        page.contains("is no day") && page.contains("is no span of time") && page.contains("Mon 9-5"))
                }
                let away = ["form": token, "first": "2026-12-24", "last": "", "span": "12:00-24:00"]
                try await client.post("/me/absences", away, cookie: cookie) { #expect($0.status == .seeOther) }
                let quiet = ["form": token, "from": "20:00", "until": "07:30"]
                try await client.post("/me/quiet-hours", quiet, cookie: cookie) { #expect($0.status == .seeOther) }
                let page = try await client.execute(
                    uri: "/me/hours", method: .get, headers: TeamPageTests.head(cookie)
                ) { String(buffer: $0.body) }
                for part in ["Mon-Thu 09:00-17:00", "24 December 2026", "12:00–24:00", "value=\"07:30\""] {
                    #expect(page.contains(part), "\(part) is missing")
                }
                let gone = ["form": token, "first": "2026-12-24", "at": "720"]
                try await client.post("/me/absences/removal", gone, cookie: cookie) { #expect($0.status == .seeOther) }
                try await client.execute(uri: "/me/hours", method: .get, headers: TeamPageTests.head(cookie)) {
                    #expect(!String(buffer: $0.body).contains("24 December 2026"))
                }
            }
        }
    }

    @Test func `a lead says a word about those whom they lead, and about nobody else`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let database = server.server.services.database
            let account = Signature(name: "Mem Ber", email: "member@example.org")
            let members = try await database.write { db in
                try db.save(known: account)
                return try db.members()
            }
            let member = try #require(members.first { $0.login == "member" })
            let token = try Cast.formToken(cast.cookie(.member))
            try await server.ask { client in
                try await client.execute(
                    uri: "/me/accounts", method: .get, headers: TeamPageTests.head(cast.cookie(.member))
                ) { #expect(String(buffer: $0.body).contains("Mem Ber")) }
                try await client.post(
                    "/me/accounts/claims", ["form": token, "person": "member@example.org"], cookie: cast.cookie(.member)
                ) { #expect($0.status == .seeOther) }
                for (role, status) in [(Cast.Role.otherLead, 403), (.lead, 303)] {
                    let word = [
                        "form": try Cast.formToken(cast.cookie(role)), "member": member.id, "name": account.name,
                        "email": account.email, "right": "on",
                    ]
                    try await client.post("/claims", word, cookie: cast.cookie(role)) {
                        #expect($0.status.code == status)
                    }
                }
                try await client.execute(
                    uri: "/claims", method: .get, headers: TeamPageTests.head(cast.cookie(.otherLead))
                ) { #expect(!String(buffer: $0.body).contains("member@example.org")) }
            }
            let held = try await database.read { AccountClaims(try $0.accountClaims()).holder(of: account) }
            #expect(held == member.id)
        }
    }

    @Test func `public holidays are read from a calendar file, year after year, and chosen by a team`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                for year in [2026, 2027] {
                    let file = [
                        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "DTSTART;VALUE=DATE:\(year)1225", "SUMMARY:Christmas",
                        "END:VEVENT", "END:VCALENDAR",
                    ].joined(separator: "\r\n")
                    let form = ["form": token, "name": "de-by", "title": "Bavaria", "days": file]
                    try await client.post("/holidays", form, cookie: cookie) { #expect($0.status == .seeOther) }
                }
                let wrong = ["form": token, "name": "de-by", "title": "Bavaria", "days": "some day"]
                try await client.post("/holidays", wrong, cookie: cookie) { response in
                    #expect(response.status == .unprocessableContent)
                    #expect(String(buffer: response.body).contains("Line 1 is no day"))
                }
                let team = [
                    "form": token, "name": "band", "zone": "UTC", "hours": "Mon-Fri 09:00-17:00", "holidays": "de-by",
                ]
                try await client.post("/teams", team, cookie: cookie) { #expect($0.status == .seeOther) }
            }
            let (kept, team) = try await server.server.services.database.read {
                (try $0.holidayCalendars(), try $0.team("band"))
            }
            #expect(kept.map(\.days.count) == [2] && team?.holidays == "de-by")
        }
    }

    @Test func `everything is taken away as a file, and nobody is forgotten by mistake`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.loner)
            let token = try Cast.formToken(cookie)
            let database = server.server.services.database
            try await server.ask { client in
                try await client.execute(uri: "/me/export", method: .get, headers: TeamPageTests.head(cookie)) {
                    response in
                    #expect(response.headers[.contentDisposition]?.contains("attachment") == true)
                    #expect(String(buffer: response.body).contains("tutti.me/1"))
                }
                try await client.post("/me/erasure", ["form": token, "login": "lead"], cookie: cookie) {
                    #expect(String(buffer: $0.body).contains("Nothing was removed"))
                }
                try await client.post("/me/erasure", ["form": token, "login": "Loner"], cookie: cookie) { response in
                    #expect(response.status == .ok && String(buffer: response.body).contains("You are forgotten"))
                }
                try await client.execute(uri: "/me", method: .get, headers: TeamPageTests.head(cookie)) {
                    #expect($0.status == .seeOther)
                }
            }
            let names = try await database.read { try $0.members().map(\.name) }
            #expect(names.contains("Somebody who left") && !names.contains("Loner"))
        }
    }
}

extension Connection {
    /// A repository in which somebody was recognised.
    fileprivate func save(known signature: Signature) throws {
        try save(Repository(id: "work", name: "work", location: "/nowhere"))
        try run(
            """
            INSERT INTO signature (repository, number, name, email)
            SELECT number, 1, \(signature.name), \(signature.email) FROM repository
            """)
        let person = Person(
            id: signature.email, name: signature.name, email: signature.email, kind: .human)
        let who = WhoIsWho(people: [.init(person: person, accounts: [.init(signature: signature, rule: .alone)])])
        let stored = StoredMeasurement(
            signal: "people", definition: "people/1", head: nil, body: try JSONValue.canonical(who), computedAt: 5)
        try saveMeasurements([stored], repository: "work", key: ReadingStore.people)
    }
}
