import Records

/// What happened to a merge request, and how it stands.
struct GitLabMergeRequestHook: Decodable {
    let attributes: Attributes
    let assignees: [GitLabUser]
    let reviewers: [GitLabUser]
    let labels: [String]
    let changes: Changes?

    struct Attributes: Decodable {
        let iid: Int
        let project: Int
        let sourceProject: Int?
        let author: Int?
        let title: String
        let description: String?
        let state: String
        let isDraft: Bool
        let url: String?
        let createdAt: Int64
        let updatedAt: Int64
        let sourceBranch: String
        let targetBranch: String
        let head: String?
        let mergeCommit: String?
        let action: String?
        /// What the branch's newest commit was; there when commits were pushed.
        let oldHead: String?
        let labels: [String]
        let status: GitLabMergeStatus

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            iid = try fields.need("iid")
            project = try fields.need("target_project_id")
            sourceProject = try fields.may("source_project_id")
            author = try fields.may("author_id")
            title = try fields.need("title")
            description = try fields.text("description")
            state = try fields.need("state")
            isDraft =
                try fields.may("draft") ?? fields.may("work_in_progress") ?? false
                || GitLabMergeRequest.saysDraft(title)
            url = try fields.text("url")
            createdAt = try fields.instant("created_at")
            updatedAt = try fields.instant("updated_at")
            sourceBranch = try fields.text("source_branch") ?? ""
            targetBranch = try fields.text("target_branch") ?? ""
            head = try fields.may("last_commit", as: Commit.self)?.id
            mergeCommit = try fields.text("merge_commit_sha")
            action = try fields.text("action")
            oldHead = try fields.text("oldrev")
            labels = try fields.list("labels", as: GitLabLabel.self).compactMap(\.name)
            status = try GitLabMergeStatus(fields)
        }

        private struct Commit: Decodable { let id: String? }
    }

    struct Changes: Decodable {
        let draft: GitLabChanged<Bool>?
        let labels: GitLabChanged<[GitLabLabel]>?
        let reviewers: GitLabChanged<[GitLabUser]>?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            draft = try fields.may("draft") ?? fields.may("work_in_progress")
            labels = try fields.may("labels")
            reviewers = try fields.may("reviewers")
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        attributes = try fields.need("object_attributes")
        assignees = try fields.list("assignees")
        reviewers = try fields.list("reviewers")
        labels = try fields.may("labels", as: [GitLabLabel].self)?.compactMap(\.name) ?? attributes.labels
        changes = try fields.may("changes")
    }
}
