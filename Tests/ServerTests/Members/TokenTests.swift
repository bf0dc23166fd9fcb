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

@Suite("API tokens")
struct TokenTests {
    @Test(arguments: Backend.all)
    func `are shown once, open the API, and are revoked`(_ backend: Backend) async throws {
        try await Holder.with(backend) { ada in
            let token = try await ada.make()
            #expect(token.hasPrefix("tutti_") && token.count == 49)
            try await ada.ask { client in
                try await client.api(token) { #expect($0.status == .ok) }
                let page = try await client.execute(uri: "/me", method: .get, headers: [.cookie: ada.cookie]) {
                    String(buffer: $0.body)
                }
                #expect(!page.contains(token) && page.contains("nightly") && page.contains("21 September 2027"))
                let name = try #require(page.firstMatch(of: /name="token" value="([0-9a-f]{64})"/)).output.1
                let form = ["form": try Enrolled.formToken(ada.cookie), "token": String(name)]
                try await client.post("/me/revoked-tokens", form, cookie: ada.cookie) {
                    #expect($0.status == .seeOther)
                }
                try await client.api(token) { response in
                    #expect(response.status == .unauthorized)
                    #expect(response.headers[.wwwAuthenticate] == "Bearer error=\"invalid_token\"")
                }
            }
        }
    }

    /// Every route of the whole server, asked by programs.
    @Test func `open what stands under /api/ and no page, and change nothing when they may only read`() async throws {
        try await Holder.with(.sqlite) { ada in
            let (reading, writing) = (try await ada.make(), try await ada.make(scope: "write"))
            // On the team that the addresses name, so that nothing but a token's scope is in her way.
            let (now, today) = (ada.clock.time, CivilDay(ada.clock.time))
            try await ada.database.write { db in
                try db.add(Team(name: "none", title: "None"), by: .commandLine, at: now)
                for member in try db.members() {
                    try db.begin(
                        Membership(team: "none", member: member.id, role: .lead, from: today), by: .commandLine, at: now
                    )
                }
            }
            try await ada.ask { client in
                for rule in PermissionMatrix.tutti.rules where rule.access != .everybody {
                    for (token, scope) in [(reading, APIToken.Scope.read), (writing, .write)] {
                        let path = rule.path.replacing(/\{[a-z]+\}/, with: "none")
                        let method = try #require(HTTPRequest.Method(rawValue: rule.method))
                        let headers: HTTPFields = [.authorization: "Bearer \(token)", .cookie: ada.cookie]
                        let status = try await client.execute(uri: path, method: method, headers: headers) {
                            $0.status.code
                        }
                        let isOpen = rule.scope.map { scope.isEnough(for: $0) } ?? false
                        #expect((status != 401 && status != 403) == isOpen, "\(scope) \(rule) \(status)")
                        #expect(isOpen || status == 403, "\(scope) \(rule) \(status)")
                    }
                }
            }
        }
    }

    @Test func `one that may only read is told so where something changes`() async throws {
        let rule = PermissionMatrix.Rule("POST", "/api/v1/sample", .members)
        #expect(rule.scope == .write)
        #expect(PermissionMatrix.Rule("GET", "/api/v1/sample", .members).scope == .read)
        #expect(PermissionMatrix.Rule("GET", "/me", .oneself).scope == nil)
        #expect(!APIToken.Scope.read.isEnough(for: .write) && APIToken.Scope.write.isEnough(for: .read))
    }

    @Test(arguments: Backend.all)
    func `end on their day, and with their owner`(_ backend: Backend) async throws {
        try await Holder.with(backend) { ada in
            let (week, month) = (try await ada.make(days: 7), try await ada.make(days: 30))
            try await ada.ask { client in
                ada.clock.pass(7 * 86_400 - 1)
                try await client.api(week) { #expect($0.status == .ok) }
                ada.clock.pass(1)
                try await client.api(week) { #expect($0.status == .unauthorized) }
                try await client.api(month) { #expect($0.status == .ok) }
            }
            try await ada.database.write { [clock = ada.clock] db in
                for member in try db.members() { try db.endMembership(of: member.id, at: clock.time) }
            }
            try await ada.ask { client in try await client.api(month) { #expect($0.status == .unauthorized) } }
        }
    }

    @Test(arguments: Backend.all)
    func `remember the day of their last use and nothing finer`(_ backend: Backend) async throws {
        try await Holder.with(backend) { ada in
            let token = try await ada.make()
            #expect(try await ada.usedOn() == nil)
            try await ada.ask { client in try await client.api(token) { #expect($0.status == .ok) } }
            #expect(try await ada.usedOn() == ada.clock.time / 86_400)
        }
    }

    @Test(arguments: ["", "tutti_", "tutti_short", "nothing", String(repeating: "A", count: 43)])
    func `that never were open nothing, whoever is signed in beside them`(_ token: String) async throws {
        try await Holder.with(.sqlite) { ada in
            try await ada.ask { client in
                let headers: HTTPFields = [.authorization: "Bearer \(token)", .cookie: ada.cookie]
                try await client.execute(uri: "/api/v1/repositories", method: .get, headers: headers) {
                    #expect($0.status == .unauthorized)
                }
            }
        }
    }

    @Test func `are stored as hashes`() async throws {
        try await Holder.with(.sqlite) { ada in
            let token = try await ada.make()
            let secret = try #require(TokenText.secret(token))
            let hash = try await ada.database.read {
                try $0.value("SELECT token_hash FROM api_token", as: [UInt8].self)
            }
            #expect(hash == secret.hash)
        }
    }

    @Test(arguments: [
        (["title": "", "scope": "read", "days": "90"], 422), (["title": "x", "scope": "all", "days": "90"], 400),
        (["title": "x", "scope": "read", "days": "36500"], 400), (["title": "x", "scope": "read", "days": "-1"], 400),
    ])
    func `are made as the form offers them and not otherwise`(_ fields: [String: String], _ status: Int) async throws {
        try await Holder.with(.sqlite) { ada in
            let form = fields.merging(["form": try Enrolled.formToken(ada.cookie)]) { $1 }
            try await ada.ask { client in
                try await client.post("/me/tokens", form, cookie: ada.cookie) { #expect($0.status.code == status) }
            }
            #expect(try await ada.database.read { try $0.value("SELECT count(*) FROM api_token", as: Int.self) } == 0)
        }
    }
}

/// Ada, who makes tokens.
struct Holder: Sendable {
    let server: TestServer
    let clock: TestClock
    let cookie: String

    static func with(
        _ backend: Backend, _ body: @escaping @Sendable (Holder) async throws -> Void
    ) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            try await body(Holder(server: server, clock: clock, cookie: cookie))
        }
    }

    var database: any Database { server.server.services.database }

    func make(scope: String = "read", days: Int = 365) async throws -> String {
        let form = [
            "form": try Enrolled.formToken(cookie), "title": "nightly <b>", "scope": scope, "days": "\(days)",
        ]
        return try await ask { client in
            try await client.post("/me/tokens", form, cookie: cookie) { response in
                let page = String(buffer: response.body)
                #expect(page.contains("nightly &lt;b&gt;") && !page.contains("nightly <b>"))
                return String(try #require(page.firstMatch(of: /tutti_[A-Za-z0-9_-]{43}/)).output)
            }
        }
    }

    func usedOn() async throws -> Int64? {
        try await database.read { try $0.value("SELECT used_on FROM api_token") }
    }

    func ask<Result: Sendable>(_ body: @Sendable (any TestClientProtocol) async throws -> Result) async throws -> Result
    {
        try await server.ask(body)
    }
}

extension TestClientProtocol {
    func api(_ token: String, _ body: @Sendable @escaping (TestResponse) async throws -> Void) async throws {
        try await execute(
            uri: "/api/v1/repositories", method: .get, headers: [.authorization: "Bearer \(token)"], testCallback: body)
    }
}
