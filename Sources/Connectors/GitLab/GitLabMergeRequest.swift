import Records

/// A merge request as a list, an answer about one, or its changes give it. Lists of old installations leave out much.
struct GitLabMergeRequest: Decodable {
    let iid: Int
    let project: Int
    let sourceProject: Int?
    let title: String
    let description: String?
    let state: String
    let isDraft: Bool
    let webURL: String?
    let path: String?
    let author: GitLabUser?
    let merger: GitLabUser?
    let closer: GitLabUser?
    let assignees: [GitLabUser]
    let reviewers: [GitLabUser]
    let createdAt: Int64
    let updatedAt: Int64
    let mergedAt: Int64?
    let closedAt: Int64?
    let sourceBranch: String
    let targetBranch: String
    let head: String?
    let base: String?
    let mergeCommit: String?
    let squashCommit: String?
    let labels: [GitLabLabel]
    let milestone: String?
    let changes: GitLabChanges?
    /// Not all of its files are among its changes.
    let hasMoreChanges: Bool
    let changedFiles: Int?
    let status: GitLabMergeStatus

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        iid = try fields.need("iid")
        project = try fields.may("target_project_id") ?? fields.need("project_id")
        sourceProject = try fields.may("source_project_id")
        title = try fields.need("title")
        description = try fields.text("description")
        state = try fields.need("state")
        isDraft =
            try fields.may("draft") ?? fields.may("work_in_progress") ?? false || Self.saysDraft(title)
        webURL = try fields.text("web_url")
        path = try fields.may("references", as: References.self)?.full
        author = try fields.may("author")
        merger = try fields.may("merge_user") ?? fields.may("merged_by")
        closer = try fields.may("closed_by")
        assignees = try fields.may("assignees") ?? fields.may("assignee", as: GitLabUser.self).map { [$0] } ?? []
        reviewers = try fields.list("reviewers")
        createdAt = try fields.instant("created_at")
        updatedAt = try fields.instant("updated_at")
        mergedAt = try fields.mayInstant("merged_at")
        closedAt = try fields.mayInstant("closed_at")
        sourceBranch = try fields.text("source_branch") ?? ""
        targetBranch = try fields.text("target_branch") ?? ""
        head = try fields.text("sha")
        base = try fields.may("diff_refs", as: DiffRefs.self)?.base
        mergeCommit = try fields.text("merge_commit_sha")
        squashCommit = try fields.text("squash_commit_sha")
        labels = try fields.list("labels")
        milestone = try fields.may("milestone", as: GitLabTitled.self)?.title
        changes = try fields.may("changes", as: [GitLabChange].self).map(GitLabChanges.init)
        hasMoreChanges = try fields.flag("overflow")
        // "1000+" where GitLab stopped counting.
        changedFiles = try fields.text("changes_count").flatMap { Int($0) }
        status = try GitLabMergeStatus(fields)
    }

    /// Titles that mark a draft, in this and in older versions.
    static func saysDraft(_ title: String) -> Bool {
        let title = title.prefix(8).lowercased()
        return ["draft:", "[draft]", "(draft)", "wip:", "[wip]"].contains { title.hasPrefix($0) }
    }

    private struct References: Decodable { let full: String? }

    private struct DiffRefs: Decodable {
        let base: String?
        init(from decoder: any Decoder) throws { base = try Fields(decoder).text("base_sha") }
    }
}

/// A label, given as its name alone or as an object.
struct GitLabLabel: Decodable {
    let name: String?

    init(from decoder: any Decoder) throws {
        if let name = try? decoder.singleValueContainer().decode(String.self) {
            self.name = name
        } else {
            let fields = try Fields(decoder)
            name = try fields.text("name") ?? fields.text("title")
        }
    }
}

/// Something of which only the title matters here.
struct GitLabTitled: Decodable {
    let id: Int?
    let title: String?
}
