import Foundation
import Records
import Synchronization
import Testing

@testable import Connectors

/// Commits that open pull requests ask to be merged, with what services say of them.
private final class CheckedWorld: Sendable {
    struct Check: Sendable {
        var id: Int
        var status = "completed"
        var conclusion: String?
        var app = "circle"
    }

    struct State: Sendable {
        var commits: [String]
        var checks: [String: [Check]] = [:]
        /// By commit, the state of one mark.
        var marks: [String: String] = [:]
    }

    let state: Mutex<State>

    init(_ state: State) { self.state = Mutex(state) }

    /// The moment at which a walk looks: an hour after the last pull request changed.
    static let date = "Sun, 01 Mar 2026 00:00:00 GMT"

    func answer(_ question: ToolQuestion) -> ToolReply {
        let asked = WorldQuestion(question)
        let state = state.withLock { $0 }
        let parts = asked.path.split(separator: "/").map(String.init)
        var reply: ToolReply
        if parts.last == "pulls", asked.query["state"] == "open" {
            let pulls = state.commits.enumerated().map { place, commit in
                WorldThing(place, created: 1, updated: 2, #""number": \#(place), "head": {"sha": "\#(commit)"}"#)
            }
            reply = WorldReply.list(pulls, asked)
        } else if parts.last == "check-runs" {
            reply = WorldReply.list(checks(state, parts[parts.count - 2]), asked, wrap: "check_runs")
        } else if parts.last == "status" {
            reply = WorldReply.json(mark(state, parts[parts.count - 2]), asked)
        } else {
            return GitHubWorld().answer(question)
        }
        reply.headers["date"] = Self.date
        return reply
    }

    private func checks(_ state: State, _ commit: String) -> [WorldThing] {
        (state.checks[commit] ?? []).map { check in
            let conclusion = check.conclusion.map { "\"\($0)\"" } ?? "null"
            return WorldThing(
                check.id, created: 1,
                #""id": \#(check.id), "url": "\#(GitHubWorld.api)/check-runs/\#(check.id)", "name": "Tests", "head_sha": "\#(commit)", "status": "\#(check.status)", "conclusion": \#(conclusion), "app": {"slug": "\#(check.app)"}"#
            )
        }
    }

    private func mark(_ state: State, _ commit: String) -> String {
        guard let mark = state.marks[commit] else { return #"{"state": "pending", "total_count": 0, "statuses": []}"# }
        return """
            {"state": "\(mark)", "total_count": 1, "statuses": [{"url": "\(GitHubWorld.api)/statuses/\(commit)",
            "context": "ci/old", "state": "\(mark)", "created_at": "2026-02-28T00:00:00Z",
            "updated_at": "2026-02-28T00:05:00Z"}]}
            """
    }
}

@Suite("Checks and statuses of GitHub")
struct GitHubCheckTests {
    static let repository = "https://api.github.com/repos/tutti/choir"
    static let commit = String(repeating: "c", count: 40)

    static func check(_ status: String, _ conclusion: String?, app: String = "circle") -> String {
        """
        {"id": 5, "url": "\(repository)/check-runs/5", "html_url": "https://github.com/tutti/choir/runs/5", "name": "Tests",
        "head_sha": "\(commit)", "status": "\(status)", "conclusion": \(conclusion.map { "\"\($0)\"" } ?? "null"),
        "started_at": "2026-03-02T12:10:00Z", "completed_at": \(conclusion == nil ? "null" : "\"2026-03-02T12:11:00Z\""),
        "app": {"slug": "\(app)"}, "pull_requests": []}
        """
    }

    static func builds(_ category: String, _ body: String, event: String? = nil) throws -> [Build] {
        try Connector.gitHub.map(RawAnswer(category: category, body: Data(body.utf8), event: event))
            .compactMap { if case .build(let build) = $0 { build } else { nil } }
    }

    /// GitHub's statuses and conclusions, all that its documentation names.
    static let conclusions: [(status: String, conclusion: String?, state: Build.State, result: Build.Result?)] = [
        ("completed", "success", .finished, .succeeded), ("completed", "failure", .finished, .failed),
        ("completed", "neutral", .finished, .succeeded), ("completed", "cancelled", .finished, .cancelled),
        ("completed", "skipped", .finished, .skipped), ("completed", "timed_out", .finished, .failed),
        ("completed", "action_required", .finished, .failed), ("completed", "stale", .finished, .cancelled),
        ("completed", "startup_failure", .finished, .failed), ("completed", "of-tomorrow", .finished, nil),
        ("in_progress", nil, .running, nil), ("queued", nil, .queued, nil), ("waiting", nil, .queued, nil),
        ("requested", nil, .queued, nil), ("pending", nil, .queued, nil),
    ]

    @Test(arguments: conclusions)
    func `a check ends as its conclusion says`(
        _ end: (status: String, conclusion: String?, state: Build.State, result: Build.Result?)
    ) throws {
        let build = try #require(try Self.builds("check-runs", Self.check(end.status, end.conclusion)).first)
        #expect(build.state == end.state && build.result == end.result)
        #expect(build.originalResult == end.conclusion && build.commit == Self.commit)
        #expect((build.finishedAt != nil) == (end.conclusion != nil))
    }

    @Test(arguments: [
        ("success", Build.State.finished, Build.Result?.some(.succeeded)), ("failure", .finished, .failed),
        ("error", .finished, .failed), ("pending", .running, nil),
    ])
    func `a status ends as it says`(_ state: String, _ expected: Build.State, _ result: Build.Result?) throws {
        let body = """
            {"url": "\(Self.repository)/statuses/\(Self.commit)", "context": "ci/old", "state": "\(state)",
            "created_at": "2026-03-02T12:00:00Z", "updated_at": "2026-03-02T12:05:00Z"}
            """
        let build = try #require(try Self.builds("statuses", body).first)
        #expect(build.state == expected && build.result == result && build.name == "ci/old")
        #expect((build.finishedAt != nil) == (result != nil))
    }

    @Test func `jobs of GitHub Actions and what Tutti wrote itself are no builds beside`() throws {
        #expect(try Self.builds("check-runs", Self.check("completed", "success", app: "github-actions")).isEmpty)
        let own =
            #"{"url": "\#(Self.repository)/statuses/\#(Self.commit)", "context": "tutti/review", "state": "pending"}"#
        #expect(try Self.builds("statuses", own).isEmpty)
    }

    @Test func `a webhook tells the same as the answer to a question`() throws {
        let repository =
            #""repository": {"full_name": "Tutti/Choir", "html_url": "https://github.com/tutti/choir", "url": "\#(Self.repository)"}"#
        let run = Self.check("completed", "timed_out")
        #expect(
            try Self.builds(
                "webhook", #"{"action": "completed", "check_run": \#(run), \#(repository)}"#, event: "check_run")
                == Self.builds("check-runs", run))
        let mark =
            #""context": "ci/old", "state": "error", "created_at": "2026-03-02T12:00:00Z", "updated_at": "2026-03-02T12:05:00Z", "target_url": "https://ci.example.org/7""#
        let hook =
            #"{"id": 9, "sha": "\#(Self.commit)", "name": "tutti/choir", \#(mark), "commit": {"sha": "\#(Self.commit)"}, \#(repository)}"#
        let asked = try Self.builds(
            "statuses", #"{"url": "\#(Self.repository)/statuses/\#(Self.commit)", \#(mark)}"#)
        #expect(asked.count == 1)
        for event in ["status", nil] { #expect(try Self.builds("webhook", hook, event: event) == asked) }
    }

    @Test func `a commit is asked about until all of it ended, and then no more`() async throws {
        let world = CheckedWorld(
            .init(
                commits: ["a1", "b2", "c3", "d4", "e5", "a1"],
                checks: [
                    "a1": [.init(id: 1, conclusion: "success")], "b2": [.init(id: 2, status: "in_progress")],
                    "e5": (10..<17).map { .init(id: $0, conclusion: "failure") },
                ],
                marks: ["c3": "pending", "d4": "failure"]))
        let tool = FaultyTool { world.answer($0) }
        let sync = SyncTests.gitHub(tool)
        let kept = KeptRecords(.gitHub)
        func commits() async throws -> [String] {
            tool.forget()
            _ = try await kept.sync(sync, tool)
            return tool.questions.compactMap { question in
                let parts = WorldQuestion(question).path.split(separator: "/")
                return parts.last == "check-runs" ? String(parts[parts.count - 2]) : nil
            }
        }
        // Seven checks of one commit stand on three pages of three; the pull requests on two.
        #expect(try await commits().sorted() == ["a1", "b2", "c3", "d4", "e5", "e5", "e5"])
        let builds = { kept.records.compactMap { if case .build(let build) = $0 { build } else { nil } } }
        let failed = builds().filter { $0.commit == "e5" && $0.result == .failed }.count
        #expect(failed == 7)
        #expect(builds().contains { $0.name == "ci/old" && $0.commit == "d4" && $0.result == .failed })
        #expect(try await commits().sorted() == ["b2", "c3"])
        world.state.withLock {
            $0.checks["b2"] = [.init(id: 2, conclusion: "success")]
            $0.marks["c3"] = "success"
        }
        #expect(try await commits().sorted() == ["b2", "c3"])
        #expect(builds().allSatisfy { $0.state == .finished || $0.commit == nil })
        #expect(try await commits().isEmpty)
    }

    @Test(arguments: 0..<20)
    func `whatever goes wrong on the way, the same is known in the end`(_ seed: Int) async throws {
        let world = CheckedWorld(
            .init(
                commits: ["a1", "b2", "c3", "d4"],
                checks: [
                    "a1": (1...5).map { .init(id: $0, conclusion: "success") },
                    "b2": [.init(id: 9, conclusion: "stale")],
                ],
                marks: ["c3": "success"]))
        let (clean, _, _) = try await SyncTests.read(.gitHub, { world.answer($0) }, SyncTests.gitHub)
        let (kept, _, _) = try await SyncTests.read(
            .gitHub, { world.answer($0) }, SyncTests.gitHub, seed: UInt64(seed), faults: 12)
        #expect(kept.records == clean.records)
    }
}
