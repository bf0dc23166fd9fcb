import Connectors
import Foundation
import Records
import Synchronization
import TestKit
import Testing

@Suite("A sync of GitHub and GitLab")
struct SyncTests {
    static func gitHub(_ tool: FaultyTool) -> Sync {
        .gitHub(address: "https://github.com", repositories: ["tutti/choir"], teams: GitHubWorld.named, size: 3) {
            tool.now
        }
    }

    static func gitLab(_ tool: FaultyTool) -> Sync {
        .gitLab(address: "https://git.example.org", projects: [7], groups: ["tutti/altos"], size: 3) { tool.now }
    }

    static func read(
        _ connector: Connector, _ world: @escaping @Sendable (ToolQuestion) -> ToolReply,
        _ sync: (FaultyTool) -> Sync, seed: UInt64 = 0, faults: Int = 0
    ) async throws -> (KeptRecords, FaultyTool, SyncReport) {
        let tool = FaultyTool(seed: seed, faults: faults, answer: world)
        let kept = KeptRecords(connector)
        return (kept, tool, try await kept.sync(sync(tool), tool))
    }

    /// A world that does not change gives the same answer to the same question, without working it out again.
    static func remembering(
        _ world: @escaping @Sendable (ToolQuestion) -> ToolReply
    ) -> @Sendable (ToolQuestion) -> ToolReply {
        let known = Mutex<[String: ToolReply]>([:])
        return { question in
            let name =
                question.url + String(decoding: question.body ?? Data(), as: UTF8.self)
                + (question.headers["If-None-Match"] ?? "")
            if let reply = known.withLock({ $0[name] }) { return reply }
            let reply = world(question)
            known.withLock { $0[name] = reply }
            return reply
        }
    }

    @Test func `of GitHub brings everything`() async throws {
        let (kept, _, report) = try await Self.read(.gitHub, GitHubWorld().answer, Self.gitHub)
        #expect(report.missing.isEmpty)
        let counts = Dictionary(grouping: kept.records, by: \.type).mapValues(\.count)
        #expect(counts["pull-request"] == 8)
        #expect(counts["work-item"] == 7)
        #expect(counts["work-item-change"] == 7)
        #expect(counts["comment"] == 5)
        #expect(counts["build"] == 7)
        #expect(counts["job"] == 28)
        #expect(counts["release"] == 5)
        #expect(counts["repository"] == 1)
        #expect(counts["host-team"] == 2)
        let deployments = kept.records.compactMap { if case .deployment(let it) = $0 { it } else { nil } }
        #expect(deployments.count == 5)
        #expect(deployments.allSatisfy { $0.result == .succeeded && $0.commits.count == 1 })
    }

    @Test func `of GitLab brings everything, and does without what an edition lacks`() async throws {
        let (kept, _, report) = try await Self.read(.gitLab, GitLabWorld().answer, Self.gitLab)
        #expect(Array(report.missing.keys) == ["7 iterations"])
        let counts = Dictionary(grouping: kept.records, by: \.type).mapValues(\.count)
        #expect(counts["pull-request"] == 8)
        #expect(counts["work-item"] == 7)
        #expect(counts["comment"] == 60)
        #expect(counts["review"] == 8)
        #expect(counts["build"] == 5)
        #expect(counts["job"] == 15)
        #expect(counts["deployment"] == 5)
        #expect(counts["host-team"] == 1)
    }

