import Connectors
import Foundation
import Records
import Testing

@Suite("Answers of GitLab")
struct GitLabMappingTests {
    private func mergeRequest(_ more: String) throws -> [Record] {
        try GitLabSample.map(
            "merge-requests",
            """
            {"id": 4711, "iid": 12, "project_id": 7, "author": \(GitLabSample.ann), "source_branch": "3-add-a-page",
             "target_branch": "main", "created_at": "2025-03-03T10:00:00Z", "updated_at": "2025-03-04T10:00:00Z",
             "sha": "aaaa", \(more)}
            """)
    }

    private func pullRequest(_ records: [Record]) throws -> PullRequest {
        for case .pullRequest(let it) in records { return it }
        throw MappingTrouble.missing("pull request")
    }

    @Test(arguments: [
        (#""draft": true, "title": "T""#, true), (#""work_in_progress": true, "title": "T""#, true),
        (#""title": "Draft: T""#, true), (#""title": "WIP: T""#, true), (#""title": "[WIP] T""#, true),
        (#""title": "Drafty thoughts""#, false), (#""draft": false, "title": "T""#, false),
    ])
    func `a draft is one by its mark or its title`(_ fields: String, _ isDraft: Bool) throws {
        let records = try mergeRequest(fields + #", "state": "opened""#)
        #expect(try pullRequest(records).isDraft == isDraft)
        #expect(GitLabSample.events(records).first?.isDraft == (isDraft ? true : nil))
    }

    @Test(arguments: [
        ("opened", PullRequest.State.open), ("locked", .open), ("closed", .closed), ("merged", .merged),
    ])
    func `states are those that all hosts share`(_ state: String, _ expected: PullRequest.State) throws {
        #expect(try pullRequest(mergeRequest(#""title": "T", "state": "\#(state)""#)).state == expected)
    }

    @Test func `merged by fast-forward, the branch's commit is the merge commit`() throws {
        let merged = #""title": "T", "state": "merged", "merged_at": "2025-03-04T10:00:00Z", "merge_commit_sha": null"#
        let records = try mergeRequest(merged)
        let pullRequest = try pullRequest(records)
        #expect(pullRequest.mergeCommit == "aaaa")
        #expect(pullRequest.closedAt == pullRequest.mergedAt)
        #expect(GitLabSample.events(records).map(\.kind) == [.opened, .merged])
    }

    @Test func `the branch and the words name the issue`() throws {
        let records = try mergeRequest(#""title": "T", "state": "opened", "description": "Closes #4, see ABC-7""#)
        let links = records.compactMap { if case .workItemLink(let link) = $0 { link } else { nil } }
        #expect(links.map(\.reference) == ["#4", "ABC-7", "#3"])
        #expect(links.last?.workItem == GitLabSample.issue)
    }

    @Test func `a merge request that takes back another tells that of the other`() throws {
        let records = try mergeRequest(
            """
            "title": "Revert x", "state": "merged", "merged_at": "2025-03-04T10:00:00Z",
            "description": "This reverts merge request !9"
            """)
        let event = try #require(GitLabSample.events(records).last)
        #expect(event.kind == .reverted && event.pullRequest.id == "7!9" && event.subject == GitLabSample.mergeRequest)
    }

    @Test func `changes are counted by their lines`() throws {
        let diff = #"@@ -1,3 +1,4 @@\n a\n-b\n+c\n+d\n--- x\n"#
        let records = try mergeRequest(
            #""title": "T", "state": "opened", "changes_count": "1", "changes": [{"new_path": "a", "diff": "\#(diff)"}]"#
        )
        let pullRequest = try pullRequest(records)
        #expect(pullRequest.additions == 2 && pullRequest.deletions == 2 && pullRequest.changedFiles == 1)
    }

    @Test(arguments: [
        (#"{"id": 1, "username": "project_7_bot_4ffca2"}"#, Account.Kind.bot),
        (#"{"id": 1, "username": "group_9_bot1"}"#, .bot), (#"{"id": 1, "username": "x", "bot": true}"#, .bot),
        (#"{"id": 1, "username": "ghost", "name": "Ghost User"}"#, .deleted),
        (#"{"id": 1, "username": "project_manager_bot"}"#, .person), (#"{"id": 1, "username": "ann"}"#, .person),
    ])
    func `bots and deleted users are known by their marks`(_ user: String, _ kind: Account.Kind) throws {
        let records = try GitLabSample.map("users", user, at: "/users")
        guard case .account(let account) = records.first else { throw MappingTrouble.missing("account") }
        #expect(account.kind == kind)
    }

    @Test func `an approval stands once for each who gave it`() throws {
        let records = try GitLabSample.map(
            "approvals",
            #"{"iid": 12, "project_id": 7, "approved_by": [{"user": \#(GitLabSample.ann)}], "approvals_left": 0}"#)
        let rules = try GitLabSample.map(
            "approval-state",
            #"{"rules": [{"approved_by": [\#(GitLabSample.ann)]}, {"approved_by": [\#(GitLabSample.ann)]}]}"#)
        #expect(records == rules)
        guard case .review(let review) = records.last else { throw MappingTrouble.missing("review") }
        #expect(review.key.id == "7!12/approval/5" && review.verdict == .approved)
    }

    @Test func `closings of issues and merge requests are told apart by the address`() throws {
        let event = #""user": \#(GitLabSample.ann), "created_at": "2025-03-04T09:30:00Z", "state": "closed""#
        let closed = try GitLabSample.map(
            "resource-state-events", #"{"id": 1, "resource_type": "MergeRequest", "resource_id": 9, \#(event)}"#,
            at: "/merge_requests/12/resource_state_events")
        #expect(GitLabSample.events(closed).map(\.key.id) == ["7!12/closed/1741080600"])
        let issue = try GitLabSample.map(
            "resource-state-events", #"{"id": 1, "resource_type": "Issue", "resource_id": 9, \#(event)}"#,
            at: "/issues/3/resource_state_events")
        guard case .workItemChange(let change) = issue.last else { throw MappingTrouble.missing("change") }
        #expect(change.workItem == GitLabSample.issue && change.from == "opened" && change.to == "closed")
    }

    @Test func `a push has one key in notes, versions and webhooks`() throws {
        let noted = GitLabSample.events(
            try GitLabSample.note("added 1 commit\n\n<ul><li>abbe0ab2 - x</li></ul>"))
        let version = GitLabSample.events(
            try GitLabSample.map(
                "merge-request-versions",
                #"{"id": 1, "head_commit_sha": "abbe0ab2c7bb1dc2cfaa3ef3062f378fb908ba71", "created_at": "2025-03-04T09:30:00Z"}"#
            ))
        #expect(noted.map(\.key) == version.map(\.key))
    }

    @Test func `trouble names the field`() {
        #expect(throws: MappingTrouble.missing("title")) {
            try GitLabSample.map("merge-requests", #"{"iid": 12, "project_id": 7}"#)
        }
        #expect(throws: MappingTrouble.wrong("iid", found: "of another kind", wanted: "a number")) {
            try GitLabSample.map("merge-requests", #"{"iid": "12", "project_id": 7}"#)
        }
    }
}
