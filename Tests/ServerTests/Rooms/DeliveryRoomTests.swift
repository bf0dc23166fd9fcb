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

@Suite("The Delivery room, as the server answers", .timeLimit(.minutes(40)))
struct DeliveryRoomTests {
    private static let views = DeliveryView.allCases.map { $0 == .overview ? "/delivery" : "/delivery/\($0.rawValue)" }
    private static let names = SampleDelivery.people
    private static let open = "/delivery/pull-requests/code.example.org%2Fpull-request%2F1120"

    @Test func `every view is there for members, of everybody and of a team, and for nobody else`() async throws {
        try await Self.serve { _, client, cast in
            for view in Self.views {
                let all = try await Self.page(client, view, cast.cookie(.loner))
                let team = try await Self.page(client, "\(view)?team=band", cast.cookie(.member))
                #expect(all.contains("aria-label=\"View\"") && team.contains("aria-current=\"true\">Band</a>"))
                #expect(team.contains("href=\"/delivery/flow?team=band\""), "\(view) loses the team")
                let stranger = try await client.execute(uri: view, method: .get, headers: [.accept: "text/html"])
                #expect(stranger.status != .ok)
            }
        }
    }

    @Test(arguments: ["/delivery/reviews", "/delivery", open])
    func `names are told to members of the team alone, and kept by no cache`(_ path: String) async throws {
        try await Self.serve { _, client, cast in
            func told(_ role: Cast.Role, _ team: String?) async throws -> (Bool, String?) {
                let answer = try await client.execute(
                    uri: path + (team.map { "?team=\($0)" } ?? ""), method: .get, headers: Self.head(cast.cookie(role)))
                let page = String(buffer: answer.body)
                #expect(answer.status == .ok)
                let names = Self.names.contains { page.contains("<td>\($0)</td>") }
                return (names, answer.headers[.cacheControl])
            }
            let own = try await told(.member, "band")
            #expect(own.0 && own.1 == "no-store")
            // A lead reads names where it is noted that they did.
            // The same page again, as it was drawn for somebody else.
            for role in [Cast.Role.lead, .otherLead, .loner, .administrator, .council] {
                let (hasNames, _) = try await told(role, "band")
                #expect(!hasNames)
            }
            let (hasNames, _) = try await told(.member, nil)
            #expect(!hasNames)
        }
    }

