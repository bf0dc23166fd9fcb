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

@Suite("Teams by page and API", .timeLimit(.minutes(40)))
struct TeamPageTests {
    @Test(arguments: Backend.all)
    func `an administrator makes a team, and its lead says who belongs to it`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let (administrator, lead) = (cast.cookie(.administrator), cast.cookie(.lead))
            let (token, leadToken) = (try Cast.formToken(administrator), try Cast.formToken(lead))
            let draft = [
                "form": token, "name": "brass", "title": "Brass <b>", "parent": "band", "zone": "Europe/Berlin",
                "hours": "Mon-Fri 10:00-18:00", "holidays": "",
            ]
            try await server.ask { client in
                try await client.post("/teams", draft, cookie: administrator) {
                    #expect($0.status == .seeOther && $0.headers[.location] == "/teams/brass")
                }
                try await client.post(
                    "/teams/band/memberships",
                    ["form": leadToken, "login": "loner", "role": "member", "from": "2026-01-05"], cookie: lead
                ) { #expect($0.status == .seeOther) }
                try await client.execute(uri: "/teams/band", method: .get, headers: Self.head(lead)) { response in
                    let page = String(buffer: response.body)
                    #expect(
                        page.contains("Loner") && page.contains("5 January 2026") && page.contains("Brass &lt;b&gt;"))
                    #expect(page.contains("Take somebody in") && !page.contains("The team itself"))
                }
                try await client.execute(
                    uri: "/api/v1/teams/brass", method: .get, headers: Self.head(cast.cookie(.member))
                ) { response in
                    let team = try JSONDecoder().decode(JSONValue.self, from: Data(String(buffer: response.body).utf8))
                    guard case .object(let fields) = team else { return #expect(Bool(false)) }
                    #expect(fields["parent"] == .string("band") && fields["zone"] == .string("Europe/Berlin"))
                    #expect(fields["members"] == .array([]))
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a lead says what the team answers for and agreed on`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let key = RecordKey("code.example.org", .repository, "1")
            try await server.server.services.database.write { db in
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
                _ = try db.save(
                    [Told([.repository(HostedRepository(key: key, fullName: "shop/<web>"))], at: 1)], of: "host")
            }
            let lead = cast.cookie(.lead)
            var sent = [
                "form": try Cast.formToken(lead), "repository:\(key)": "on", "agreed-hours": "4,5",
                "agreed-clock": "elapsed",
            ]
            try await server.ask { [sent] client in
                try await client.post("/teams/band/work", sent, cookie: lead) { #expect($0.status == .seeOther) }
                try await client.execute(uri: "/teams/band", method: .get, headers: Self.head(lead)) { response in
                    let page = String(buffer: response.body)
                    #expect(page.contains("shop/&lt;web&gt;") && page.contains("first review within 4.5 hours, nights"))
                    #expect(page.contains("name=\"repository:code.example.org/repository/1\" value=\"on\" checked"))
                }
                try await client.execute(uri: "/api/v1/teams/band", method: .get, headers: Self.head(lead)) {
                    let team = String(buffer: $0.body)
                    #expect(team.contains("\"repositories\":[\"code.example.org/repository/1\"]"))
                    #expect(team.contains("\"agreement\":{\"clock\":\"elapsed\",\"hours\":4.5}"))
                }
            }
            sent["agreed-hours"] = "soon"
            sent["repository:\(key)"] = nil
            try await server.ask { [sent] client in
                try await client.post("/teams/band/work", sent, cookie: lead) { response in
                    #expect(String(buffer: response.body).contains("An agreed time is a number of hours"))
                }
                try await client.execute(
                    uri: "/teams/band", method: .get, headers: Self.head(cast.cookie(.member))
                ) { response in
                    let page = String(buffer: response.body)
                    #expect(page.contains("shop/&lt;web&gt;") && !page.contains("agreed-hours"))
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a lead says which paths of a shared repository are the team's`(_ backend: Backend) async throws {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await server.server.services.database.write { db in
                for id in ["shop", "tools"] {
                    try db.save(Repository(id: id, name: "The \(id)", location: "/srv/\(id)"))
                }
            }
            let lead = cast.cookie(.lead)
            var sent = [
                "form": try Cast.formToken(lead), "repository": "shop",
                "paths": " services/<b>/ \r\n\r\n./libs/money\r\n",
            ]
            try await server.ask { [sent] client in
                try await client.post("/teams/band/paths", sent, cookie: lead) { #expect($0.status == .seeOther) }
                try await client.execute(uri: "/teams/band", method: .get, headers: Self.head(lead)) { response in
                    let page = String(buffer: response.body)
                    #expect(
                        page.contains("<code>services/&lt;b&gt;</code>") && page.contains("<code>libs/money</code>"))
                    #expect(
                        page.contains("/r/shop/knowledge?team=band") && page.contains("Change its paths in The shop"))
                    #expect(page.contains("<option value=\"tools\"") && !page.contains("<option value=\"shop\""))
                }
                try await client.execute(uri: "/api/v1/teams/band", method: .get, headers: Self.head(lead)) {
                    #expect(
                        String(buffer: $0.body).contains(
                            "\"paths\":{\"shop\":[\"libs/money\",\"services/<b>\"]}"))
                }
                try await client.execute(uri: "/teams/band", method: .get, headers: Self.head(cast.cookie(.member))) {
                    let page = String(buffer: $0.body)
                    #expect(page.contains("<code>libs/money</code>") && !page.contains("name=\"paths\""))
                }
                try await client.post("/teams/band/paths", sent, cookie: cast.cookie(.member)) {
                    #expect($0.status == .forbidden || $0.status == .badRequest)
                }
            }
            for (paths, sentence) in [("../up", "leads outside"), (".", "the whole repository")] {
                sent["paths"] = paths
                try await server.ask { [sent] client in
                    try await client.post("/teams/band/paths", sent, cookie: lead) { response in
                        #expect(response.status == .unprocessableContent)
                        let page = String(buffer: response.body)
                        #expect(page.contains(sentence) && page.contains(">\n\(paths)</textarea>"))
                    }
                }
            }
            sent["paths"] = ""
            try await server.ask { [sent] client in
                try await client.post("/teams/band/paths", sent, cookie: lead) { #expect($0.status == .seeOther) }
            }
            #expect(try await server.server.services.database.read { try $0.paths(ofTeam: "band") } == [:])
        }
    }

    @Test func `what cannot be taken comes back filled in, with a sentence at its field`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                let draft = [
                    "form": token, "name": "band", "title": "A second band", "zone": "Europe/Berlin", "hours": "late",
                ]
                try await client.post("/teams", draft, cookie: cookie) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .unprocessableContent)
                    #expect(page.contains("does not say") && page.contains("A second band"))
                }
                try await client.post(
                    "/teams/band/memberships",
                    ["form": token, "login": "member", "role": "lead", "from": "2026-09-21"], cookie: cookie
                ) { response in
                    #expect(response.status == .unprocessableContent)
                    #expect(String(buffer: response.body).contains("belongs to this team in that time already"))
                }
            }
        }
    }

    @Test func `a role that is changed holds at once, and the audit log says who did it`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let database = server.server.services.database
            let lead = cast.cookie(.lead)
            let token = try Cast.formToken(lead)
            let member = try #require(try await database.read { db in try db.members().first { $0.login == "member" } })
            let path = "/teams/band/memberships/\(member.id)"
            try await server.ask { client in
                try await client.post(path + "/role", ["form": token, "role": "lead"], cookie: lead) {
                    #expect($0.status == .seeOther)
                }
            }
            let now = Int64(server.server.services.now().timeIntervalSince1970)
            #expect(try await database.read { try $0.role(of: member.id, in: "band", at: now) } == .lead)
            try await server.ask { client in
                try await client.post(path + "/ending", ["form": token], cookie: lead) {
                    #expect($0.status == .seeOther)
                }
            }
            #expect(try await database.read { try $0.role(of: member.id, in: "band", at: now) } == nil)
            let actions = try await database.read { db in
                try db.rows("SELECT action FROM audit_entry ORDER BY number") { try $0.get(0, as: String.self) }
            }
            #expect(actions.suffix(2) == ["changed a role", "ended a membership"])
        }
    }

    static func head(_ cookie: String?) -> HTTPFields {
        var head: HTTPFields = [.accept: "text/html"]
        head[.cookie] = cookie
        return head
    }
}
