import AsyncHTTPClient
import Features
import Foundation
import NIOCore
import NIOHTTP1
import Store
import TestKit
import Testing

@testable import Server

/// With a provider that others wrote, from the first redirect to the last.
@Suite("Signing in by another service", .serialized, .timeLimit(.minutes(40)))
struct RealProviderTests {
    // Needs the Python package django-oauth-toolkit, which `make test` installs; TUTTI_PYTHON names the interpreter.
    static let python = ProcessInfo.processInfo.environment["TUTTI_PYTHON"]

    @Test(
        .enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with django-oauth-toolkit"),
        arguments: Backend.all)
    func `makes a member, who comes back as the same one`(_ backend: Backend) async throws {
        try await Self.with(on: backend) { address, server, _ in
            for _ in 0..<2 {
                let browser = PlainBrowser()
                let end = try await browser.signIn(at: address, as: "ada")
                #expect(
                    end.status == .seeOther && end.location == "/connections", "\(end.status): \(end.body.prefix(2000))"
                )
                #expect(try await browser.get(address + "/me").body.contains("You, Ada Lovelace"))
            }
            let ben = PlainBrowser()
            _ = try await ben.signIn(at: address, as: "ben")
            let members = try await server.server.services.database.read { try $0.members() }
            #expect(members.map(\.login) == ["ada", "ben"] && members.map(\.isAdministrator) == [true, false])
        }
    }

    @Test(.enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with django-oauth-toolkit"))
    func `goes on when the provider has another key`() async throws {
        try await Self.with { address, server, issuer in
            #expect(try await PlainBrowser().signIn(at: address, as: "ada").status == .seeOther)
            let rotated = try await PlainBrowser().get(issuer.replacing("/o", with: "/rotate"))
            try #require(rotated.body == "rotated")
            server.clock.pass(11)
            #expect(try await PlainBrowser().signIn(at: address, as: "ada").status == .seeOther)
        }
    }

    @Test(.enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with django-oauth-toolkit"))
    func `refuses a token with another nonce`() async throws {
        try await Self.with { address, server, _ in
            let browser = PlainBrowser()
            let end = try await browser.signIn(at: address, as: "ada") { sent in
                sent.replacing(/nonce=[^&]+/, with: "nonce=another")
            }
            #expect(end.status == .forbidden && end.body.contains("cannot be believed"))
            #expect(try await server.server.services.database.read { try $0.members() }.isEmpty)
        }
    }

    @Test(.enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with django-oauth-toolkit"))
    func `refuses a token that has expired`() async throws {
        try await Self.with { address, server, _ in
            // Ten hours, which is how long this provider's tokens last, and a little more.
            server.clock.pass(36_100)
            let end = try await PlainBrowser().signIn(at: address, as: "ada")
            #expect(end.status == .forbidden && end.body.contains("cannot be believed"))
        }
    }

    @Test(.enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with django-oauth-toolkit"))
    func `is refused by the provider without the proof that PKCE asks for`() async throws {
        try await Self.with { address, _, _ in
            let end = try await PlainBrowser().signIn(at: address, as: "ada") { sent in
                sent.replacing(/code_challenge=[^&]+/, with: "code_challenge=\(String(repeating: "A", count: 43))")
            }
            #expect(end.status == .forbidden && end.body.contains("The service refused (invalid_grant)"))
        }
    }

    private static func with(
        on backend: Backend = .sqlite,
        _ body: @escaping @Sendable (String, (server: TuttiServer, clock: TestClock), String) async throws -> Void
    ) async throws {
        let provider = try RealProvider(python: try #require(python))
        defer { provider.stop() }
        let issuer = provider.issuer
        var settings = ServerSettings()
        settings.openID = OpenIDSettings(
            issuer: issuer, clientID: "tutti", clientSecret: "a-secret",
            rules: [GroupRule(group: "leads", meaning: .administrator)])
        let clock = TestClock.running
        try await TestServer.with(settings, on: backend, clock: clock, features: { .all($0) }) { server in
            try await server.live { address, _ in try await body(address, (server.server, clock), issuer) }
        }
    }
}

/// The provider's process.
private struct RealProvider {
    let issuer: String
    private let process = Process()
    /// Held open: closing it ends the provider.
    private let lifeline = Pipe()
    private let folder: URL

    init(python: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tutti-provider-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = URL(filePath: python)
        // The provider takes any port of a loopback address (RFC 8252, 7.3).
        process.arguments = [
            BuiltProgram.checkout.appending(path: "scripts/openid-provider").path(), folder.path(),
            "http://127.0.0.1/sign-in/openid/answer",
        ]
        let output = Pipe()
        process.standardInput = lifeline
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.nextBytes(), as: UTF8.self)
        issuer = line.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(issuer.hasPrefix("http://127.0.0.1:"), "the provider did not start")
    }

    func stop() {
        try? lifeline.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
