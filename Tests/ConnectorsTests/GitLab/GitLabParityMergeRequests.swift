import Foundation
import Records
import Testing

extension GitLabParityAnswers {
    func mergeRequestTables() throws -> [ParityTable] {
        [
            ParityTable(
                "Merge requests", try table("pull_requests"), ours: pullRequests,
                key: { Self.number($0["id"]) }, fields: commonFields()),
            ParityTable(
                "Merge requests in the peer's own table of GitLab", try table("_tool_gitlab_merge_requests"),
                ours: pullRequests, key: { $0["gitlab_id"] ?? "" }, fields: toolFields(hasMore: true)),
            ParityTable(
                "The same, where their details were to be asked for too",
                try table("_tool_gitlab_merge_request_details"), ours: pullRequests, key: { $0["gitlab_id"] ?? "" },
                fields: toolFields(hasMore: true)),
            ParityTable(
                "The merge requests that the notes are about",
                try table("_tool_gitlab_merge_requests_for_mr_notes_test"), ours: noted,
                key: { $0["gitlab_id"] ?? "" }, fields: toolFields(hasMore: false)),
            labelTable("pull_request_labels", id: "pull_request_id"),
            labelTable("_tool_gitlab_mr_labels", id: "mr_id"),
        ].compactMap(\.self)
    }

    private func commonFields() -> [ParityField<PullRequest>] {
        let project = "gitlab:GitlabProject:1:"
        return [
            .same("id", "key") { name(of: $0.key) },
            .same("base_repo_id", "repository") { project + $0.repository.id },
            .different("head_repo_id", "headRepository", "nothing where the fork is gone; there project 0") {
                $0.headRepository.map { project + $0.id }
            },
            .same("status", "state") { $0.state.rawValue.uppercased() },
            .same("original_status", "state") { $0.state == .open ? "opened" : $0.state.rawValue },
            .same("title", "title") { $0.title },
            .same("description", "body") { $0.body },
            .same("url", "url") { $0.url },
            .same("author_name", "author") { login($0.author) },
            .same("author_id", "author") { $0.author.map { "gitlab:GitlabAccount:1:\($0.id)" } },
            .different("merged_by_name", "mergedBy", "the peer drops it between its two tables") { login($0.mergedBy) },
            .different("merged_by_id", "mergedBy", "the peer drops it between its two tables") { $0.mergedBy?.id },
            .absent("parent_pr_id", "always empty there"),
            .same("pull_request_key", "number") { "\($0.number)" },
            .instant("created_date", "createdAt") { $0.createdAt },
            .instant("merged_date", "mergedAt") { $0.mergedAt },
            .different(
                "closed_date", "closedAt", "whole seconds here; and a merged one is closed too, when it was merged"
            ) { ParityPage.instant($0.closedAt) },
            .absent("type", "labels are kept, and a rule of the team says what they mean"),
            .absent("component", "labels are kept, and a rule of the team says what they mean"),
            .different(
                "merge_commit_sha", "mergeCommit", "nothing where nothing was merged; there the branch's newest commit"
            ) { $0.mergeCommit },
            .same("head_ref", "headBranch") { $0.headBranch },
            .same("base_ref", "baseBranch") { $0.baseBranch },
            .same("base_commit_sha", "baseCommit") { $0.baseCommit },
            .different("head_commit_sha", "headCommit", "the peer leaves it empty") { $0.headCommit },
            .different("additions", "additions", "nothing where the answer does not tell; there 0") {
                $0.additions.map(String.init)
            },
            .different("deletions", "deletions", "nothing where the answer does not tell; there 0") {
                $0.deletions.map(String.init)
            },
            .different("is_draft", "isDraft", "the peer drops it between its two tables") { $0.isDraft ? "1" : "0" },
        ]
    }

    private func toolFields(hasMore: Bool) -> [ParityField<PullRequest>] {
        let source: (PullRequest) -> String? = { $0.headRepository?.id }
        return [
            .absent("connection_id", "the host is part of every key"),
            .same("gitlab_id", "key") { numbers[$0.key] },
            .same("iid", "number") { "\($0.number)" },
            .same("project_id", "repository") { $0.repository.id },
            hasMore
                ? .different("source_project_id", "headRepository", "nothing where the fork is gone; there 0", source)
                : .same("source_project_id", "headRepository", source),
            .same("target_project_id", "repository") { $0.repository.id },
            .same("state", "state") { $0.state == .open ? "opened" : $0.state.rawValue },
            .same("title", "title") { $0.title },
            .same("web_url", "url") { $0.url },
            .absent("user_notes_count", "counted from the notes themselves"),
            .same("work_in_progress", "isDraft") { $0.isDraft ? "1" : "0" },
            .same("source_branch", "headBranch") { $0.headBranch },
            .same("target_branch", "baseBranch") { $0.baseBranch },
            .same("merge_commit_sha", "mergeCommit") { $0.mergeCommit },
            .instant("merged_at", "mergedAt") { $0.mergedAt },
            .instant("gitlab_created_at", "createdAt") { $0.createdAt },
            .different(
                "closed_at", "closedAt", "whole seconds here; and a merged one is closed too, when it was merged"
            ) { ParityPage.instant($0.closedAt) },
            .same("merged_by_username", "mergedBy") { login($0.mergedBy) },
            .same("description", "body") { $0.body },
            .same("author_username", "author") { login($0.author) },
            .same("author_user_id", "author") { $0.author?.id },
            .absent("component", "labels are kept, and a rule of the team says what they mean"),
        ] + (hasMore ? moreFields : [])
    }

    private var moreFields: [ParityField<PullRequest>] {
        [
            .absent("is_detail_required", "how the peer plans its own asking"),
            .absent("squash_commit_sha", "needed only where the merge made no commit; then it is the merge commit"),
            .same("diff_head_sha", "headCommit") { $0.headCommit },
            .instant("gitlab_updated_at", "updatedAt") { $0.updatedAt },
            .absent("type", "labels are kept, and a rule of the team says what they mean"),
            .absent("first_comment_time", "computed from the events"),
            .absent("review_rounds", "computed from the events"),
        ]
    }

    private func labelTable(_ name: String, id: String) -> ParityTable? {
        let pairs = pullRequests.flatMap { number, pullRequest in pullRequest.labels.map { (number, $0) } }
        let ours = Dictionary(uniqueKeysWithValues: pairs.map { ("\($0.0) \($0.1)", $0) })
        guard let peer = try? table(name) else { return nil }
        var fields: [ParityField<(String, String)>] = [
            .same(id, "key") { peer.columns.contains("connection_id") ? $0.0 : "gitlab:GitlabMergeRequest:1:\($0.0)" },
            .same("label_name", "labels") { $0.1 },
        ]
        if peer.columns.contains("connection_id") {
            fields.append(.absent("connection_id", "the host is part of every key"))
        }
        return ParityTable(
            "Labels", peer, ours: ours, key: { "\(Self.number($0[id])) \($0["label_name"] ?? "")" }, fields: fields)
    }
}
