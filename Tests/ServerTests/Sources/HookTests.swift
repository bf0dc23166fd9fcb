import Connectors
import Crypto
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

@Suite("Receiving webhooks")
struct HookTests {
    @Test(arguments: Backend.all)
    func `stores what is signed once, and reads it afterwards`(_ backend: Backend) async throws {
        try await Hooked.with(backend) { hooked in
            let opened = Hooked.pullRequest(7, updated: "2026-03-02T09:00:00Z")
            try await hooked.server.ask { (client) async throws in
                #expect(try await hooked.send(opened, id: "d1", client) == .accepted)
                // Sent again by the sender, and the same happening by another webhook of it.
                #expect(try await hooked.send(opened, id: "d1", client) == .ok)
                #expect(try await hooked.send(opened, id: "d2", client) == .ok)
                // By the secret that is on its way out.
                #expect(
                    try await hooked.send(
                        Hooked.pullRequest(8, updated: "2026-03-02T09:00:00Z"), id: "d3", secret: "old", client)
                        == .accepted)
            }
            #expect(try await hooked.inbox().waiting == 2)
            await hooked.draining.drain()
            #expect(try await hooked.inbox().waiting == 0)
            #expect(try await hooked.database.read { try $0.records(PullRequest.self).map(\.number) } == [7, 8])
        }
    }

    @Test(arguments: Backend.all)
    func `what happened earlier changes nothing when it comes later`(_ backend: Backend) async throws {
        try await Hooked.with(backend) { hooked in
            try await hooked.server.ask { (client) async throws in
                for (id, hour, title) in [("d1", "11", "new"), ("d2", "10", "old")] {
                    let body = Hooked.pullRequest(7, updated: "2026-03-02T\(hour):00:00Z", title: title)
                    #expect(try await hooked.send(body, id: id, client) == .accepted)
                    await hooked.draining.drain()
                }
            }
            #expect(try await hooked.database.read { try $0.records(PullRequest.self).map(\.title) } == ["new"])
        }
    }

    @Test func `refuses what is not signed, and tells nothing about why`() async throws {
        try await Hooked.with { hooked in
            let body = Hooked.pullRequest(7, updated: "2026-03-02T09:00:00Z")
            let answers = try await hooked.server.ask { (client) async throws in
                var answers: Set<String> = []
                for fields: HTTPFields in [
                    [:], HTTPFields(named: ["X-Hub-Signature-256": "sha256=00"]),
                    HTTPFields(named: ["X-Hub-Signature-256": Hooked.signature(body, by: "another")]),
                    HTTPFields(named: ["X-Hub-Signature": "sha1=00"]),
                ] {
                    let fields =
                        fields + HTTPFields(named: ["X-GitHub-Event": "pull_request", "Accept": "application/json"])
                    try await client.execute(
                        uri: "/hooks/hub", method: .post, headers: fields, body: ByteBuffer(string: body)
                    ) { response in
                        #expect(response.status == .unauthorized)
                        answers.insert(String(buffer: response.body).replacing(/"requestId":"[^"]*"/, with: ""))
                    }
                }
                return answers
            }
            #expect(answers.count == 1)
            #expect(answers.first?.contains("secret") == false)
            #expect(try await hooked.inbox().lastAt == nil)
        }
    }

    @Test func `knows connections by what they are`() async throws {
        try await Hooked.with { hooked in
            let body = Hooked.pullRequest(7, updated: "2026-03-02T09:00:00Z")
            try await hooked.server.ask { (client) async throws in
                for (path, status) in [
                    ("none", HTTPResponse.Status.notFound), ("closed", .notFound), ("pipeline", .notFound),
                    ("bare", .unauthorized), ("other-key", .serviceUnavailable), ("paused", .accepted),
                ] {
                    #expect(try await hooked.send(body, id: "d", to: path, client) == status, "\(path)")
                }
            }
            // What comes while somebody has it paused waits for the day it goes on.
            await hooked.draining.drain()
            #expect(try await hooked.inbox(of: "paused").waiting == 1)
            try await hooked.database.write { try $0.save(.active, trouble: nil, of: "paused") }
            await hooked.draining.drain()
            #expect(try await hooked.inbox(of: "paused").waiting == 0)
            #expect(try await hooked.database.read { try $0.records(PullRequest.self).count } == 1)
        }
    }

    @Test(arguments: Backend.all)
    func `knows a connection by the secrets that it has at the moment`(_ backend: Backend) async throws {
        try await Hooked.with(backend) { hooked in
            try await hooked.server.ask { (client) async throws in
                func sent(_ id: Int, _ secret: String) async throws -> HTTPResponse.Status {
                    let body = Hooked.pullRequest(id, updated: "2026-03-02T09:00:00Z")
                    return try await hooked.send(body, id: "d\(id)", secret: secret, client)
                }
                #expect(try await sent(1, "old") == .accepted)
                try await hooked.change { connection, key in
                    connection.secrets = try SourceSecrets(webhookSecrets: ["newer", "new"]).sealed(
                        for: "hub", with: key)
                }
                #expect(try await sent(2, "old") == .unauthorized)
                #expect(try await sent(3, "newer") == .accepted)
                #expect(try await sent(4, "new") == .accepted)
                try await hooked.change { connection, _ in connection.state = .closed }
                #expect(try await sent(5, "newer") == .notFound)
                try await hooked.change { connection, _ in connection.state = .active }
                #expect(try await sent(6, "newer") == .accepted)
                let other = try #require(SealingKey.other)
                try await hooked.change { connection, _ in
                    connection.secrets = try SourceSecrets(webhookSecrets: ["newer"]).sealed(for: "hub", with: other)
                }
                #expect(try await sent(7, "newer") == .serviceUnavailable)
            }
            #expect(try await hooked.inbox().waiting == 4)
        }
    }

    @Test func `answers a ping, and notes events that are new to us`() async throws {
        try await Hooked.with { hooked in
            try await hooked.server.ask { (client) async throws in
                #expect(try await hooked.send(#"{"zen": "x"}"#, event: "ping", id: "p", client) == .accepted)
                #expect(try await hooked.send(#"{"crew": 3}"#, event: "moon_landing", id: "m", client) == .accepted)
            }
            await hooked.draining.drain()
            let noted = try await hooked.database.read { try $0.notedDeliveries(of: "hub") }
            #expect(noted.map(\.event) == ["moon_landing"] && noted.first?.count == 1)
            #expect(try await hooked.database.read { try $0.failedDeliveries(of: "hub") } == [])
            let figures = OpenMetrics(hooked.server.server.metrics.current, ProcessFigures(), livePages: 0).text
            #expect(figures.contains("tutti_webhooks_total{end=\"stored\"} 2\n"))
            #expect(figures.contains("tutti_webhooks_read_total{end=\"done\"} 2\n"))
        }
    }

    @Test func `what cannot be read is tried again, is a dead letter in the end, and stops no other`() async throws {
        try await Hooked.with { hooked in
            try await hooked.server.ask { (client) async throws in
                #expect(try await hooked.send(#"{"pull_request": 1}"#, id: "bad", client) == .accepted)
                let good = Hooked.pullRequest(7, updated: "2026-03-02T09:00:00Z")
                #expect(try await hooked.send(good, id: "good", client) == .accepted)
            }
            for _ in 0..<9 {
                await hooked.draining.drain()
                hooked.clock.pass(1000)
            }
            let failed = try await hooked.database.read { try $0.failedDeliveries(of: "hub") }
            #expect(failed.map(\.id) == ["bad"])
            #expect(failed.first?.attempts == 8 && failed.first?.nextAt == nil)
            #expect(failed.first?.error.contains("pull_request") == true)
            #expect(try await hooked.database.read { try $0.records(PullRequest.self).count } == 1)
        }
    }

    @Test(arguments: ["[", #"{"a":"#])
    func `one that is nested without end is kept as what cannot be read, and stops nothing`(_ bracket: String)
        async throws
    {
        try await Hooked.with { hooked in
            let deep = #"{"action": "opened", "pull_request": "# + String(repeating: bracket, count: 200_000)
            let closed = deep + "1" + String(repeating: bracket == "[" ? "]" : "}", count: 200_000) + "}"
            try await hooked.server.ask { (client) async throws in
                for (id, body) in [("open", deep), ("closed", closed)] {
                    #expect(try await hooked.send(body, id: id, client) == .accepted)
                }
                let good = Hooked.pullRequest(7, updated: "2026-03-02T09:00:00Z")
                #expect(try await hooked.send(good, id: "good", client) == .accepted)
            }
            for _ in 0..<9 {
                await hooked.draining.drain()
                hooked.clock.pass(1000)
            }
            let failed = try await hooked.database.read { try $0.failedDeliveries(of: "hub") }
            #expect(Set(failed.map(\.id)) == ["open", "closed"])
            #expect(try await hooked.database.read { try $0.records(PullRequest.self).count } == 1)
        }
    }

    @Test(arguments: [
        ("hub", "membership", #"{"action": "removed", "scope": "team", "team": {"id": 7, "slug": "altos"}}"#, true),
        ("hub", "team", #"{"action": "edited", "team": {"id": 7, "slug": "altos"}}"#, true),
        ("lab", "Member Hook", #"{"event_name": "user_remove_from_group", "group_path": "altos"}"#, true),
        ("hub", "star", #"{"action": "created"}"#, false),
    ])
    func `has members of teams asked for at once where a webhook says that somebody came or left`(
        _ source: String, _ event: String, _ body: String, _ isAsked: Bool
    ) async throws {
        try await Hooked.with { hooked in
            let name = "acme \(Sync.teamMembers)"
            let asked = JSONValue.string(
                #"{"mark": 0, "queue": [], "recent": {}, "unfinished": [], "changes": 1, "isPlain": false, "listed": {}, "endedAt": 5, "told": {"altos": "7 1 2"}}"#
            )
            try await hooked.database.write { db in
                try db.saveCursor(asked, named: name, of: source, isThrough: true)
                try db.saveCursor(asked, named: "acme/choir releases", of: source, isThrough: true)
                var sync = SourceSync()
                sync.nextAt = 9_000
                try db.save(sync, of: source)
            }
            let delivery = WebhookDelivery(id: "1", event: event, body: Array(body.utf8), receivedAt: 1)
            _ = try await Inbox(hooked.database).receive(delivery, of: source)
            await hooked.draining.drain()
            let (cursors, next, inbox) = try await hooked.database.read { db in
                (try db.cursors(of: source), try db.sourceSync(of: source).nextAt, try db.inbox(of: source))
            }
            #expect(inbox.waiting == 0 && inbox.dead == 0)
            #expect(next == (isAsked ? 0 : 9_000))
            #expect((cursors[name] == asked) == !isAsked)
            if case .string(let text)? = cursors[name] {
                #expect(text.contains("endedAt") == !isAsked && text.contains("7 1 2"))
            }
            #expect(cursors["acme/choir releases"] == asked)
        }
    }

    @Test func `reads GitHub's forms, and bodies of 25 MB but none above`() async throws {
        try await Hooked.with { hooked in
            let json = Hooked.pullRequest(7, updated: "2026-03-02T09:00:00Z")
            let form = "payload=" + (json.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
            let large = #"{"zen": ""# + String(repeating: "x", count: HookRoutes.limit - 11) + #""}"#
            try await hooked.server.ask { (client) async throws in
                #expect(
                    try await hooked.send(form, id: "f", type: "application/x-www-form-urlencoded", client)
                        == .accepted)
                #expect(try await hooked.send(large, event: "ping", id: "l", client) == .accepted)
                #expect(try await hooked.send(large + "  ", event: "ping", id: "m", client) == .contentTooLarge)
            }
            await hooked.draining.drain()
            #expect(try await hooked.database.read { try $0.records(PullRequest.self).count } == 1)
        }
    }

    @Test func `takes GitLab's token and its signature, and a signature alone where there is one`() async throws {
        try await Hooked.with { hooked in
            let body = #"{"object_kind": "wiki_page"}"#
            let time = String(hooked.clock.time)
            @Sendable func sent(
                _ fields: [String: String], _ body: String, _ client: any TestClientProtocol
            ) async throws -> HTTPResponse.Status {
                let headers = HTTPFields(named: fields) + HTTPFields(named: ["X-Gitlab-Event": "Wiki Page Hook"])
                return try await client.execute(
                    uri: "/hooks/lab", method: .post, headers: headers, body: ByteBuffer(string: body)
                ) { $0.status }
            }
            let code = HMAC<SHA256>.authenticationCode(
                for: Data("w1.\(time).\(body)".utf8), using: SymmetricKey(data: Data("new".utf8)))
            let signature = "v1," + Data(code).base64EncodedString()
            try await hooked.server.ask { (client) async throws in
                #expect(try await sent(["X-Gitlab-Token": "new", "Idempotency-Key": "1"], body, client) == .accepted)
                #expect(try await sent(["X-Gitlab-Token": "wrong"], body, client) == .unauthorized)
                let signed = ["webhook-id": "w1", "webhook-timestamp": time, "webhook-signature": signature]
                #expect(try await sent(signed, body, client) == .ok, "the same body as before")
                #expect(try await sent(signed, body + " ", client) == .unauthorized)
                let forged = ["webhook-id": "w1", "webhook-signature": "v1,AA", "X-Gitlab-Token": "new"]
                #expect(try await sent(forged, body, client) == .unauthorized)
                hooked.clock.pass(301)
                #expect(try await sent(signed, body, client) == .unauthorized)
            }
        }
    }
}

/// A server with a connection of each kind and state, and what GitHub would send to it.
struct Hooked: Sendable {
    let server: TestServer
    let clock: TestClock
    let draining: DrainingService

    var database: any Database { server.server.services.database }

    static func with(_ backend: Backend = .sqlite, _ body: (Hooked) async throws -> Void) async throws {
        let clock = TestClock()
        try await TestServer.with(on: backend, clock: clock) { server in
            let (key, other) = (try #require(SealingKey.test), try #require(SealingKey.other))
            try await server.server.services.database.write { db in
                for (id, kind, state) in [
                    ("hub", "github", SourceConnection.State.active), ("lab", "gitlab", .active),
                    ("closed", "github", .closed), ("paused", "github", .paused), ("pipeline", "pipeline", .active),
                    ("bare", "github", .active), ("other-key", "github", .active),
                ] {
                    var connection = SourceConnection(id: id, kind: kind, name: id, createdAt: 0)
                    connection.state = state
                    let secrets = SourceSecrets(webhookSecrets: id == "bare" ? [] : ["new", "old"])
                    connection.secrets = try secrets.sealed(for: id, with: id == "other-key" ? other : key)
                    try db.save(connection)
                }
            }
            let draining = DrainingService(server: server.server, logger: TestServer.silent)
            try await body(Hooked(server: server, clock: clock, draining: draining))
        }
    }

    func change(_ edit: @Sendable @escaping (inout SourceConnection, SealingKey) throws -> Void) async throws {
        let key = try #require(SealingKey.test)
        try await database.write { db in
            var connection = try #require(try db.sourceConnection("hub"))
            try edit(&connection, key)
            try db.save(connection)
        }
    }

    func inbox(of connection: String = "hub") async throws -> InboxState {
        try await database.read { try $0.inbox(of: connection) }
    }

    func send(
        _ body: String, event: String = "pull_request", id: String, to connection: String = "hub",
        secret: String = "new", type: String = "application/json", _ client: any TestClientProtocol
    ) async throws -> HTTPResponse.Status {
        let fields = HTTPFields(named: [
            "Content-Type": type, "X-GitHub-Event": event, "X-GitHub-Delivery": id,
            "X-Hub-Signature-256": Self.signature(body, by: secret),
        ])
        return try await client.execute(
            uri: "/hooks/\(connection)", method: .post, headers: fields, body: ByteBuffer(string: body)
        ) { $0.status }
    }

    static func signature(_ body: String, by secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(body.utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return "sha256=" + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func pullRequest(_ number: Int, updated: String, title: String = "t") -> String {
        """
        {"action": "edited", "pull_request": {"id": \(number), "number": \(number), "state": "open", "title": "\(title)",
        "url": "https://api.github.com/repos/acme/shop/pulls/\(number)", "created_at": "2026-03-01T09:00:00Z",
        "updated_at": "\(updated)", "head": {"ref": "a", "sha": "1"}, "base": {"ref": "main", "sha": "2"},
        "user": {"login": "ada", "id": 1}}, "repository": {"id": 1, "full_name": "acme/shop",
        "url": "https://api.github.com/repos/acme/shop"}, "sender": {"login": "ada", "id": 1}}
        """
    }
}

extension HTTPFields {
    init(named fields: [String: String]) {
        self.init()
        for (name, value) in fields { if let name = HTTPField.Name(name) { self[name] = value } }
    }

    static func + (one: HTTPFields, other: HTTPFields) -> HTTPFields {
        var all = one
        for field in other { all[field.name] = field.value }
        return all
    }
}