    @Test func `a pull request's page accounts for every minute`() async throws {
        try await Self.serve { _, client, cast in
            let page = try await Self.page(client, Self.open + "?team=band", cast.cookie(.member))
            #expect(page.contains("<h2 id=\"timeline\">Every minute, and whose it was</h2>"))
            #expect(page.contains("no minute is missing, and none counts twice"))
            // What one stretch ends with the next begins with, from the opening to now.
            let rows = page.matches(of: /<tr><th scope="row">([-\d: ]{16})<\/th><td>([-\d: ]{16})<\/td>/)
            #expect(rows.count > 1)
            for (one, next) in zip(rows, rows.dropFirst()) { #expect(one.2 == next.1) }
            #expect(rows.last?.2 == "2025-06-09 00:00")
            for path in [
                Self.open + "?team=choir", "/delivery/pull-requests/code.example.org%2Fpull-request%2F9",
                "/delivery/pull-requests/nonsense",
            ] {
                let answer = try await client.execute(
                    uri: path, method: .get, headers: Self.head(cast.cookie(.member)))
                #expect(answer.status == .notFound, "\(path)")
            }
        }
    }

    @Test func `each signal has its page, with what it must be read beside`() async throws {
        try await Self.serve { _, client, cast in
            let page = try await Self.page(client, "/delivery/signals/change-lead-time?team=band", cast.cookie(.loner))
            #expect(page.contains("<code>change-lead-time/1</code>"))
            #expect(page.contains("Read it beside") && page.contains("/delivery/signals/change-fail-rate?team=band"))
            #expect(page.contains("How this number came about") && page.contains("What was left out, and why"))
            let none = try await client.execute(
                uri: "/delivery/signals/speed", method: .get, headers: Self.head(cast.cookie(.loner)))
            #expect(none.status == .notFound)
        }
    }

    @Test func `the numbers behind a chart come as CSV and JSON`() async throws {
        try await Self.serve { _, client, cast in
            let head = Self.head(cast.cookie(.loner))
            let csv = try await client.execute(
                uri: "/delivery/flow/cycle-parts.csv?team=band", method: .get, headers: head)
            #expect(csv.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(csv.headers[.contentDisposition] == "attachment; filename=\"cycle-parts.csv\"")
            #expect(String(buffer: csv.body).contains("\r\ndeploy,"))
            let json = try await client.execute(uri: "/delivery/builds/pipelines.json", method: .get, headers: head)
            // By the repository's own name.
            #expect(String(buffer: json.body).contains("\"shop/payments\""))
            let review = try await client.execute(
                uri: "/delivery/incidents/review.md?incident=code.example.org/incident/13", method: .get, headers: head)
            #expect(String(buffer: review.body).hasPrefix("# Incident review: Payments are refused\n"))
            for path in ["flow/no.csv", "flow/cycle-parts.xml", "flow/cycle-parts", "incidents/review.md?incident=x"] {
                let none = try await client.execute(uri: "/delivery/\(path)", method: .get, headers: head)
                #expect(none.status == .notFound, "\(path)")
            }
        }
    }

    @Test(arguments: [
        ("/delivery/speed", 404, "There are overview, flow, dora"),
        ("/delivery?team=nobody", 404, "There are band and choir."),
        ("/delivery?timeframe=soon", 400, "There are: 12-weeks, 12-months, 5-years."),
    ])
    func `what is not offered is said in a sentence`(_ path: String, _ status: Int, _ sentence: String) async throws {
        try await Self.serve { _, client, cast in
            let answer = try await client.execute(uri: path, method: .get, headers: Self.head(cast.cookie(.loner)))
            #expect(answer.status.code == status)
            #expect(String(buffer: answer.body).contains(sentence))
        }
    }

    @Test func `a page is drawn anew once the numbers are others`() async throws {
        try await Self.serve { server, client, cast in
            let cookie = cast.cookie(.loner)
            let before = try await Self.page(client, "/delivery?team=band", cookie)
            #expect(try await Self.page(client, "/delivery?team=band", cookie) == before)
            try await server.server.services.database.write { db in
                let choice = DeliveryChoice(team: "band")
                var readings = try #require(try db.deliveryReadings(for: choice))
                readings.open = []
                try db.keep(readings, revision: 2)
            }
            let after = try await Self.page(client, "/delivery?team=band", cookie)
            #expect(!before.contains("Nothing is open") && after.contains("Nothing is open"))
        }
    }

    @Test func `without a source the room teaches how to connect one, and shows nothing`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await server.ask { client in
                let page = try await Self.page(client, "/delivery", cast.cookie(.loner))
                #expect(page.contains("<h1>No source tells of deliveries yet</h1>"))
                #expect(page.contains("href=\"/connections\"") && !page.contains("<figure"))
            }
            try await server.server.services.database.write {
                try $0.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
            }
            try await server.ask { client in
                let page = try await Self.page(client, "/delivery", cast.cookie(.loner))
                #expect(page.contains("<h1>These numbers are being counted for the first time</h1>"))
            }
        }
    }

    private static func head(_ cookie: String?) -> HTTPFields {
        var head: HTTPFields = [.accept: "text/html"]
        head[.cookie] = cookie
        return head
    }

    private static func page(
        _ client: any TestClientProtocol, _ path: String, _ cookie: String?
    ) async throws -> String {
        let answer = try await client.execute(uri: path, method: .get, headers: head(cookie))
        #expect(answer.status == .ok, "\(path)")
        return String(buffer: answer.body)
    }

    private static func serve(
        _ body: @escaping @Sendable (TestServer, any TestClientProtocol, Cast) async throws -> Void
    ) async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await server.server.services.database.write { db in
                try db.save(SourceConnection(id: "host", kind: "github", name: "Host", createdAt: 5))
                _ = try db.save([Told(SampleDelivery().records, at: 1000)], of: "host")
                try db.keep([SampleDelivery.key(.repository, 1)], ofTeam: "band", by: .commandLine, at: 1000)
                for team in [nil, "band", "choir"] {
                    let choice = DeliveryChoice(team: team)
                    let measured = try DeliveryReadings.measured(
                        choice, from: DeliverySource(db), at: SampleDelivery.end, in: db)
                    try db.keep(try #require(measured), revision: 1)
                }
            }
            try await server.ask { try await body(server, $0, cast) }
        }
    }
}
