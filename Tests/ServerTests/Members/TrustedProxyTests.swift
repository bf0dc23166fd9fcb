import AsyncHTTPClient
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Store
import Synchronization
import TestKit
import Testing

@testable import Features
@testable import Server

@Suite("Behind a proxy", .timeLimit(.minutes(40)))
struct TrustedProxyTests {
    @Test(arguments: Backend.all)
    func `whom the proxy names is let in, and made a member the first time`(_ backend: Backend) async throws {
        try await Self.serve("127.0.0.0/8", on: backend) { address, server in
            let first = try await Self.get(address + "/me", ["X-Remote-User": "Ada@Example.org"])
            #expect(first.status == .ok && first.body.contains("You, ada@example.org"))
            let cookie = try #require(first.cookie)
            let again = try await Self.get(address + "/me", ["X-Remote-User": "ada@example.org", "Cookie": cookie])
            #expect(again.status == .ok && again.cookie == nil, "a second session was begun")
            let members = try await server.server.services.database.read { try $0.members() }
            #expect(members.map(\.login) == ["ada@example.org"] && members.allSatisfy { !$0.isAdministrator })
        }
    }

    @Test func `its session is nothing without its word, and changes hands with it`() async throws {
        try await Self.serve("127.0.0.0/8") { address, _ in
            let ada = try await Self.get(address + "/me", ["X-Remote-User": "ada"])
            let cookie = try #require(ada.cookie)
            #expect(try await Self.get(address + "/me", ["Cookie": cookie]).status == .seeOther)
            let ben = try await Self.get(address + "/me", ["X-Remote-User": "ben", "Cookie": cookie])
            #expect(ben.body.contains("You, ben") && ben.cookie != nil && ben.cookie != cookie)
        }
    }

    @Test func `a program behind the proxy asks the API without a session`() async throws {
        try await Self.serve("127.0.0.0/8") { address, server in
            let answer = try await Self.get(address + "/api/v1/repositories", ["X-Remote-User": "ada"])
            #expect(answer.status == .ok && answer.cookie == nil)
            let sessions = try await server.server.services.database.read {
                try $0.value("SELECT count(*) FROM session", as: Int.self)
            }
            #expect(sessions == 0)
        }
    }

    @Test func `from any other peer the field is ignored, and that is said once`() async throws {
        let heard = Heard()
        try await Self.serve("10.0.0.0/8", logger: heard.logger) { address, server in
            for _ in 0..<3 {
                let answer = try await Self.get(address + "/me", ["X-Remote-User": "ada"])
                #expect(answer.status == .seeOther)
            }
            #expect(try await server.server.services.database.read { try $0.members() }.isEmpty)
        }
        let warnings = heard.lines.filter { $0.contains("no trusted proxy") }
        #expect(warnings.count == 1)
        #expect(!warnings.contains { $0.contains("ada") || $0.contains("127.0.0.1") })
    }

    @Test func `somebody who left, and what cannot be a login, are refused`() async throws {
        try await Self.serve("127.0.0.0/8") { address, server in
            _ = try await Self.get(address + "/me", ["X-Remote-User": "ada"])
            try await server.server.services.database.write { db in
                for member in try db.members() { try db.endMembership(of: member.id, at: 1_790_000_000) }
            }
            #expect(try await Self.get(address + "/me", ["X-Remote-User": "ada"]).status == .forbidden)
            #expect(try await Self.get(address + "/me", ["X-Remote-User": "ada, ben"]).status == .forbidden)
            #expect(try await Self.get(address + "/me", ["X-Remote-User": ""]).status == .seeOther)
        }
    }

    @Test(arguments: [
        ("192.0.2.9", "192.0.2.9"), ("203.0.113.1, 192.0.2.9", "192.0.2.9"), ("192.0.2.9, 127.0.0.2", "192.0.2.9"),
        ("nonsense", "127.0.0.1"), ("", "127.0.0.1"), ("192.0.2.9, nonsense", "127.0.0.1"),
    ])
    func `the last address that is no proxy is where a request came from`(_ field: String, _ client: String) throws {
        let proxy = TrustedProxy(addresses: [try #require(AddressRange("127.0.0.0/8"))])
        let request = Request(
            head: HTTPRequest(
                method: .get, scheme: nil, authority: nil, path: "/",
                headerFields: [try #require(HTTPField.Name("X-Forwarded-For")): field]),
            body: RequestBody(buffer: ByteBuffer()))
        #expect(proxy.client(of: request, peer: "127.0.0.1") == client)
    }

    @Test func `cookies ask for TLS where the proxy says that browsers use it`() async throws {
        try await Self.serve("127.0.0.0/8") { address, _ in
            let fields = ["X-Remote-User": "ada", "X-Forwarded-Proto": "https"]
            let cookie = try #require(try await Self.get(address + "/me", fields).cookie)
            #expect(cookie.hasPrefix("__Host-tutti="))
        }
    }
}

extension TrustedProxyTests {
    private struct Answer: Sendable {
        let status: HTTPResponseStatus
        let body: String
        let cookie: String?
    }

    /// Redirects are not followed.
    private static func get(_ address: String, _ fields: [String: String]) async throws -> Answer {
        var request = HTTPClientRequest(url: address)
        for (name, value) in fields { request.headers.add(name: name, value: value) }
        let response = try await PatientClient.answer(to: request)
        let cookie = response.headers.first(name: "Set-Cookie").map { String($0.prefix { $0 != ";" }) }
        return Answer(status: response.status, body: response.body, cookie: cookie)
    }

    private static func serve(
        _ range: String, on backend: Backend = .sqlite, logger: Logger = TestServer.silent,
        _ body: @escaping @Sendable (String, TestServer) async throws -> Void
    ) async throws {
        var settings = ServerSettings()
        settings.proxy = TrustedProxy(
            addresses: [try #require(AddressRange(range))], userField: HTTPField.Name("X-Remote-User"))
        try await TestServer.with(settings, on: backend, logger: logger, features: { .all($0) }) { server in
            try await server.live { address, _ in try await body(address, server) }
        }
    }
}

/// Keeps what is logged.
final class Heard: Sendable {
    private let kept = Mutex<[String]>([])

    var lines: [String] { kept.withLock { $0 } }
    var logger: Logger { Logger(label: "heard") { _ in Handler(heard: self) } }

    private struct Handler: LogHandler {
        let heard: Heard
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            heard.kept.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }
}