    @Test func `that finds nothing new asks five things of a repository, which say that nothing changed`() async throws
    {
        for (connector, world, sync) in [
            (Connector.gitHub, GitHubWorld().answer, Self.gitHub), (.gitLab, GitLabWorld().answer, Self.gitLab),
        ] as [(Connector, @Sendable (ToolQuestion) -> ToolReply, (FaultyTool) -> Sync)] {
            let (kept, tool, _) = try await Self.read(connector, world, sync)
            _ = try await kept.sync(sync(tool), tool)
            let cursors = kept.cursors
            tool.forget()
            let report = try await kept.sync(sync(tool), tool)
            #expect(
                tool.replies.map(\.status) == Array(repeating: 304, count: 5),
                "\(connector.id): \(tool.questions.map(\.url))")
            #expect(report.answers == 0)
            #expect(kept.cursors == cursors)
        }
    }

    @Test func `where GraphQL is refused reads pull requests one by one`() async throws {
        var world = GitHubWorld()
        world.isGraphRefused = true
        let (kept, _, report) = try await Self.read(.gitHub, world.answer, Self.gitHub)
        #expect(Array(report.missing.keys) == ["tutti team members"])
        #expect(kept.records.count { $0.type == "pull-request" } == 8)
        #expect(
            kept.records.contains {
                if case .pullRequestEvent(let it) = $0 { it.kind == .readyForReview } else { false }
            })
    }

    @Test func `asks for open pull requests first`() async throws {
        let (_, tool, _) = try await Self.read(.gitHub, GitHubWorld().answer, Self.gitHub)
        let first = try #require(tool.questions.first?.body)
        #expect(String(decoding: first, as: UTF8.self).contains("states: [OPEN]"))
    }

    @Test func `reads what changed, and not the rest again`() async throws {
        let (kept, before, _) = try await Self.read(.gitHub, GitHubWorld().answer, Self.gitHub)
        var world = GitHubWorld()
        world.issues[2] = WorldThing(
            13, created: 13, updated: 90, GitHubWorld.issue(13).replacing("Song 13", with: "Hymn"))
        let tool = FaultyTool(answer: world.answer)
        let report = try await kept.sync(Self.gitHub(before), tool)
        #expect(kept.records.contains { if case .workItem(let it) = $0 { it.title == "Hymn" } else { false } })
        #expect(report.answers == 1)
    }

    @Test func `asks once a week whether things that are listed no more are gone, and reads what it missed`()
        async throws
    {
        let (kept, before, _) = try await Self.read(.gitHub, GitHubWorld().answer, Self.gitHub)
        before.pass(8 * 86_400)
        var world = GitHubWorld()
        world.issues.removeFirst()
        // One that changed long ago, so that no list of changes brings it.
        world.issues.append(WorldThing(18, created: 1, updated: 1, GitHubWorld.issue(18)))
        let tool = FaultyTool(answer: world.answer)
        _ = try await kept.sync(Self.gitHub(before), tool)
        #expect(kept.gone.map(\.id) == ["tutti/choir#11"])
        #expect(kept.records.contains { $0.subject(of: .workItem)?.id == "tutti/choir#18" })
    }

    /// How many sequences of faults are tried in each tenth of the test; `TUTTI_SEEDS=50` tries 500 in all.
    static let seeds = ProcessInfo.processInfo.environment["TUTTI_SEEDS"].flatMap { UInt64($0) } ?? 5

    @Test(arguments: 0..<10) func `comes to the same after any faults`(_ tens: UInt64) async throws {
        for (connector, world, sync) in [
            (Connector.gitHub, GitHubWorld().answer, Self.gitHub), (.gitLab, GitLabWorld().answer, Self.gitLab),
        ] as [(Connector, @Sendable (ToolQuestion) -> ToolReply, (FaultyTool) -> Sync)] {
            let world = Self.remembering(world)
            let clean = try await Self.read(connector, world, sync).0.records
            for seed in tens * Self.seeds..<(tens + 1) * Self.seeds {
                let (kept, tool, _) = try await Self.read(connector, world, sync, seed: seed, faults: 40)
                let other = Set(kept.records).symmetricDifference(clean).map { "\($0)".prefix(200) }
                #expect(other == [], "\(connector.id), seed \(seed)")
                #expect(tool.questions.allSatisfy { !$0.url.contains("169.254") })
                #expect(kept.gone.isEmpty)
            }
        }
    }
}
