import Foundation
import Records
import Synchronization
import Testing

@testable import Connectors

@Suite("Teams of GitHub")
struct GitHubTeamTests {
    /// What syncs told of teams, in order: the name, its number and its members'.
    private final class Told: Sendable {
        let lines = Mutex<[String]>([])
        let kept = KeptRecords(.gitHub)

        var sink: SyncSink {
            SyncSink(
                save: { page in
                    try await self.kept.sink.save(page)
                    for answer in page.answers where answer.category == "teams" {
                        let told = try Connector.gitHub.map(answer).compactMap(GitHubTeamTests.line)
                        self.lines.withLock { $0 += told }
                    }
                }, compare: kept.sink.compare)
        }

        func sync(_ world: GitHubWorld, _ tool: FaultyTool, teams: Set<String>) async throws -> [String] {
            lines.withLock { $0 = [] }
            let sync = Sync.gitHub(
                address: "https://github.com", repositories: ["tutti/choir"], teams: teams, size: 3
            ) { tool.now }
            let missing = try await sync.run(fetch: tool.fetch(), cursors: kept.cursors, sink: sink).missing
            return lines.withLock { $0 }
                + missing.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        }
    }

    private static func line(_ record: Record) -> String? {
        guard case .hostTeam(let it) = record else { return nil }
        return "\(it.name) \(it.key.id): " + (it.members.map { $0.accounts.map(\.id).joined(separator: " ") } ?? "?")
    }

    private static func questions(_ tool: FaultyTool) -> [String] {
        tool.questions.map { String(decoding: $0.body ?? Data(), as: UTF8.self) }.filter {
            $0.contains("organization(")
        }
    }

    @Test func `are read with all their pages, once a day, and told again only where somebody came or left`()
        async throws
    {
        let world = Mutex(GitHubWorld())
        let tool = FaultyTool { question in world.withLock { $0 }.answer(question) }
        let told = Told()
        let teams: Set = ["tutti/altos", "tutti/Basses"]
        let ask = { try await told.sync(GitHubWorld(), tool, teams: teams) }
        #expect(try await ask().sorted() == ["tutti/altos 7: 1 2 3 4 5 6 7", "tutti/basses 8: 1"])
        #expect(Self.questions(tool).count == 3)
        #expect(told.kept.records.contains { if case .account(let it) = $0 { it.login == "voice7" } else { false } })
        tool.forget()
        world.withLock { $0.teams["altos"] = (7, [1, 3, 9]) }
        #expect(try await ask() == [])
        #expect(Self.questions(tool).isEmpty)
        tool.pass(86_401)
        #expect(try await ask() == ["tutti/altos 7: 1 3 9"])
        #expect(Self.questions(tool).count == 1)
    }

    @Test func `that are named for the first time are asked about at once`() async throws {
        let tool = FaultyTool(answer: GitHubWorld().answer)
        let told = Told()
        #expect(try await told.sync(GitHubWorld(), tool, teams: ["tutti/basses"]) == ["tutti/basses 8: 1"])
        tool.forget()
        let both: Set = ["tutti/basses", "tutti/altos", "tutti/castrati", "elsewhere/altos", "tutti/no team!"]
        #expect(try await told.sync(GitHubWorld(), tool, teams: both) == ["tutti/altos 7: 1 2 3 4 5 6 7"])
        #expect(!Self.questions(tool).contains { $0.contains("elsewhere") || $0.contains("no team") })
        tool.forget()
        #expect(try await told.sync(GitHubWorld(), tool, teams: both) == [])
        #expect(Self.questions(tool).isEmpty)
    }

