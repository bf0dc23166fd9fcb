import Connectors
import Foundation
import Records
import TestKit
import Testing

/// One repository's answers as GitHub gave them, and what a peer made of the same answers.
@Suite("Parity of GitHub", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GitHubParityTests {
    @Test func `every field is equal or explained`() throws {
        let answers = try ParityAnswers()
        try ParityPage.expect(
            "github", title: "GitHub",
            introduction: """
                The answers of one repository (panjf2000/ants) as GitHub gave them, mapped here and by a peer, Apache DevLake, whose expected \
                tables these are. The test that compares them writes this page, and fails where a column is neither equal nor explained.

                Keys differ throughout: there a number of the connection and GitHub's own number; here the host, and what people type \
                (`github.com/pull-request/panjf2000/ants#23`), because that is all that a comment knows of its pull request. Columns that \
                say which raw row a row came from are left out; here the archive keeps that beside every record.
                """,
            tables: try answers.pullRequestTables() + answers.commentTables() + answers.issueTables()
                + answers.accountTables(),
            folder: "\(ParityAnswers.folder)/snapshot_tables", left: Self.left)
    }

    private static let again =
        "the same rows as the common table that is compared above, before the peer's own conversion"

    private static let left = [
        "_tool_github_accounts_in_repo": "the answer that it comes from is not among the raw ones",
        "_tool_github_accounts_in_review": "made from other answers than those that are given",
        "_tool_github_commits": "a pull request's commits are compared above; all others are read from git itself",
        "_tool_github_issue_assignees": "made of invented rows, without answers of GitHub",
        "_tool_github_issue_comments": again,
        "_tool_github_issue_labels": again,
        "_tool_github_issues": again,
        "_tool_github_pull_request_comments": again,
        "_tool_github_pull_request_commits": again,
        "_tool_github_pull_request_issues": again,
        "_tool_github_pull_request_labels": again,
        "_tool_github_pull_request_reviews": again,
        "_tool_github_pull_requests": again
            + "; its counts of comments and commits are nought, for lists do not tell them",
        "_tool_github_repo_accounts": "made from other tables, not from answers",
        "_tool_github_repos": "the answer that it comes from is not among the raw ones",
        "account":
            "the accounts by the conversion of other rows; those that GitHub's answers tell of are compared above",
        "board_issues": "each issue beside its repository, which is the issue's `container` here",
        "board_repos": "each repository beside itself",
        "boards": "a repository is its own board here: an issue's `container`",
        "issue_assignees": "made of invented rows, without answers of GitHub",
        "repos": "the answer that it comes from is not among the raw ones",
    ]
}
