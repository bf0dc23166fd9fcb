import Foundation
import Records
import Testing

extension ParityAnswers {
    func commentTables() throws -> [ParityTable] {
        [try pullRequestCommentTable(), try issueCommentTable(), try reviewTable(), try reviewerTable()]
    }

    private func named(_ prefix: String, _ pick: (Records.Comment) -> Bool) -> [String: Records.Comment] {
        Dictionary(
            uniqueKeysWithValues: comments.filter(pick).map { comment in
                ("\(prefix)\(comment.key.id.split(separator: "-").last ?? "")", comment)
            })
    }

    private func pullRequestCommentTable() throws -> ParityTable {
        // A few comments are on issues and pull requests whose own answer is not among these.
        let ours = named("github:GithubPrComment:1:") {
            peerNames[$0.subject] != nil && $0.subject.kind == .pullRequest
        }
        return ParityTable(
            "Comments on pull requests", try table("pull_request_comments"), ours: ours, key: { $0["id"] ?? "" },
            fields: [
                .absent(
                    "id",
                    "the key holds the same number behind `issue-` or `line-`, because GitHub counts the two apart"),
                .same("pull_request_id", "subject") { peerNames[$0.subject] },
                .same("body", "body") { Self.quoted($0.body) },
                .same("account_id", "author") { account($0.author) },
                .same("created_date", "createdAt") { ParityPage.instant($0.createdAt) },
                .same("commit_sha", "commit") { $0.commit },
                .same("type", "path") { $0.path == nil ? "NORMAL" : "DIFF" },
                .same("review_id", "review") { "github:GithubPrReview:1:\($0.review?.id ?? "0")" },
                .absent("status", "empty there for GitHub; whether a conversation is settled is `isResolved` here"),
            ])
    }

    private func issueCommentTable() throws -> ParityTable {
        let ours = named("github:GithubIssue:1:") { peerNames[$0.subject] != nil && $0.subject.kind == .workItem }
        return ParityTable(
            "Comments on issues", try table("issue_comments"), ours: ours, key: { $0["id"] ?? "" },
            fields: [
                .absent("id", "the key holds the same number behind `issue-`"),
                .same("issue_id", "subject") { peerNames[$0.subject] },
                .same("body", "body") { Self.quoted($0.body) },
                .same("account_id", "author") { account($0.author) },
                .same("created_date", "createdAt") { ParityPage.instant($0.createdAt) },
                .same("updated_date", "updatedAt") { ParityPage.instant($0.updatedAt) },
            ])
    }

    private func reviewTable() throws -> ParityTable {
        let ours: [String: Review] = records { record in
            guard case .review(let it) = record else { return nil }
            return ("github:GithubPrReview:1:\(it.key.id)", it)
        }
        return ParityTable(
            "Reviews", try table("pull_request_review_comments"), ours: ours, key: { $0["id"] ?? "" },
            fields: [
                .same("id", "key") { "github:GithubPrReview:1:\($0.key.id)" },
                .same("pull_request_id", "pullRequest") { peerNames[$0.pullRequest] },
                .same("body", "body") { $0.body },
                .same("account_id", "author") { account($0.author) },
                .same("created_date", "submittedAt") { ParityPage.instant($0.submittedAt) },
                .same("commit_sha", "commit") { $0.commit },
                .absent("type", "always REVIEW: reviews are records of their own here"),
                .absent("review_id", "always empty: the row is the review"),
                .same("status", "verdict") { $0.verdict.rawValue.uppercased().replacing("-", with: "_") },
            ])
    }

    private func reviewerTable() throws -> ParityTable {
        let ours: [String: Review] = records { record in
            guard case .review(let it) = record, let author = it.author else { return nil }
            return ("\(peerNames[it.pullRequest] ?? "") \(author.id)", it)
        }
        return ParityTable(
            "Reviewers", try table("_tool_github_reviewers"), ours: ours,
            key: { "github:GithubPullRequest:1:\($0["pull_request_id"] ?? "") \($0["reviewer_id"] ?? "")" },
            fields: [
                .absent("connection_id", "the host is part of every key"),
                .same("reviewer_id", "author") { $0.author?.id },
                .same("pull_request_id", "pullRequest") {
                    peerNames[$0.pullRequest]?.split(separator: ":").last.map(String.init)
                },
                .same("username", "author") { $0.author.flatMap { accounts[$0]?.login } },
                .absent("name", "empty there"),
            ])
    }
}
