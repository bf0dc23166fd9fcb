import Connectors
import Foundation
import Records
import Synchronization
import Testing

@Suite("Whether merge requests of GitLab can be merged")
struct GitLabMergeableTests {
    private static func sightings(_ records: [Record]) -> [String] {
        records.compactMap { record in
            guard case .obstacleSighting(let it) = record else { return nil }
            return [it.kind.rawValue, "\(it.stands)", it.head, it.what].compactMap(\.self).joined(separator: " ")
        }
    }

    private static func mergeRequest(_ more: String, state: String = "opened") -> String {
        """
        {"iid": 12, "project_id": 7, "title": "Sing", "state": "\(state)", "sha": "a", "created_at": "2026-03-01T00:00:00Z",
        "updated_at": "2026-03-02T00:00:00Z", \(more)}
        """
    }

    @Test(
        arguments: [
            (
                #""merge_status": "can_be_merged", "has_conflicts": false, "detailed_merge_status": "not_approved""#,
                ["conflict false a"]
            ),
            (
                #""merge_status": "cannot_be_merged", "has_conflicts": true, "detailed_merge_status": "conflict""#,
                ["conflict true a"]
            ),
            (#""merge_status": "cannot_be_merged", "has_conflicts": true"#, ["conflict true a"]),
            (#""merge_status": "cannot_be_merged", "has_conflicts": false"#, ["conflict false a"]),
            (#""merge_status": "unchecked", "has_conflicts": false, "detailed_merge_status": "unchecked""#, []),
            (#""merge_status": "checking", "has_conflicts": false, "detailed_merge_status": "checking""#, []),
            (
                #""merge_status": "can_be_merged", "has_conflicts": false, "detailed_merge_status": "mergeable""#,
                ["conflict false a", "dependency false a"]
            ),
            (
                #""merge_status": "can_be_merged", "detailed_merge_status": "merge_request_blocked""#,
                ["conflict false a", "dependency true a"]
            ),
            (#""detailed_merge_status": "blocked_status""#, ["dependency true a"]), (#""labels": []"#, []),
        ] as [(String, [String])])
    func `is told with the merge request, while it is open`(_ more: String, _ expected: [String]) throws {
        #expect(Self.sightings(try GitLabSample.map("merge-requests", Self.mergeRequest(more))) == expected)
        #expect(Self.sightings(try GitLabSample.map("merge-requests", Self.mergeRequest(more, state: "merged"))) == [])
    }

    private static func block(_ iid: Int, _ state: String, project: Int = 7) -> String {
        """
        {"id": \(iid), "project_id": 7, "blocking_merge_request": {"id": \(iid + 100), "iid": \(iid), "project_id": \(project),
        "state": "\(state)", "references": {"short": "!\(iid)", "full": "tutti/hall!\(iid)"}}}
        """
    }

    @Test(
        arguments: [
            ("[]", ["dependency false"]), ("[\(block(3, "opened"))]", ["dependency true !3"]),
            ("[\(block(3, "merged"))]", ["dependency false"]),
            ("[\(block(9, "closed", project: 8)), \(block(3, "opened"))]", ["dependency true !3, tutti/hall!9"]),
            (#"[{"id": 1, "project_id": 7}]"#, []),
            (#"[{"id": 1, "project_id": 7}, \#(block(3, "opened"))]"#, ["dependency true !3"]),
        ] as [(String, [String])])
    func `what has to be merged first stands in its dependencies`(_ body: String, _ expected: [String]) throws {
        #expect(
            Self.sightings(try GitLabSample.map("merge-request-blocks", body, at: "/merge_requests/12/blocks"))
                == expected)
    }

    @Test func `is asked every ten minutes, with what blocks it as long as something does`() async throws {
        let state = Mutex((status: "merge_request_blocked", blocks: "[\(Self.block(3, "opened"))]"))
        let asked = Mutex<[String]>([])
        let tool = FaultyTool { question in
            let place = WorldQuestion(question)
            let now = state.withLock { $0 }
            if place.query["with_merge_status_recheck"] == "true" {
                let more = #""merge_status": "can_be_merged", "detailed_merge_status": "\#(now.status)""#
                return WorldReply.json("[\(Self.mergeRequest(more))]", place)
            }
            guard place.path.hasSuffix("/merge_requests/12/blocks") else { return GitLabWorld().answer(question) }
            asked.withLock { $0.append(now.status) }
            return WorldReply.json(now.blocks, place)
        }
        let kept = KeptRecords(.gitLab)
        func told() async throws -> [String] {
            let found = Mutex<[String]>([])
            let sink = SyncSink(
                save: { page in
                    try await kept.sink.save(page)
                    for answer in page.answers {
                        let new = Self.sightings(try Connector.gitLab.map(answer))
                        found.withLock { $0 += new }
                    }
                }, compare: kept.sink.compare)
            tool.pass(601)
            _ = try await SyncTests.gitLab(tool).run(fetch: tool.fetch(), cursors: kept.cursors, sink: sink)
            return found.withLock { $0 }
        }
        #expect(try await told() == ["conflict false a", "dependency true a", "dependency true !3"])
        #expect(try await told() == [])
        // Another reason hides whether it still waits.
        state.withLock { $0.status = "ci_must_pass" }
        #expect(try await told() == ["dependency true !3"])
        state.withLock { $0.blocks = "[\(Self.block(3, "merged"))]" }
        state.withLock { $0.status = "not_approved" }
        #expect(try await told() == ["dependency false"])
        #expect(try await told().filter { $0.hasPrefix("dependency") } == [])
        #expect(asked.withLock { $0 } == ["merge_request_blocked", "ci_must_pass", "not_approved"])
    }
}
