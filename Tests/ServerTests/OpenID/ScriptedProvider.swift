import Crypto
import Features
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Records
import ServiceLifecycle
import Synchronization
import TestKit
import Testing

@testable import Server

/// An OpenID provider on a port of this machine that says what the test wants, true or not.
final class ScriptedProvider: Sendable {
    struct Script: Sendable {
        var token = ""
        var keys: [String: P256.Signing.PrivateKey] = [:]
        var keyRequests = 0
        var issuer: String?
        /// The forms that the token was asked for with, and the `Authorization` beside them.
        var asked: [(form: String, authorization: String?)] = []
    }

    let script = Mutex(Script())
    let issuer: String

    private init(issuer: String) { self.issuer = issuer }

    var settings: ServerSettings {
        var settings = ServerSettings()
        settings.openID = OpenIDSettings(
            issuer: issuer, clientID: "tutti", clientSecret: "a secret",
            rules: [
                GroupRule(group: "leads", meaning: .administrator)
            ])
        return settings
    }

    static func with(_ body: @escaping @Sendable (ScriptedProvider) async throws -> Void) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let held = Mutex<ScriptedProvider?>(nil)
        let router = Router()
        router.get("/.well-known/openid-configuration") { _, _ in try held.found().document() }
        router.get("/keys") { _, _ in try held.found().keySet() }
        router.post("/token") { request, _ in
            try await held.found().answer(
                String(buffer: request.body.collect(upTo: 1 << 16)), request.headers[.authorization])
        }
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: TestServer.silent)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [.init(service: application)], logger: TestServer.silent)
        )
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            let provider = ScriptedProvider(issuer: "http://127.0.0.1:\(port)")
            held.withLock { $0 = provider }
            try await body(provider)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    func newKey(_ name: String) -> P256.Signing.PrivateKey {
        let key = P256.Signing.PrivateKey()
        script.withLock { $0.keys[name] = key }
        return key
    }

    private func document() throws -> Response {
        let issuer = script.withLock { $0.issuer } ?? issuer
        return try .json([
            "issuer": issuer, "authorization_endpoint": self.issuer + "/authorize",
            "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/keys",
        ])
    }

    private func keySet() throws -> Response {
        let keys = script.withLock { script in
            script.keyRequests += 1
            return script.keys
        }
        return try .json(["keys": keys.map { TokenForge.publicKey($1, name: $0) }])
    }

    private func answer(_ form: String, _ authorization: String?) throws -> Response {
        let token = script.withLock { script in
            script.asked.append((form, authorization))
            return script.token
        }
        return try .json(["id_token": token, "access_token": "unused", "token_type": "Bearer"])
    }
}

extension Mutex where Value == ScriptedProvider? {
    fileprivate borrowing func found() throws -> ScriptedProvider { try #require(withLock { $0 }) }
}

/// Makes tokens, right and wrong, without the library that the server checks them with.
enum TokenForge {
    static func token(
        _ claims: [String: JSONValue], by key: P256.Signing.PrivateKey?, named name: String? = "one",
        algorithm: String = "ES256", head: [String: JSONValue] = [:]
    ) throws -> String {
        var head = head
        head["alg"] = .string(algorithm)
        head["kid"] = name.map { .string($0) }
        let signed = try text(JSONValue.canonical(head)) + "." + text(JSONValue.canonical(claims))
        guard let key else { return signed + "." }
        return try signed + "." + text(key.signature(for: Data(signed.utf8)).rawRepresentation)
    }

    /// Signed with what everybody knows, for a server that would take a public key for a shared secret.
    static func confused(_ claims: [String: JSONValue], _ key: P256.Signing.PrivateKey) throws -> String {
        let head: [String: JSONValue] = ["alg": "HS256", "kid": "one"]
        let signed = try text(JSONValue.canonical(head)) + "." + text(JSONValue.canonical(claims))
        let shared = SymmetricKey(data: Data(key.publicKey.pemRepresentation.utf8))
        return signed + "." + text(Data(HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: shared)))
    }

    static func publicKey(_ key: P256.Signing.PrivateKey, name: String) -> [String: String] {
        let point = key.publicKey.rawRepresentation
        return [
            "kty": "EC", "crv": "P-256", "alg": "ES256", "use": "sig", "kid": name, "x": text(point.prefix(32)),
            "y": text(point.suffix(32)),
        ]
    }

    private static func text(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