    @Test func `that were renamed have their members under the new name, and those that are gone have nobody`()
        async throws
    {
        let world = Mutex(GitHubWorld())
        let tool = FaultyTool { question in world.withLock { $0 }.answer(question) }
        let told = Told()
        _ = try await told.sync(GitHubWorld(), tool, teams: ["tutti/altos", "tutti/basses"])
        world.withLock { $0.teams = ["sopranos": (7, [1, 2])] }
        tool.pass(86_401)
        let teams: Set = ["tutti/altos", "tutti/basses", "tutti/sopranos"]
        #expect(
            try await told.sync(GitHubWorld(), tool, teams: teams) == ["tutti/sopranos 7: 1 2", "tutti/basses 8: "])
    }

    @Test(
        arguments: [
            (
                #"{"data": {"organization": {"team0": null}}, "errors": [{"type": "INSUFFICIENT_SCOPES", "message": "…"}]}"#,
                "tutti team members: The token may not read the teams of tutti: it lacks “Members: read (a classic token: read:org)”."
            ),
            (
                #"{"data": {"organization": {"team0": null}}, "errors": [{"type": "FORBIDDEN", "message": "Resource not accessible by integration"}]}"#,
                "tutti team members: The token may not read the teams of tutti: it lacks “Members: read (a classic token: read:org)”."
            ),
            (
                #"{"data": {"organization": null}, "errors": [{"type": "NOT_FOUND", "message": "Could not resolve"}]}"#,
                "tutti team members: The organisation tutti is not there, or the token may not see it."
            ),
        ])
    func `that may not be read are named with what the token lacks, and stop nothing else`(
        _ refusal: String, _ sentence: String
    ) async throws {
        let tool = FaultyTool { question in
            let asked = WorldQuestion(question)
            return asked.body.contains("organization(")
                ? WorldReply.json(refusal, asked) : GitHubWorld().answer(question)
        }
        let told = Told()
        #expect(try await told.sync(GitHubWorld(), tool, teams: ["tutti/altos"]) == [sentence])
        #expect(told.kept.records.count { $0.type == "pull-request" } == 8)
        tool.forget()
        #expect(try await told.sync(GitHubWorld(), tool, teams: ["tutti/altos"]) == [sentence])
        #expect(Self.questions(tool).count == 1)
    }

    @Test func `go by their names where an answer says whom a review is asked of`() throws {
        let team =
            #"{"id": 7, "name": "The Altos", "slug": "altos", "html_url": "https://github.com/orgs/Tutti/teams/altos"}"#
        let pull = """
            {"url": "\(GitHubWorld.api)/pulls/3", "number": 3, "state": "open", "title": "Tune", "user": \(GitHubWorld.ann),
            "created_at": "2026-03-01T00:00:00Z", "updated_at": "2026-03-02T00:00:00Z",
            "head": {"ref": "tune", "sha": "a"}, "base": {"ref": "main"}, "requested_teams": [\(team)]}
            """
        let hook = """
            {"action": "review_requested", "number": 3, "pull_request": \(pull), "requested_team": \(team),
            "repository": {"full_name": "tutti/choir", "html_url": "https://github.com/tutti/choir"}}
            """
        let graph = """
            {"number": 3, "url": "https://github.com/tutti/choir/pull/3", "title": "Tune", "state": "OPEN",
            "createdAt": "2026-03-01T00:00:00Z", "updatedAt": "2026-03-02T00:00:00Z", "headRefName": "tune",
            "baseRefName": "main", "reviewRequests": {"nodes": [{"requestedReviewer":
            {"__typename": "Team", "combinedSlug": "Tutti/altos", "databaseId": 7}}]}}
            """
        for answer in [
            RawAnswer(category: "pull-requests", body: Data(pull.utf8)),
            RawAnswer(category: "pull-requests-graphql", body: Data(graph.utf8)),
            RawAnswer(category: "webhook", body: Data(hook.utf8), event: "pull_request"),
        ] {
            let records = try Connector.gitHub.map(answer)
            #expect(records.compactMap(Self.line) == ["tutti/altos 7: ?"], "\(answer.category)")
            let asked = records.compactMap { if case .pullRequest(let it) = $0 { it.requestedReviewers } else { nil } }
            #expect(asked == [[RecordKey("github.com", .team, "7")]])
        }
    }
}
