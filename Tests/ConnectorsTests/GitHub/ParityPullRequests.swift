import Foundation
import Records
import Testing

extension ParityAnswers {
    private static let noType =
        "here kinds of pull requests are rules of the team over labels, not a field of the source"

    func pullRequestTables() throws -> [ParityTable] {
        [try pullRequestTable(), try labelTable(), try commitTable(), try linkTable()]
    }

    private func pullRequestTable() throws -> ParityTable {
        ParityTable(
            "Pull requests", try table("pull_requests"), ours: pullRequests, key: { $0["id"] ?? "" },
            fields: [
                .absent("id", "the key names the repository and the number, see above"),
                .absent("base_repo_id", "`repository` holds the key of the same repository, by its name"),
                .different(
                    "head_repo_id", "headRepository",
                    "the repository by its name; both have none for the same pull requests, whose fork is gone"
                ) { $0.headRepository == nil ? "github:GithubRepo:1:0" : $0.headRepository?.id },
                .same("status", "state") { $0.state.rawValue.uppercased() },
                .absent("original_status", "GitHub's own word says closed of merged ones too; `state` says which"),
                .same("title", "title") { $0.title },
                .same("description", "body") { Self.quoted($0.body) },
                .same("url", "url") { $0.url },
                .same("author_name", "author") { $0.author.flatMap { accounts[$0]?.login } },
                .same("author_id", "author") { account($0.author) },
                .absent("parent_pr_id", "empty there for GitHub; that one took another back is an event here"),
                .same("pull_request_key", "number") { String($0.number) },
                .same("created_date", "createdAt") { ParityPage.instant($0.createdAt) },
                .same("merged_date", "mergedAt") { ParityPage.instant($0.mergedAt) },
                .same("closed_date", "closedAt") { ParityPage.instant($0.closedAt) },
                .absent("type", Self.noType), .absent("component", Self.noType),
                .different(
                    "merge_commit_sha", "mergeCommit",
                    "of one that is not merged, GitHub names a trial merge that is on no branch; here there is none"
                ) { $0.mergeCommit },
                .same("head_ref", "headBranch") { $0.headBranch },
                .same("base_ref", "baseBranch") { $0.baseBranch },
                .same("base_commit_sha", "baseCommit") { $0.baseCommit },
                .same("head_commit_sha", "headCommit") { $0.headCommit },
                .different(
                    "additions", "additions", "GitHub's lists do not tell it: unknown here, nought there",
                    { $0.additions.map(String.init) }),
                .different(
                    "deletions", "deletions", "GitHub's lists do not tell it: unknown here, nought there",
                    { $0.deletions.map(String.init) }),
                .same("is_draft", "isDraft") { $0.isDraft ? "1" : "0" },
            ])
    }

    private func labelTable() throws -> ParityTable {
        let ours = pullRequests.flatMap { name, it in it.labels.map { ("\(name) \($0)", (name, $0)) } }
        return ParityTable(
            "Labels of pull requests", try table("pull_request_labels"),
            ours: Dictionary(uniqueKeysWithValues: ours),
            key: { "\($0["pull_request_id"] ?? "") \($0["label_name"] ?? "")" },
            fields: [
                .same("pull_request_id", "key") { $0.0 },
                .same("label_name", "labels") { $0.1 },
            ])
    }

    private func commitTable() throws -> ParityTable {
        let ours: [String: PullRequestCommit] = records { record in
            guard case .pullRequestCommit(let it) = record else { return nil }
            return ("\(peerNames[it.pullRequest] ?? "") \(it.commit)", it)
        }
        return ParityTable(
            "Commits of pull requests", try table("pull_request_commits"), ours: ours,
            key: { "\($0["pull_request_id"] ?? "") \($0["commit_sha"] ?? "")" },
            fields: [
                .same("commit_sha", "commit") { $0.commit },
                .same("pull_request_id", "pullRequest") { peerNames[$0.pullRequest] },
                .same("commit_author_name", "authorName") { $0.authorName },
                .same("commit_author_email", "authorEmail") { $0.authorEmail },
                .same("commit_authored_date", "authoredAt") { ParityPage.instant($0.authoredAt) },
            ])
    }

    /// The peer was told to find a link only behind words such as "fixes"; ours are all mentions, so only its own are compared.
    private func linkTable() throws -> ParityTable {
        let peer = try table("pull_request_issues")
        let named = Set(peer.rows.map { "\($0["pull_request_id"] ?? "") \($0["issue_id"] ?? "")" })
        let ours: [String: WorkItemLink] = records { record in
            guard case .workItemLink(let it) = record, let item = it.workItem, let issue = peerNames[item] else {
                return nil
            }
            let name = "\(peerNames[it.pullRequest] ?? "") \(issue)"
            return named.contains(name) ? (name, it) : nil
        }
        return ParityTable(
            "Links to issues (those behind a word such as “fixes”, which is what the peer looked for)", peer,
            ours: ours,
            key: { "\($0["pull_request_id"] ?? "") \($0["issue_id"] ?? "")" },
            fields: [
                .same("pull_request_id", "pullRequest") { peerNames[$0.pullRequest] },
                .same("issue_id", "workItem") { $0.workItem.flatMap { peerNames[$0] } },
                .same("pull_request_key", "pullRequest") {
                    $0.pullRequest.id.split(separator: "#").last.map(String.init)
                },
                .same("issue_key", "reference") { String($0.reference.dropFirst()) },
            ])
    }

    /// The peer's tables hold texts as JSON writes them.
    static func quoted(_ text: String?) -> String? {
        let data = try? JSONValue.canonical(text ?? "")
        return data.map { String(decoding: $0, as: UTF8.self) }
    }
}
