import Connectors
import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestKit
import Testing

@testable import Server

@Suite("Connecting a source by page", .timeLimit(.minutes(40)))
struct SourcePageTests {
    /// A GitHub that takes `narrow` without Actions, `good` for everything, and no other token.
    static let tools = SourceTools(
        Fetch.World(
            ask: { question in
                switch question.headers["Authorization"] {
                case "Bearer good": break
                case "Bearer narrow" where !question.url.contains("/actions/"): break
                case "Bearer narrow":
                    return ToolReply(status: 403, headers: ["X-Accepted-GitHub-Permissions": "actions=read"])
                default: return ToolReply(status: 401)
                }
                return ToolReply(status: 200, body: Data("[]".utf8))
            },
            resolve: { _ in ["140.82.121.6"] }, outgoing: OutgoingGuard(), now: { 1_790_000_000 }, sleep: { _ in },
            chance: { 0 })
    ) { Date(timeIntervalSince1970: 1_790_000_000) }

    static func draft(_ formToken: String, _ token: String, _ more: [String: String] = [:]) -> [String: String] {
        [
            "form": formToken, "url": "https://github.com", "token": token, "repositories": "tutti/choir", "name": "",
            "do": "save",
        ].merging(more) { $1 }
    }

    private static func head(_ cookie: String?) -> HTTPFields {
        var headers: HTTPFields = [.accept: "text/html"]
        headers[.cookie] = cookie
        return headers
    }

