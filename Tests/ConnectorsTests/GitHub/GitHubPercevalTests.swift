import Connectors
import Foundation
import Records
import TestKit
import Testing

/// Answers that another program's tests use, among them pages that hold nothing, refusals and accounts that are gone.
@Suite("Recorded answers of GitHub", .enabled(if: SharedData.isPresent, "needs ../shared/data"))
struct GitHubPercevalTests {
    struct Case: CustomTestStringConvertible {
        var file: String
        var category: String
        /// How many of each type, without the accounts.
        var records: [String: Int]
        var problems = 0

        var testDescription: String { file }
    }

    @Test(arguments: [
        Case(file: "github_issue_1", category: "issues", records: [:]),
        Case(file: "github_issue_2", category: "issues", records: ["work-item": 1]),
        Case(file: "github_issue_2_with_pr", category: "issues", records: [:]),
        Case(file: "github_request", category: "issues", records: [:]),
        Case(file: "github_issue_comments_1", category: "comments", records: ["comment": 1]),
        Case(file: "github_issue_comments_2", category: "comments", records: ["comment": 1]),
        Case(
            file: "github_request_pull_request_1", category: "pull-requests",
            records: ["pull-request": 1, "pull-request-event": 2]),
        Case(
            file: "github_request_pull_request_2", category: "pull-requests",
            records: ["pull-request": 1, "pull-request-event": 2]),
        // From before comments belonged to reviews: each stands by itself.
        Case(
            file: "github_request_pull_request_1_comments", category: "review-comments",
            records: ["comment": 2, "pull-request-event": 2]),
        Case(
            file: "github_request_pull_request_2_comments", category: "review-comments",
            records: ["comment": 4, "pull-request-event": 4]),
        Case(
            file: "github_request_pull_request_1_commits", category: "pull-request-commits",
            records: ["pull-request-commit": 1]),
        Case(
            file: "github_request_pull_request_1_reviews", category: "reviews",
            records: ["review": 2, "pull-request-event": 2]),
        Case(file: "github_repo", category: "repositories", records: ["repository": 1]),
        Case(file: "github_login", category: "accounts", records: [:]),
        Case(file: "github_empty_request", category: "issues", records: [:]),
        Case(file: "abuse_rate_limit", category: "issues", records: [:], problems: 1),
        Case(file: "rate_limit", category: "pull-requests", records: [:], problems: 1),
    ])
    func `are read, and what is no answer is said to be none`(_ one: Case) throws {
        let content = try Data(contentsOf: SharedData.file("apiraw/perceval/github/\(one.file)"))
        var mapped = MappedAnswers()
        mapped.add(
            try AnswerFile(content, name: one.file).pieces, category: one.category, of: .gitHub,
            url: "https://api.github.com/repos/zhquan_example/repo/pulls/1/commits")
        let others = mapped.records.filter { $0.type != "account" }
        #expect(Dictionary(grouping: others, by: \.type).mapValues(\.count) == one.records)
        #expect(mapped.problems.count == one.problems)
    }
}
