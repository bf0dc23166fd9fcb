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

@Suite("What another service says", .timeLimit(.minutes(40)))
struct OpenIDTokenTests {
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let change: @Sendable (inout [String: JSONValue]) -> Void

        init(_ name: String, _ change: @escaping @Sendable (inout [String: JSONValue]) -> Void) {
            testDescription = name
            self.change = change
        }
    }

    private static let now = 1_790_000_000.0

    static let lies: [Lie] = [
        Lie("another nonce") { $0["nonce"] = "another" },
        Lie("no nonce") { $0["nonce"] = nil },
        Lie("for somebody else") { $0["aud"] = "another" },
        Lie("for nobody") { $0["aud"] = [] },
        Lie("for several, through nobody") { $0["aud"] = ["tutti", "another"] },
        Lie("for several, through another") {
            $0["aud"] = ["tutti", "another"]
            $0["azp"] = "another"
        },
        Lie("from another issuer") { $0["iss"] = "https://id.example.org" },
        Lie("expired") { $0["exp"] = .number(now - 61) },
        Lie("without an end") { $0["exp"] = nil },
        Lie("from the future") { $0["iat"] = .number(now + 120) },
        Lie("about nobody") { $0["sub"] = "" },
    ]

    @Test(arguments: lies)
    func `is not believed when it is wrong`(_ lie: Lie) async throws {
        try await Attempt.with { attempt in
            var claims = attempt.claims
            lie.change(&claims)
            try await attempt.isRefused(try TokenForge.token(claims, by: attempt.key))
        }
    }

    @Test func `is believed when it is right, for several too`() async throws {
        try await Attempt.with { attempt in
            var claims = attempt.claims
            claims["aud"] = ["tutti", "another"]
            claims["azp"] = "tutti"
            claims["exp"] = .number(Self.now - 30)
            try await attempt.isTaken(try TokenForge.token(claims, by: attempt.key))
            let member = try #require(try await attempt.members().first)
            #expect(member.login == "ada" && member.name == "Ada Lovelace" && !member.isAdministrator)
        }
    }

    @Test func `is not believed without the service's own signature`() async throws {
        try await Attempt.with { attempt in
            let forgeries = [
                try TokenForge.token(attempt.claims, by: P256.Signing.PrivateKey()),
                try TokenForge.token(attempt.claims, by: nil, algorithm: "none"),
                try TokenForge.token(attempt.claims, by: attempt.key, algorithm: "none"),
                try TokenForge.token(attempt.claims, by: nil),
                try TokenForge.confused(attempt.claims, attempt.key),
                try TokenForge.token(attempt.claims, by: attempt.key, named: "unknown"),
                try TokenForge.token(attempt.claims, by: attempt.key, algorithm: "RS256"),
                try TokenForge.token(attempt.claims, by: attempt.key, head: ["crit": ["exp"]]),
                "", "a.b.c", "....", String(repeating: "A", count: 70_000),
            ]
            for forgery in forgeries { try await attempt.isRefused(forgery) }
        }
    }

    @Test func `a new key is asked for when a token names it, but not with every token`() async throws {
        try await Attempt.with { attempt in
            try await attempt.isTaken(try TokenForge.token(attempt.claims, by: attempt.key))
            #expect(attempt.provider.script.withLock { $0.keyRequests } == 1)
            let second = attempt.provider.newKey("two")
            attempt.clock.pass(10)
            try await attempt.isTaken(try TokenForge.token(attempt.claims, by: second, named: "two"))
            #expect(attempt.provider.script.withLock { $0.keyRequests } == 2)
            for number in 0..<20 {
                try await attempt.isRefused(try TokenForge.token(attempt.claims, by: second, named: "no \(number)"))
            }
            #expect(attempt.provider.script.withLock { $0.keyRequests } == 2)
        }
    }

    @Test func `a key that was withdrawn is believed for an hour at most`() async throws {
        try await Attempt.with { attempt in
            try await attempt.isTaken(try TokenForge.token(attempt.claims, by: attempt.key))
            attempt.provider.script.withLock { $0.keys = [:] }
            attempt.clock.pass(3600)
            var claims = attempt.claims
            claims["exp"] = .number(Self.now + 7200)
            try await attempt.isRefused(try TokenForge.token(claims, by: attempt.key))
        }
    }

    @Test func `one who takes another's name for its own is not asked anything`() async throws {
        try await Attempt.with { attempt in
            attempt.clock.pass(3601)
            attempt.provider.script.withLock { $0.issuer = "https://id.example.org" }
            try await attempt.server.ask { client in
                try await client.execute(uri: "/sign-in/openid", method: .get) { response in
                    #expect(response.status == .badGateway)
                    #expect(String(buffer: response.body).contains("does not answer as it should"))
                }
            }
        }
    }

    @Test func `an answer that this browser did not begin is not taken`() async throws {
        try await Attempt.with { attempt in
            attempt.provider.script.withLock { [claims = attempt.claims, key = attempt.key] script in
                script.token = (try? TokenForge.token(claims, by: key)) ?? ""
            }
            let right = "code=c&state=\(attempt.state)"
            for (query, cookie) in [
                ("code=c&state=another", attempt.cookie), ("code=c", attempt.cookie), (right, ""),
                (right + "&iss=https://id.example.org", attempt.cookie),
                ("error=access_denied&state=\(attempt.state)", attempt.cookie),
            ] {
                try await attempt.server.ask { client in
                    let uri = "/sign-in/openid/answer?" + query
                    try await client.execute(uri: uri, method: .get, headers: [.cookie: cookie]) { response in
                        #expect(response.status == .forbidden, "\(query)")
                        #expect(!response.headers[values: .setCookie].contains { $0.hasPrefix("tutti=") })
                    }
                }
            }
            #expect(try await attempt.members().isEmpty)
        }
    }

    @Test func `the code is fetched with the secret and the proof that PKCE asks for`() async throws {
        try await Attempt.with { attempt in
            try await attempt.isTaken(try TokenForge.token(attempt.claims, by: attempt.key))
            let asked = try #require(attempt.provider.script.withLock { $0.asked.last })
            #expect(asked.authorization == "Basic " + Data("tutti:a%20secret".utf8).base64EncodedString())
            let verifier = try #require(asked.form.firstMatch(of: /code_verifier=([A-Za-z0-9_-]{43})/)).output.1
            let challenge = Data(SHA256.hash(data: Data(verifier.utf8))).base64EncodedString()
            #expect(
                attempt.challenge
                    == challenge.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: ""))
            #expect(!asked.form.contains("client_secret"))
        }
    }
}

