import Foundation
import Records
import Synchronization
import Testing

@testable import Connectors

@Suite("Whether pull requests of GitHub can be merged")
struct GitHubMergeableTests {
    /// By number, what GitHub says of an open pull request.
    private final class World: Sendable {
        let open: Mutex<[Int: (word: String, head: String)]>
        let isRefused: Bool

        init(_ open: [Int: (word: String, head: String)], isRefused: Bool = false) {
            self.open = Mutex(open)
            self.isRefused = isRefused
        }

        func answer(_ question: ToolQuestion) -> ToolReply {
            let asked = WorldQuestion(question)
            let open = open.withLock { $0 }
            if asked.path == "/graphql", asked.body.contains("mergeable headRefOid") {
                if isRefused {
                    return WorldReply.json(#"{"errors": [{"type": "FORBIDDEN", "message": "no"}]}"#, asked)
                }
                let start = Int(asked.body.firstMatch(of: /"after":"(\d+)"/)?.1 ?? "0") ?? 0
                let nodes = open.sorted { $0.key < $1.key }.dropFirst(start).prefix(3).map { number, one in
                    #"{"number": \#(number), "url": "https://github.com/tutti/choir/pull/\#(number)", "mergeable": "\#(one.word)", "headRefOid": "\#(one.head)"}"#
                }
                return WorldReply.json(
                    """
                    {"data": {"repository": {"pullRequests": {"pageInfo": {"hasNextPage": \(start + 3 < open.count),
                    "endCursor": "\(start + 3)"}, "nodes": [\(nodes.joined(separator: ", "))]}}}}
                    """, asked)
            }
            let parts = asked.path.split(separator: "/")
            if isRefused, parts.dropLast().last == "pulls", let number = parts.last.flatMap({ Int($0) }),
                let one = open[number]
            {
                let mergeable = one.word == "UNKNOWN" ? "null" : "\(one.word == "MERGEABLE")"
                let state = one.word == "CONFLICTING" ? "dirty" : "blocked"
                return WorldReply.json(
                    GitHubMergeableTests.pull(
                        number, head: one.head, #""mergeable": \#(mergeable), "mergeable_state": "\#(state)""#),
                    asked)
            }
            var world = GitHubWorld()
            world.isGraphRefused = isRefused
            // A page holds three: what nobody asks about here changed first.
            world.pulls = open.keys.sorted().map { ($0, hours: $0 == 3 ? 1 : 10 + $0) }
            return world.answer(question)
        }
    }

    private static func pull(_ number: Int, head: String = "a", _ more: String, state: String = "open") -> String {
        """
        {"url": "\(GitHubWorld.api)/pulls/\(number)", "number": \(number), "state": "\(state)", "title": "Tune",
        "user": \(GitHubWorld.ann), "created_at": "2026-03-01T00:00:00Z", "updated_at": "2026-03-02T00:00:00Z",
        "head": {"ref": "tune", "sha": "\(head)"}, "base": {"ref": "main"}, \(more)}
        """
    }

    private static func sightings(_ records: [Record]) -> [String] {
        records.compactMap { record in
            guard case .obstacleSighting(let it) = record else { return nil }
            return "\(it.pullRequest.id) \(it.kind.rawValue) \(it.stands) \(it.head ?? "-")"
        }.sorted()
    }

    /// What one sync after ten minutes tells, in the order in which it came.
    private static func told(_ kept: KeptRecords, _ tool: FaultyTool) async throws -> [String] {
        let before = Mutex<[String]>([])
        let sink = SyncSink(
            save: { page in
                try await kept.sink.save(page)
                for answer in page.answers where answer.category == "mergeable" || answer.category == "pull-requests" {
                    let found = sightings(try Connector.gitHub.map(answer))
                    before.withLock { $0 += found }
                }
            }, compare: kept.sink.compare)
        tool.pass(601)
        _ = try await SyncTests.gitHub(tool).run(fetch: tool.fetch(), cursors: kept.cursors, sink: sink)
        return before.withLock { $0 }.sorted()
    }

    @Test(arguments: [false, true])
    func `is asked every ten minutes, and told only where it is another answer`(_ isPlain: Bool) async throws {
        let world = World(
            [1: ("MERGEABLE", "a"), 2: ("CONFLICTING", "b"), 3: ("UNKNOWN", "c"), 4: ("MERGEABLE", "d")],
            isRefused: isPlain)
        let tool = FaultyTool { world.answer($0) }
        let kept = KeptRecords(.gitHub)
        _ = try await Self.told(kept, tool)
        #expect(
            Self.sightings(kept.records) == [
                "tutti/choir#1 conflict false a", "tutti/choir#2 conflict true b", "tutti/choir#4 conflict false d",
            ])
        #expect(try await Self.told(kept, tool) == [])
        // What GitHub works out anew is as it was until it is known.
        world.open.withLock { $0[2] = ("UNKNOWN", "b") }
        #expect(try await Self.told(kept, tool) == [])
        world.open.withLock { ($0[1], $0[2], $0[4]) = (("CONFLICTING", "a"), ("CONFLICTING", "b2"), nil) }
        #expect(
            try await Self.told(kept, tool) == ["tutti/choir#1 conflict true a", "tutti/choir#2 conflict true b2"])
        world.open.withLock { $0[1] = ("MERGEABLE", "a") }
        #expect(try await Self.told(kept, tool) == ["tutti/choir#1 conflict false a"])
    }

    @Test(
        arguments: [
            (#""mergeable": true, "mergeable_state": "clean""#, "false"),
            (#""mergeable": true, "mergeable_state": "blocked""#, "false"),
            (#""mergeable": false, "mergeable_state": "dirty""#, "true"),
            (#""mergeable": false, "mergeable_state": "blocked""#, nil),
            (#""mergeable": null, "mergeable_state": "unknown""#, nil),
            (#""labels": []"#, nil),
        ] as [(String, String?)])
    func `is told by the plain interface and by webhooks`(_ more: String, _ stands: String?) throws {
        let expected = stands.map { ["tutti/choir#7 conflict \($0) a"] } ?? []
        let body = Self.pull(7, more)
        #expect(
            Self.sightings(try Connector.gitHub.map(RawAnswer(category: "pull-requests", body: Data(body.utf8))))
                == expected)
        let hook =
            #"{"action": "synchronize", "pull_request": \#(body), "repository": {"full_name": "tutti/choir", "html_url": "https://github.com/tutti/choir"}}"#
        let answer = RawAnswer(category: "webhook", body: Data(hook.utf8), event: "pull_request")
        #expect(Self.sightings(try Connector.gitHub.map(answer)) == expected)
        let closed = Self.pull(7, more, state: "closed")
        #expect(
            Self.sightings(try Connector.gitHub.map(RawAnswer(category: "pull-requests", body: Data(closed.utf8))))
                == [])
    }
}
