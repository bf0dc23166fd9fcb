import Foundation
import Records
import Testing

@testable import Connectors

@Suite("A GitHub App")
struct GitHubAppTests {
    static let app = "https://api.github.com/app/installations"

    static func tool(_ answers: [String: String]) -> FaultyTool {
        FaultyTool { question in
            let place = String(question.url.split(separator: "?")[0])
            guard let body = answers[place] else { return ToolReply(status: 404) }
            return ToolReply(status: 200, headers: ["Content-Type": "application/json"], body: Data(body.utf8))
        }
    }

    static func token(_ name: String) -> String { #"{"token":"\#(name)","expires_at":"2099-01-01T00:00:00Z"}"# }

    static func tokens(_ repositories: String, _ tool: FaultyTool) async throws -> [ExchangedToken] {
        try await GitHubApp(settings: ["app": "7", "repositories": repositories]).tokens(
            now: 1_780_000_000, sign: { _ in Data([1]) }, fetch: { tool.fetch(tokens: [$0]) })
    }

    @Test func `has a token for each owner that is named, and asks once for each`() async throws {
        let tool = Self.tool([
            "https://api.github.com/repos/Tutti/choir/installation": #"{"id":1}"#,
            "https://api.github.com/orgs/band/installation": #"{"id":2}"#,
            "\(Self.app)/1/access_tokens": Self.token("one"), "\(Self.app)/2/access_tokens": Self.token("two"),
        ])
        let tokens = try await Self.tokens("Tutti/choir\ntutti/hall\nband", tool)
        #expect(tokens.map(\.token) == ["one", "two"] && tokens.map(\.owner) == ["tutti", "band"])
    }

    @Test func `has a token for every place where it is installed and not suspended, where none is named`() async throws
    {
        let tool = Self.tool([
            Self.app: """
            [{"id":1,"account":{"login":"Tutti"}},{"id":3,"account":{"login":"old"},"suspended_at":"2026-01-01T00:00:00Z"},
             {"id":2,"account":{"login":"band"}}]
            """,
            "\(Self.app)/1/access_tokens": Self.token("one"), "\(Self.app)/2/access_tokens": Self.token("two"),
        ])
        #expect(try await Self.tokens("", tool).map(\.owner) == ["tutti", "band"])
        await #expect(throws: AskingTrouble.unreachable("the app is installed nowhere")) {
            try await Self.tokens("", Self.tool([Self.app: "[]"]))
        }
    }

    struct Question: Sendable {
        var url: String
        var body: String?
        var owner: String?
    }

    @Test(arguments: [
        Question(url: "https://api.github.com/repos/Tutti/choir/pulls?page=2", owner: "tutti"),
        Question(url: "https://git.example.org/api/v3/orgs/band/repos", owner: "band"),
        Question(
            url: "https://api.github.com/graphql", body: #"{"query":"q","variables":{"owner":"Band","name":"hall"}}"#,
            owner: "band"),
        Question(url: "https://api.github.com/rate_limit", owner: nil),
    ])
    func `knows whose place a question is about`(_ question: Question) {
        let asked = ToolQuestion(question.url, body: question.body.map { Data($0.utf8) })
        #expect(GitHubApp.owner(of: asked) == question.owner)
    }

    @Test func `each place is asked with the token that opens it, however much another has left`() async throws {
        let tool = FaultyTool { _ in ToolReply(status: 200, body: Data("[]".utf8)) }
        let fetch = tool.fetch(tokens: ["one", "two"]) { token, question in
            GitHubApp.owner(of: question).map { $0 == (token == "one" ? "tutti" : "band") } ?? true
        }
        for place in ["repos/band/hall", "repos/tutti/choir", "repos/band/stage"] {
            _ = try await fetch.reply(to: ToolQuestion("https://api.github.com/\(place)"))
        }
        #expect(tool.questions.map { $0.headers["Authorization"] } == ["Bearer two", "Bearer one", "Bearer two"])
    }
}