extension OpenIDTokenTests {
    @Test(arguments: Backend.all)
    func `a group gives and takes back what its rule says, and nothing given by hand`(_ backend: Backend) async throws {
        try await Attempt.with(on: backend) { attempt in
            func signIn(_ subject: String, _ login: String, groups: [JSONValue]) async throws -> Bool {
                var claims = attempt.claims
                claims["sub"] = .string(subject)
                claims["preferred_username"] = .string(login)
                claims["groups"] = .array(groups)
                try await attempt.isTaken(try TokenForge.token(claims, by: attempt.key))
                return try #require(try await attempt.members().first { $0.login == login }).isAdministrator
            }
            #expect(try await signIn("1", "ada", groups: ["leads", "others"]))
            #expect(try await signIn("1", "ada", groups: []), "the last administrator was taken away")
            #expect(try await signIn("2", "ben", groups: ["leads"]))
            #expect(try await !signIn("1", "ada", groups: ["others"]))
            #expect(try await !signIn("3", "cy", groups: ["lead", "Leads"]))
            try await attempt.server.server.services.database.write { db in
                for member in try db.members() where member.login == "cy" { try db.makeAdministrator(member.id) }
            }
            #expect(try await signIn("3", "cy", groups: []))
        }
    }

    @Test(arguments: Backend.all)
    func `nobody gets a login that somebody else has, until its owner connects the two`(_ backend: Backend) async throws
    {
        try await Attempt.with(on: backend) { attempt in
            let cookie = try await Cast.join(attempt.server, "ada", .firstAdministrator)
            let token = try TokenForge.token(attempt.claims, by: attempt.key)
            try await attempt.isRefused(token, because: "Somebody has the login")
            let form = try Enrolled.formToken(cookie)
            try await attempt.server.ask { client in
                let (state, nonce, step) = try await client.post("/me/openid", ["form": form], cookie: cookie) {
                    try Attempt.begun(String(buffer: $0.body).replacing("&amp;", with: "&"), $0)
                }
                var claims = attempt.claims
                claims["nonce"] = .string(nonce)
                let connecting = try TokenForge.token(claims, by: attempt.key)
                attempt.provider.script.withLock { $0.token = connecting }
                let uri = "/sign-in/openid/answer?code=c&state=\(state)"
                try await client.execute(uri: uri, method: .get, headers: [.cookie: "\(step); \(cookie)"]) {
                    #expect($0.status == .seeOther && $0.headers[.location] == "/me")
                }
                try await client.execute(uri: "/me", method: .get, headers: [.cookie: cookie]) {
                    #expect(String(buffer: $0.body).contains("Connected: you may sign in by it."))
                }
            }
            try await attempt.isTaken(token)
            #expect(try await attempt.members().map(\.login) == ["ada"])
        }
    }

    @Test(arguments: Backend.all)
    func `an address that the service has checked proves what is claimed by it, and no other`(
        _ backend: Backend
    ) async throws {
        try await Attempt.with(on: backend) { attempt in
            func proven(_ email: String, checked: Bool) async throws -> Set<String> {
                var claims = attempt.claims
                claims["email"] = .string(email)
                claims["email_verified"] = .bool(checked)
                try await attempt.isTaken(try TokenForge.token(claims, by: attempt.key))
                let id = try #require(try await attempt.members().first).id
                return try await attempt.server.server.services.database.read { try $0.provenAddresses(of: id) }
            }
            let steps: [(String, Bool, Set<String>)] = [
                ("unchecked@example.org", false, []), ("Ada@Example.org", true, ["ada@example.org"]),
                ("ada@example.org", true, ["ada@example.org"]),
                ("new@example.org", true, ["ada@example.org", "new@example.org"]),
            ]
            for (email, isChecked, expected) in steps {
                let addresses = try await proven(email, checked: isChecked)
                #expect(addresses == expected, "\(email)")
            }
        }
    }

    @Test func `a login is made of what can be one`() async throws {
        try await Attempt.with { attempt in
            var claims = attempt.claims
            for (subject, name, email, login) in [
                ("u|1", "Not A Login", "a@example.org", "a@example.org"), ("U/2 ü", "é", nil, "id-u-2--"),
            ] as [(String, String, String?, String)] {
                claims["sub"] = .string(subject)
                claims["preferred_username"] = .string(name)
                claims["email"] = email.map { .string($0) }
                claims["email_verified"] = true
                try await attempt.isTaken(try TokenForge.token(claims, by: attempt.key))
                #expect(try await attempt.members().contains { $0.login == login })
            }
        }
    }
}
