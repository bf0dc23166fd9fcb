import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestKit
import Testing

@testable import Server

/// Ada, an administrator with a second factor, and her phone.
struct Enrolled: Sendable {
    let server: TestServer
    let clock: TestClock
    let cookie: String
    let id: Member.ID
    let secret: [UInt8]
    let recoveryCodes: [String]

    static func with<Result: Sendable>(
        _ backend: Backend, _ body: @escaping @Sendable (Enrolled) async throws -> Result
    ) async throws -> Result {
        let clock = TestClock()
        return try await TestServer.with(on: backend, clock: clock, features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let ada = try await server.ask { try await Enrolled(server, clock, cookie, $0) }
            return try await body(ada)
        }
    }

    init(_ server: TestServer, _ clock: TestClock, _ cookie: String, _ client: any TestClientProtocol) async throws {
        self.server = server
        self.clock = clock
        self.cookie = cookie
        let form = try Self.formToken(cookie)
        let asked = ["form": form, "password": Cast.password]
        let secret = try await client.post("/me/second-factor", asked, cookie: cookie) { response in
            let page = String(buffer: response.body)
            #expect(page.contains("class=\"qr\"") && page.contains("otpauth://totp/Tutti:ada"))
            return Self.bytes(try #require(page.firstMatch(of: /secret=([A-Z2-7]+)/)).output.1)
        }
        self.secret = secret
        let wrong = ["form": form, "code": "000000"]
        try await client.post("/me/second-factor/confirmation", wrong, cookie: cookie) {
            #expect($0.status == .unprocessableContent)
        }
        let right = ["form": form, "code": OneTimeCode.code(secret, step: clock.time / 30)]
        recoveryCodes = try await client.post("/me/second-factor/confirmation", right, cookie: cookie) {
            Self.codes(in: String(buffer: $0.body))
        }
        #expect(recoveryCodes.count == 10)
        id = try #require(try await server.server.services.database.read { try $0.members().first?.id })
    }

    var database: any Database { server.server.services.database }

    /// What the phone shows now.
    var code: String { OneTimeCode.code(secret, step: clock.time / 30) }

    func login(next: String = "/") -> [String: String] {
        ["login": "ada", "password": Cast.password, "next": next]
    }

    /// The status of the second step.
    func signIn(_ client: any TestClientProtocol, code: String) async throws -> HTTPResponse.Status {
        let step = try await client.post("/sign-in", login()) { $0.cookie }
        return try await client.post("/sign-in/second-step", ["code": code], cookie: step) { $0.status }
    }

    func ask<Result: Sendable>(_ body: @Sendable (any TestClientProtocol) async throws -> Result) async throws -> Result
    {
        try await server.ask(body)
    }

    /// Another process on the same database.
    func restarted(key: SealingKey?) throws -> TuttiServer {
        let clock = clock
        return try TuttiServer(
            settings: server.server.settings, database: database,
            frame: Frame(version: "0", stored: "Nothing is kept."),
            now: { clock.now }, logger: TestServer.silent, key: key)
    }

    /// What the audit log says was done.
    func actions() async throws -> [String] {
        try await database.read { try $0.rows("SELECT action FROM audit_entry ORDER BY number") { try $0.get(0) } }
    }

    static func formToken(_ cookie: String) throws -> String {
        try #require(Secret(String(cookie.split(separator: "=")[1]))).formToken
    }

    static func codes(in page: String) -> [String] {
        page.matches(of: /<li><code>([a-z2-7-]{19})<\/code>/).map { String($0.output.1) }
    }

    private static func bytes(_ letters: some StringProtocol) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = letters.flatMap { letter in
            let value = alphabet.firstIndex(of: letter) ?? 0
            return (0..<5).reversed().map { value >> $0 & 1 }
        }[...]
        var bytes: [UInt8] = []
        while bits.count >= 8 {
            bytes.append(bits.prefix(8).reduce(0) { $0 << 1 | UInt8($1) })
            bits = bits.dropFirst(8)
        }
        return bytes
    }
}

extension TestResponse {
    /// The first cookie that is set, as a browser sends it back.
    var cookie: String { headers[values: .setCookie].first.map { String($0.prefix { $0 != ";" }) } ?? "" }
}
