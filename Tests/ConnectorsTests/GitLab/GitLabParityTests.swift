import Connectors
import Foundation
import Records
import TestKit
import Testing

/// One project's answers as GitLab gave them, and what a peer made of the same answers.
@Suite("Parity of GitLab", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GitLabParityTests {
    @Test func `every field is equal or explained`() throws {
        let answers = try GitLabParityAnswers()
        try ParityPage.expect(
            "gitlab", title: "GitLab",
            introduction: """
                The answers of one project (gitlab-data/snowflake_spend) as GitLab gave them, mapped here and by a peer, Apache DevLake, whose \
                expected tables these are. The test that compares them writes this page, and fails where a column is neither equal nor \
                explained.

                Keys differ throughout: there the number of a connection and the number that is unique in the whole installation; here the \
                host, and project and number (`gitlab.com/pull-request/12345678!1`), because notes, approvals and events do not say more. \
                Instants here are whole seconds. Columns that say which raw row a row came from are left out; here the archive keeps that \
                beside every record.

                Of the 26 notes 22 are GitLab's own. The peer takes the four that people wrote and the six that tell an approval or its end \
                as comments. Here the four are comments and the six are events with a verdict; of the other 16 the ones that tell a push or \
                that a draft is ready are events, the ones that tell the merge say nothing that the merge request does not say better, \
                and the rest are system comments, which no number about discussions counts.
                """,
            tables: try answers.mergeRequestTables() + answers.noteTables() + answers.projectTables())
    }

    @Test func `eighteen merge requests, and of 26 notes four comments and six verdicts`() throws {
        let answers = try GitLabParityAnswers()
        #expect(answers.pullRequests.count == 18)
        let comments = answers.notes.values.compactMap(\.comment)
        #expect(comments.count { !$0.isSystem } == 4)
        #expect(answers.notes.values.compactMap(\.event?.verdict).count == 6)
        #expect(answers.pullRequests.values.reduce(0) { $0 + $1.labels.count } == 14)
    }

    @Test func `instants are the peer's, to the second`() throws {
        let answers = try GitLabParityAnswers()
        for row in try answers.table("_tool_gitlab_merge_requests").rows {
            let ours = try #require(answers.pullRequests[row["gitlab_id"] ?? ""])
            for (column, instant) in [
                ("gitlab_created_at", ours.createdAt), ("gitlab_updated_at", ours.updatedAt),
                ("merged_at", ours.mergedAt),
                ("closed_at", ours.mergedAt == nil ? ours.closedAt : nil),
            ] {
                #expect(ParityPage.instant(instant)?.prefix(19) ?? "" == row[column]?.prefix(19))
            }
        }
    }
}
