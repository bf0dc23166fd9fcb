import Crypto
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Records
import Store
import Synchronization
import TestKit
import Testing

@testable import Server

/// A sign-in that a browser began at a server whose provider says what the test wants.
struct Attempt: Sendable {
    let server: TestServer
    let provider: ScriptedProvider
    let clock: TestClock
    let key: P256.Signing.PrivateKey
    /// What the browser was sent off with.
    let state: String
    let nonce: String
    let challenge: String
    let cookie: String

    static func with(
        on backend: Backend = .sqlite, _ body: @escaping @Sendable (Attempt) async throws -> Void
    ) async throws {
        try await ScriptedProvider.with { provider in
            let clock = TestClock()
            let key = provider.newKey("one")
            try await TestServer.with(
                provider.settings, on: backend, clock: clock, features: { .all($0) }
            ) { server in
                let attempt = try await server.ask { client in
                    try await client.execute(uri: "/sign-in/openid?next=/connections", method: .get) { response in
                        #expect(response.status == .seeOther)
                        let address = response.headers[.location] ?? ""
                        #expect(address.hasPrefix(provider.issuer + "/authorize?response_type=code&client_id=tutti"))
                        #expect(address.contains("&code_challenge_method=S256"))
                        let (state, nonce, cookie) = try begun(address, response)
                        let challenge = try #require(address.firstMatch(of: /code_challenge=([^&]+)/)).output.1
                        return Attempt(
                            server: server, provider: provider, clock: clock, key: key, state: state, nonce: nonce,
                            challenge: String(challenge), cookie: cookie)
                    }
                }
                try await body(attempt)
            }
        }
    }

    static func begun(_ text: String, _ response: TestResponse) throws -> (state: String, nonce: String, cookie: String)
    {
        let state = try #require(text.firstMatch(of: /[?&]state=([A-Za-z0-9_-]{43})/)).output.1
        let nonce = try #require(text.firstMatch(of: /[?&]nonce=([A-Za-z0-9_-]{43})/)).output.1
        return (String(state), String(nonce), response.cookie)
    }

    /// What a provider says that lies about nothing.
    var claims: [String: JSONValue] {
        [
            "iss": .string(provider.issuer), "sub": "person-1", "aud": "tutti", "nonce": .string(nonce),
            "exp": .number(1_790_000_300), "iat": .number(1_790_000_000), "preferred_username": "ada",
            "name": "Ada Lovelace",
        ]
    }

    func isTaken(_ token: String) async throws {
        try await answer(token) { response in
            #expect(response.status == .seeOther && response.headers[.location] == "/connections")
            #expect(response.headers[values: .setCookie].contains { $0.hasPrefix("tutti=") })
        }
    }

    func isRefused(_ token: String, because words: String = "cannot be believed") async throws {
        try await answer(token) { response in
            #expect(response.status == .forbidden)
            #expect(String(buffer: response.body).contains(words))
            #expect(!response.headers[values: .setCookie].contains { $0.hasPrefix("tutti=") })
        }
    }

    func members() async throws -> [Member] { try await server.server.services.database.read { try $0.members() } }

    private func answer(
        _ token: String, _ body: @Sendable @escaping (TestResponse) async throws -> Void
    ) async throws {
        provider.script.withLock { $0.token = token }
        try await server.ask { client in
            try await client.execute(
                uri: "/sign-in/openid/answer?code=a-code&state=\(state)", method: .get, headers: [.cookie: cookie],
                testCallback: body)
        }
    }
}
