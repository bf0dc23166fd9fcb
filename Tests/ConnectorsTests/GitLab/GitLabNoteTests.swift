import Connectors
import Foundation
import Records
import Testing

@Suite("Notes of GitLab")
struct GitLabNoteTests {
    @Test(
        arguments: [
            ("approved this merge request", ["reviewed approved"]),
            ("unapproved this merge request", ["review-dismissed dismissed 5"]),
            ("requested changes", ["reviewed changes-requested"]),
            ("marked this merge request as **draft**", ["converted-to-draft"]),
            ("marked this merge request as **ready**", ["ready-for-review"]),
            ("marked as a **Work In Progress**", ["converted-to-draft"]),
            ("unmarked as a **Work In Progress**", ["ready-for-review"]),
            ("requested review from @bob", ["review-requested @bob"]),
            (
                "requested review from @bob, @c.d, and @e-f",
                [
                    "review-requested @bob", "review-requested @c.d", "review-requested @e-f",
                ]
            ),
            (
                "requested review from @bob and removed review request for @eve",
                [
                    "review-requested @bob", "review-request-removed @eve",
                ]
            ),
            ("removed review request for @eve", ["review-request-removed @eve"]),
            ("added 1 commit\n\n<ul><li>abbe0ab2 - add first bit</li></ul>", ["commit-pushed abbe0ab2"]),
            ("added 2 commits\n\n<ul><li>abbe0ab2 - one</li><li>e01d4f03 - two</li></ul>", ["commit-pushed e01d4f03"]),
            ("Added 1 new commit:\n\n* 3f04e0a6 - finish", ["commit-pushed 3f04e0a6"]),
            (
                "added 5 commits\n\n<ul><li>1a2b3c4d...5e6f7a8b - 5 commits from branch <code>main</code></li></ul>",
                [
                    "commit-pushed 5e6f7a8b"
                ]
            ),
            ("closed", ["closed"]),
            ("reopened", ["reopened"]),
            ("merged", []),
            ("assigned to @bob", []),
            ("changed title from **a** to **b**", []),
            ("added ~12 label", []),
            ("marked the checklist item **Draft** as completed", []),
        ] as [(String, [String])])
    func `what GitLab notes by itself becomes what it tells`(_ body: String, _ expected: [String]) throws {
        let events = GitLabSample.events(try GitLabSample.note(body))
        #expect(events.map { EventWords($0).description } == expected)
        #expect(events.allSatisfy { $0.at == 1_741_080_600 && $0.pullRequest == GitLabSample.mergeRequest })
    }

    @Test func `what tells no event stays a system comment, and words of people are comments`() throws {
        let assigned = try GitLabSample.note("assigned to @bob")
        guard case .comment(let system) = assigned.last else { throw MappingTrouble.missing("comment") }
        #expect(system.isSystem)
        let words = try GitLabSample.note("approved this merge request", system: false)
        guard case .comment(let comment) = words.last else { throw MappingTrouble.missing("comment") }
        #expect(!comment.isSystem)
        #expect(GitLabSample.events(words).map(\.kind) == [.commented])
    }

    @Test func `words at a line are a look at the change`() throws {
        let position = #", "type": "DiffNote", "position": {"new_path": "a.swift", "new_line": 4, "head_sha": "abc"}"#
        let event = try #require(
            GitLabSample.events(try GitLabSample.note("Why?", system: false, more: position)).first)
        #expect(event.kind == .reviewed && event.verdict == .commented && event.lineComments == 1)
    }

    @Test func `a discussion ties its notes together and says whether it is settled`() throws {
        let records = try GitLabSample.map(
            "discussions",
            """
            {"id": "6a9c", "individual_note": false, "notes": [
              {"id": 1, "type": "DiffNote", "body": "Why?", "author": \(GitLabSample.ann), "system": false,
               "created_at": "2025-03-04T09:30:00Z", "noteable_type": "MergeRequest", "noteable_iid": 12,
               "resolvable": true, "resolved": true},
              {"id": 2, "type": "DiffNote", "body": "So.", "author": \(GitLabSample.ann), "system": false,
               "created_at": "2025-03-04T09:40:00Z", "noteable_type": "MergeRequest", "noteable_iid": 12,
               "resolvable": true, "resolved": false}]}
            """, at: "/merge_requests/12/discussions")
        let comments = records.compactMap { if case .comment(let comment) = $0 { comment } else { nil } }
        #expect(comments.map(\.thread) == ["6a9c", "6a9c"])
        #expect(comments.map(\.isResolved) == [true, false])
        #expect(records.count { if case .account = $0 { true } else { false } } == 1)
    }

    @Test func `a note and a webhook of one second name an approval by one key`() throws {
        let noted = GitLabSample.events(try GitLabSample.note("approved this merge request"))
        let hook = try GitLabSample.map(
            "webhook",
            """
            {"object_kind": "merge_request", "user": \(GitLabSample.ann),
             "project": {"id": 7, "web_url": "https://code.example.org/gitlab/a/b", "path_with_namespace": "a/b"},
             "object_attributes": {"iid": 12, "target_project_id": 7, "author_id": 8, "title": "T", "state": "opened",
               "created_at": "2025-03-04 08:00:00 UTC", "updated_at": "2025-03-04 09:30:00 UTC", "action": "approved"}}
            """)
        #expect(GitLabSample.events(hook).map(\.key) == noted.map(\.key))
    }

    @Test func `without its project an old note is about the installation's own number`() throws {
        let body = """
            {"id": 9, "body": "Hi", "author": {"username": "ann", "web_url": "https://gitlab.com/ann"}, "system": false,
             "created_at": "2025-03-04T09:30:00Z", "noteable_type": "MergeRequest", "noteable_iid": 12, "noteable_id": 4711}
            """
        let records = try Connector.gitLab.map(RawAnswer(category: "notes", body: Data(body.utf8)))
        #expect(GitLabSample.events(records).first?.pullRequest.description == "gitlab.com/pull-request/id-4711")
    }
}
