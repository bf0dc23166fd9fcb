import Foundation
import Testing

@testable import Connectors

@Suite("What a token may read, asked before it is kept")
struct TokenFindingsTests {
    private static let settings = ["url": "https://github.com", "repositories": "octo/choir"]

    private static func findings(refusing refused: [String: Int]) async throws -> [ToolFinding] {
        let tool = FaultyTool { question in
            let asked = WorldQuestion(question)
            let end = asked.path.split(separator: "/").last.map(String.init) ?? ""
            guard let status = refused[end] else { return WorldReply.json("[]", asked) }
            let lacks = ["X-Accepted-GitHub-Permissions": "\(end)=read", "Content-Type": "application/json"]
            return ToolReply(status: status, headers: lacks, body: Data(#"{"message": "No"}"#.utf8))
        }
        return try await ToolAsking.gitHub.findings(settings, [tool.fetch()])
    }

    @Test func `each thing that is read of GitHub is asked for, and what lacks is named`() async throws {
        let good = try await Self.findings(refusing: [:])
        #expect(good.allSatisfy { $0.outcome == .works })
        let titles = [
            "Token", "Repository octo/choir", "Pull requests, reviews and comments",
            "Issues, their events and milestones",
            "Workflow runs and jobs", "Checks of commits by other services", "Statuses of commits", "Deployments",
            "Releases", "Who belongs to teams",
        ]
        #expect(good.map(\.title) == titles)
        let narrow = try await Self.findings(refusing: ["check-runs": 403, "status": 403])
        let lacking = narrow.filter { $0.outcome == .lacking }
        #expect(lacking.map(\.title) == ["Checks of commits by other services", "Statuses of commits"])
        #expect(lacking[0].sentence.contains("lacks “Checks: read” (a classic token: “repo”)"))
        #expect(lacking[1].sentence.contains("lacks “Commit statuses: read”"))
    }

    @Test func `a repository without a commit can be connected`() async throws {
        let empty = try await Self.findings(refusing: ["check-runs": 422, "status": 409])
        #expect(!empty.contains { $0.outcome == .lacking })
        let unknown = empty.filter { $0.outcome == .absent }
        #expect(unknown.map(\.title) == ["Checks of commits by other services", "Statuses of commits"])
        #expect(unknown.allSatisfy { $0.sentence.hasPrefix("That could not be found out") })
        // What is away for a while says nothing of the token.
        await #expect(throws: AskingTrouble.self) { try await Self.findings(refusing: ["status": 503]) }
    }
}