    @Test(arguments: Backend.all)
    func `an administrator sees what lacks, connects all the same, and sees the secret once`(_ backend: Backend)
        async throws
    {
        try await TestServer.with(on: backend, tools: Self.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            let database = server.server.services.database
            try await server.ask { client in
                try await client.execute(uri: "/connections/new/github", method: .get, headers: Self.head(cookie)) {
                    let page = String(buffer: $0.body)
                    #expect(page.contains("The App&#39;s private key") || page.contains("The App's private key"))
                    #expect(page.contains("type=\"password\" id=\"source-token\""))
                }
                let kept = try await client.post(
                    "/connections/new/github", Self.draft(token, "narrow"), cookie: cookie
                ) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .unprocessableContent)
                    #expect(page.contains("The token lacks one thing") && page.contains("“Actions: read”"))
                    #expect(!page.contains("narrow"))
                    let field = try #require(page.firstMatch(of: /name="kept" value="([^"]+)"/))
                    return String(field.1).replacing("&#43;", with: "+").replacing("&#61;", with: "=")
                }
                #expect(try await database.read { try $0.sourceConnections() }.isEmpty)
                let secret = try await client.post(
                    "/connections/new/github", Self.draft(token, "", ["kept": kept, "do": "anyway"]), cookie: cookie
                ) { response in
                    let page = String(buffer: response.body)
                    #expect(response.status == .ok && response.headers[.cacheControl] == "no-store")
                    #expect(page.contains("GitHub tutti/choir is connected") && page.contains("/hooks/github-"))
                    return String(try #require(page.firstMatch(of: /<code class="secret">([0-9a-f]{64})<\/code>/)).1)
                }
                let first = try await database.read { try $0.sourceConnections().first }
                let source = try #require(first)
                let key = try #require(SealingKey.test)
                let secrets = try #require(source.secrets(with: key))
                #expect(secrets.tokens == ["narrow"] && secrets.webhookSecrets == [secret])
                #expect(!"\(source.settings)".contains("narrow"))
                for path in ["/connections", "/connections/\(source.id)"] {
                    try await client.execute(uri: path, method: .get, headers: Self.head(cookie)) { response in
                        let page = String(buffer: response.body)
                        #expect(
                            page.contains("GitHub tutti/choir") && !page.contains("narrow") && !page.contains(secret))
                    }
                }
            }
            let actions = try await database.read { db in
                try db.rows("SELECT action FROM audit_entry") { try $0.text(0) }
            }
            #expect(actions.contains("connected a source"))
        }
    }

    @Test func `a token that is not taken is not kept, and a paste is good for nobody else`() async throws {
        try await TestServer.with(tools: Self.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            try await server.ask { client in
                for (typed, words) in [
                    ("wrong", "The token is not accepted"), ("", "Paste a token"), ("good ünsign", "signs of ASCII"),
                ] {
                    try await client.post(
                        "/connections/new/github", Self.draft(token, typed, ["do": "anyway"]), cookie: cookie
                    ) { response in
                        #expect(response.status == .unprocessableContent)
                        #expect(String(buffer: response.body).contains(words), "\(typed)")
                    }
                }
                let key = try #require(SealingKey.test)
                let other = KeptPaste(key: key, member: "somebody else")
                let stolen = try other.sealed(SourceSecrets(tokens: ["good"]), at: 1_790_000_000) ?? ""
                try await client.post(
                    "/connections/new/github", Self.draft(token, "", ["kept": stolen]), cookie: cookie
                ) { #expect(String(buffer: $0.body).contains("Paste a token")) }
                try await client.post(
                    "/connections/new/github", Self.draft(token, "good", ["url": "localhost"]), cookie: cookie
                ) { #expect(String(buffer: $0.body).contains("is no address")) }
            }
            #expect(try await server.server.services.database.read { try $0.sourceConnections() }.isEmpty)
        }
    }

    @Test func `an administrator pauses, resumes, changes and removes it`() async throws {
        try await TestServer.with(tools: Self.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            let cookie = cast.cookie(.administrator)
            let token = try Cast.formToken(cookie)
            let database = server.server.services.database
            try await server.ask { client in
                try await client.post("/connections/new/github", Self.draft(token, "good"), cookie: cookie) {
                    #expect($0.status == .ok)
                }
            }
            let first = try await database.read { try $0.sourceConnections().first }
            let before = try #require(first)
            let key = try #require(SealingKey.test)
            func after(_ path: String, _ fields: [String: String] = [:]) async throws -> SourceConnection? {
                try await server.ask { client in
                    try await client.post(
                        "/connections/\(before.id)\(path)", fields.merging(["form": token]) { $1 }, cookie: cookie
                    ) { #expect($0.status == .seeOther || path == "/webhook-secret") }
                }
                return try await database.read { try $0.sourceConnection(before.id) }
            }
            #expect(try await after("/pausing", ["paused": "on"])?.state == .paused)
            #expect(try await after("/pausing", ["paused": ""])?.state == .active)
            #expect(try await after("/sync") != nil)
            let changed = try await after(
                "", Self.draft(token, "", ["name": "Choir", "repositories": "tutti/choir\ntutti/band"]))
            #expect(changed?.name == "Choir" && changed?.settings["repositories"] == "tutti/choir\ntutti/band")
            #expect(changed?.secrets(with: key)?.tokens == ["good"])
            let secrets = try await after("/webhook-secret")?.secrets(with: key)
            #expect(secrets?.webhookSecrets.count == 2 && secrets?.tokens == ["good"])
            let closed = try await after("/closing")
            #expect(closed?.state == .closed && closed?.secrets == nil)
            try await server.ask { client in
                try await client.execute(
                    uri: "/connections/\(before.id)", method: .get, headers: Self.head(cookie)
                ) { #expect($0.status == .notFound) }
            }
        }
    }

    @Test func `a member sees how sources do, and nothing to press; without a key file nothing is pasted`() async throws
    {
        try await TestServer.with(key: nil, tools: Self.tools, features: { .all($0) }) { server in
            let cast = try await Cast(server)
            try await server.server.services.database.write { db in
                try db.save(SourceConnection(id: "hub", kind: "github", name: "Hub <b>", createdAt: 1_790_000_000))
                try db.note([SourceError(happenedAt: 1_790_000_000, sentence: "It was <odd>.")], of: "hub")
            }
            try await server.ask { client in
                try await client.execute(uri: "/connections", method: .get, headers: Self.head(cast.cookie(.member))) {
                    let page = String(buffer: $0.body)
                    #expect(page.contains("Hub &lt;b&gt;") && page.contains("It was &lt;odd&gt;."))
                    #expect(!page.contains("<button class=\"button button--plain\" type=\"submit\">Pause"))
                    #expect(!page.contains("/connections/new/"))
                }
                try await client.execute(
                    uri: "/connections/new/gitlab", method: .get, headers: Self.head(cast.cookie(.administrator))
                ) { #expect(String(buffer: $0.body).contains("There is no key file")) }
            }
        }
    }
}
