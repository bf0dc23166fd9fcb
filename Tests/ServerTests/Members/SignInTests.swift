import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import Testing

@testable import Features
@testable import Server

@Suite("Signing in")
struct SignInTests {
    @Test func `until somebody joins, the pages are open; then they ask who comes`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            #expect(try await Self.status(server, "/connections") == 200)
            _ = try await Cast.join(server, "ada", .firstAdministrator)
            try await server.ask { client in
                try await client.execute(uri: "/connections", method: .get, headers: HTTPFields()) { response in
                    #expect(response.status == .seeOther)
                    #expect(response.headers[.location] == "/sign-in?next=/connections")
                }
                try await client.execute(
                    uri: "/api/v1/repositories", method: .get, headers: HTTPFields()
                ) { #expect($0.status == .unauthorized) }
            }
        }
    }

    @Test func `a link works once, and the first administrator's never after somebody joined`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let (first, late) = (try await Cast.link(server, .invitation(asAdministrator: true)), "/links/")
            let fields = ["name": "Ada", "login": "Ada", "password": Cast.password]
            try await server.ask { client in
                try await client.post(first.path, fields) { #expect($0.status == .seeOther) }
                try await client.post(first.path, fields) { #expect($0.status == .gone) }
                try await client.post(late + "nothing", fields) { #expect($0.status == .gone) }
            }
            let again = try await Cast.link(server, .firstAdministrator)
            #expect(try await Self.status(server, again.path) == 410)
        }
    }

    @Test func `a form that cannot be taken comes back with a sentence, and the link stays good`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            _ = try await Cast.join(server, "ada", .firstAdministrator)
            let link = try await Cast.link(server, .invitation(asAdministrator: false))
            try await server.ask { client in
                try await client.post(link.path, ["name": "Ben <b>", "login": "b", "password": "short"]) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .unprocessableContent)
                    #expect(page.contains("Take 2 to 64 letters") && page.contains("It has 5 characters"))
                    #expect(page.contains("Ben &lt;b&gt;") && !page.contains("short"))
                }
                try await client.post(link.path, ["name": "Ben", "login": "ADA", "password": Cast.password]) {
                    #expect(String(buffer: $0.body).contains("Somebody has this login already"))
                }
                try await client.post(link.path, ["name": "Ben", "login": "ben", "password": Cast.password]) {
                    #expect($0.status == .seeOther)
                }
            }
        }
    }

    @Test func `login and password let in, anything else is told the same words`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            _ = try await Cast.join(server, "ada", .firstAdministrator)
            try await server.ask { client in
                let right = ["login": "Ada", "password": Cast.password, "next": "/connections"]
                let cookie = try await client.post("/sign-in", right) { response in
                    #expect(response.status == .seeOther && response.headers[.location] == "/connections")
                    let cookie = try #require(response.headers[values: .setCookie].first)
                    #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
                    return String(cookie.prefix { $0 != ";" })
                }
                try await client.execute(
                    uri: "/me", method: .get, headers: [.cookie: cookie]
                ) { #expect($0.status == .ok && String(buffer: $0.body).contains("You, Ada")) }
                for (login, password) in [("ada", "wrong words here"), ("nobody", Cast.password), ("", "")] {
                    try await client.post("/sign-in", ["login": login, "password": password]) { response in
                        #expect(response.status == .unprocessableContent)
                        #expect(String(buffer: response.body).contains("do not fit together"))
                        #expect(response.headers[.setCookie] == nil)
                    }
                }
            }
        }
    }

    @Test(arguments: ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""])
    func `the way back is never another site`(_ next: String) {
        #expect(SignIn.local(next) == "/")
    }

    @Test func `a form without its session's token changes nothing`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            try await server.ask { client in
                for form in ["", "AAAA", String(repeating: "A", count: 43)] {
                    try await client.post("/sign-out", ["form": form], cookie: cookie) {
                        #expect($0.status == .badRequest)
                    }
                    try await client.post("/members/invitations", ["form": form], cookie: cookie) {
                        #expect($0.status == .badRequest)
                    }
                }
            }
            #expect(try await Self.status(server, "/me", cookie) == 200)
        }
    }

    @Test func `signing out ends the session at once`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let secret = try #require(Secret(String(cookie.split(separator: "=")[1])))
            try await server.ask { client in
                try await client.post("/sign-out", ["form": secret.formToken], cookie: cookie) {
                    #expect($0.status == .seeOther)
                }
            }
            #expect(try await Self.status(server, "/me", cookie) == 303)
        }
    }

    @Test func `a reset signs out everywhere and lets the new password in`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let id = try #require(try await server.server.services.database.read { try $0.members().first?.id })
            let link = try await Cast.link(server, .reset(id))
            try await server.ask { client in
                try await client.post(link.path, ["password": "other good words"]) { #expect($0.status == .seeOther) }
                try await client.post("/sign-in", ["login": "ada", "password": Cast.password]) {
                    #expect($0.status == .unprocessableContent)
                }
                try await client.post("/sign-in", ["login": "ada", "password": "other good words"]) {
                    #expect($0.status == .seeOther)
                }
            }
            #expect(try await Self.status(server, "/me", cookie) == 303)
        }
    }

    @Test func `an administrator ends a membership, but never the last administrator's`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let other = try await Cast.join(server, "ben", .invitation(asAdministrator: false))
            let secret = try #require(Secret(String(cookie.split(separator: "=")[1])))
            let members = try await server.server.services.database.read { try $0.members() }
            try await server.ask { client in
                for member in members {
                    try await client.post("/members/\(member.id)/ending", ["form": secret.formToken], cookie: cookie) {
                        response in
                        let isRefused = String(buffer: response.body).contains("is the only administrator")
                        #expect(isRefused == (member.login == "ada"))
                    }
                }
            }
            #expect(try await Self.status(server, "/me", other) == 303)
            #expect(try await Self.status(server, "/me", cookie) == 200)
        }
    }

    @Test func `the database holds neither a token nor a password`() async throws {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let secret = try #require(Secret(String(cookie.split(separator: "=")[1])))
            let database = server.server.services.database
            let found = try await database.read { db in
                try db.signedIn(secret.hash, at: 1_790_000_000).map { $0.1.tokenHash }
            }
            #expect(found == secret.hash && found.map { Data($0) } != Data(secret.text.utf8))
            let line = try await database.read { try $0.value("SELECT password FROM member", as: String.self) }
            #expect(line?.hasPrefix("$scrypt$ln=15,r=8,p=1$") == true)
        }
    }

    private static func status(_ server: TestServer, _ path: String, _ cookie: String? = nil) async throws -> Int {
        try await server.ask { client in
            var headers: HTTPFields = [.accept: "text/html"]
            headers[.cookie] = cookie
            return try await client.execute(uri: path, method: .get, headers: headers) { $0.status.code }
        }
    }
}
