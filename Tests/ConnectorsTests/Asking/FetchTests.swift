import Connectors
import Foundation
import Synchronization
import Testing

@Suite("Asking a tool")
struct FetchTests {
    struct Limit: Sendable {
        var title: String
        var reply: ToolReply
        var waits: Double
    }

    static let page = ToolReply(status: 200, headers: ["Content-Type": "application/json"], body: Data("[]".utf8))

    /// A tool that answers with these in turn, and then with an empty page.
    static func tool(_ replies: [ToolReply]) -> FaultyTool {
        let left = Mutex(replies)
        return FaultyTool { _ in left.withLock { $0.isEmpty ? page : $0.removeFirst() } }
    }

    @Test(arguments: [
        Limit(title: "its own word", reply: ToolReply(status: 429, headers: ["Retry-After": "30"]), waits: 30),
        Limit(
            title: "GitHub's reset, by GitHub's clock",
            reply: ToolReply(
                status: 403,
                headers: [
                    "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1784111817",
                    "Date": "Wed, 15 Jul 2026 10:36:17 GMT",
                ]), waits: 40),
        Limit(
            title: "GitLab's reset",
            reply: ToolReply(
                status: 429,
                headers: [
                    "RateLimit-Remaining": "0", "RateLimit-Reset": "1784111817",
                    "Date": "Wed, 15 Jul 2026 10:36:47 GMT",
                ]), waits: 10),
        Limit(
            title: "no word", reply: ToolReply(status: 403, body: Data(#"{"message":"secondary rate limit"}"#.utf8)),
            waits: 60),
        Limit(title: "a failure", reply: ToolReply(status: 502), waits: 1),
        Limit(title: "no limit at all", reply: page, waits: 0),
    ])
    func `waits as long as the tool says`(_ limit: Limit) async throws {
        let tool = Self.tool([limit.reply])
        let start = tool.now
        let reply = try await tool.fetch().reply(to: ToolQuestion("https://api.github.com/user"))
        #expect(reply.status == 200)
        #expect(tool.now - start == limit.waits, "\(limit.title)")
    }

    @Test func `goes on with another token where one has reached its limit or is refused`() async throws {
        let tool = Self.tool([
            ToolReply(status: 429, headers: ["Retry-After": "600"]), ToolReply(status: 401), Self.page,
        ])
        let start = tool.now
        let fetch = tool.fetch(tokens: ["a", "b", "c"])
        _ = try await fetch.reply(to: ToolQuestion("https://api.github.com/user"))
        #expect(tool.questions.map { $0.headers["Authorization"] } == ["Bearer a", "Bearer b", "Bearer c"])
        #expect(tool.now == start)
    }

    @Test func `does not sleep through a long limit`() async throws {
        let tool = Self.tool([ToolReply(status: 429, headers: ["Retry-After": "3600"])])
        await #expect(throws: AskingTrouble.limited(seconds: 3_600)) {
            try await tool.fetch().reply(to: ToolQuestion("https://api.github.com/user"))
        }
    }

    @Test func `gives up on a tool that is down, after a few minutes`() async throws {
        let tool = Self.tool(Array(repeating: ToolReply(status: 500), count: 99))
        let start = tool.now
        await #expect(throws: AskingTrouble.unreachable("it answered with 500")) {
            try await tool.fetch().reply(to: ToolQuestion("https://api.github.com/user"))
        }
        #expect(tool.questions.count == 8)
        #expect(tool.now - start > 60)
    }

    @Test(
        arguments: [
            (["X-Accepted-GitHub-Permissions": "actions=read"], "{}", "actions=read", nil),
            (["X-Accepted-OAuth-Scopes": "repo", "X-OAuth-Scopes": "gist"], "{}", "repo", "gist"),
            ([:], #"{"error": "insufficient_scope", "scope": "api read_api"}"#, "api read_api", nil),
        ] as [([String: String], String, String, String?)])
    func `names the scope that is lacking`(_ headers: [String: String], _ body: String, _ lacks: String, _ has: String?)
        async throws
    {
        let url = "https://api.github.com/repos/tutti/choir/actions/runs"
        let tool = Self.tool([ToolReply(status: 403, headers: headers, body: Data(body.utf8))])
        await #expect(throws: AskingTrouble.tooLittleScope(url: url, lacks: lacks, has: has)) {
            try await tool.fetch().reply(to: ToolQuestion(url))
        }
    }

    @Test func `shows a token to nobody else when it is redirected`() async throws {
        let tool = Self.tool([ToolReply(status: 301, headers: ["Location": "https://elsewhere.example.org/user"])])
        _ = try await tool.fetch().reply(to: ToolQuestion("https://api.github.com/user"))
        #expect(tool.questions.map { $0.headers["Authorization"] } == ["Bearer secret", nil])
    }

    @Test func `does not follow a redirect to the inside`() async throws {
        let tool = Self.tool([ToolReply(status: 302, headers: ["Location": "https://inside.example.org/"])])
        await #expect(throws: AskingTrouble.self) {
            try await tool.fetch().reply(to: ToolQuestion("https://api.github.com/user"))
        }
        #expect(tool.questions.count == 1)
    }
}
