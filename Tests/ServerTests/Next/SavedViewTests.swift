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

@Suite("Saved views", .timeLimit(.minutes(40)))
struct SavedViewTests {
    @Test(arguments: [
        "/delivery", "/delivery/flow?team=band&timeframe=12-months",
        "/r/tutti/knowledge?view=hotspots&module=Sources%2FStore",
        "/teams/band/waiting",
    ])
    func `pages of rooms can be kept`(_ address: String) throws {
        #expect(try SavedView(name: "  A\nname ", address: address, team: nil).name == "A name")
    }

    @Test(arguments: [
        "", "https://elsewhere.example/delivery", "//elsewhere.example/delivery", "/\\elsewhere.example",
        "/delivery/../me",
        "/deliveryman", "javascript:alert(1)", "/me", "/delivery?x= y", "/delivery//x", "/sign-out",
        "/delivery?" + String(repeating: "a", count: 600),
    ])
    func `and nothing else`(_ address: String) {
        #expect(throws: SavedViewTrouble.notOurs) { try SavedView(name: "x", address: address, team: nil) }
    }

    @Test func `a name is needed, and a short one`() {
        #expect(throws: SavedViewTrouble.noName) { try SavedView(name: " \n", address: "/delivery", team: nil) }
        #expect(throws: SavedViewTrouble.longName) {
            try SavedView(name: String(repeating: "a", count: 61), address: "/delivery", team: nil)
        }
    }

    @Test(arguments: Backend.all)
    func `a view stands on the Today of whoever may see it until its maker removes it`(_ backend: Backend) async throws
    {
        try await TestServer.with(on: backend, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let (member, lead) = (cast.cookie(.member), cast.cookie(.lead))
            try await server.ask { client in
                for (name, team) in [("Mine <alone>", ""), ("Ours", "band")] {
                    let fields = [
                        "form": try Cast.formToken(member), "name": name, "address": "/delivery/flow?team=band",
                        "team": team,
                    ]
                    try await client.post("/me/views", fields, cookie: member) { #expect($0.status == .seeOther) }
                }
                #expect(try await Self.page(client, "/today", member).contains(">Mine &lt;alone&gt;</a>"))
                let seen = try await Self.page(client, "/today", lead)
                #expect(seen.contains(">Ours</a>, kept by ") && !seen.contains("Mine"))
                #expect(try await !Self.page(client, "/today", cast.cookie(.otherLead)).contains(">Ours</a>"))
                let token = try Cast.formToken(lead)
                try await client.post("/me/views/removal", ["form": token, "name": "Ours"], cookie: lead) { _ in }
                #expect(try await Self.page(client, "/me/views", lead).contains(">Ours</a>"))
                let own = try Cast.formToken(member)
                try await client.post("/me/views/removal", ["form": own, "name": "Ours"], cookie: member) { _ in }
                #expect(try await !Self.page(client, "/me/views", lead).contains(">Ours</a>"))
            }
        }
    }

    @Test func `what cannot be kept is said, with what was typed still there`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let member = cast.cookie(.member)
            let token = try Cast.formToken(member)
            try await server.ask { client in
                func refused(_ name: String, _ address: String, _ team: String) async throws -> String {
                    let fields = ["form": token, "name": name, "address": address, "team": team]
                    return try await client.post("/me/views", fields, cookie: member) { response in
                        String(buffer: response.body)
                    }
                }
                #expect(try await refused("Theirs", "/delivery", "choir").contains("You do not belong to this team"))
                #expect(try await refused("Out", "https://elsewhere.example", "").contains("none of a room"))
                _ = try await refused("Once", "/delivery", "")
                let twice = try await refused("Once", "/delivery/dora", "")
                #expect(twice.contains("of this name already") && twice.contains("value=\"/delivery/dora\""))
                try await client.post("/me/views", ["name": "x", "address": "/delivery"], cookie: member) {
                    #expect($0.status == .badRequest)
                }
            }
        }
    }

    private static func page(_ client: some TestClientProtocol, _ path: String, _ cookie: String?) async throws
        -> String
    {
        try await client.execute(uri: path, method: .get, headers: [.cookie: cookie ?? ""]) { String(buffer: $0.body) }
    }
}
