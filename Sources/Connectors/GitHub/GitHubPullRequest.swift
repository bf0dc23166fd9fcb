import Records

/// A pull request of the REST interface: from a list, by itself, or in a webhook.
struct GitHubPullRequest: Decodable {
    struct Branch: Decodable {
        var ref: String
        var sha: String?
        /// Null where the fork is gone.
        var repo: GitHubRepositoryName?
    }

    var url: String
    var htmlURL: String?
    var number: Int
    var state: String
    var title: String
    var body: String?
    var user: GitHubUser?
    var draft: Bool?
    var createdAt: Instant
    var updatedAt: Instant
    var closedAt: Instant?
    var mergedAt: Instant?
    var mergedBy: GitHubUser?
    var mergeCommit: String?
    var head: Branch
    var base: Branch
    var additions: Int?
    var deletions: Int?
    var changedFiles: Int?
    var labels: [GitHubLabel]?
    var assignees: [GitHubUser]?
    var requestedReviewers: [GitHubUser]?
    var requestedTeams: [GitHubTeam]?
    var milestone: GitHubMilestoneTitle?
    /// Nil while GitHub works it out.
    var mergeable: Bool?
    var mergeableState: String?

    private enum CodingKeys: String, CodingKey {
        case url, number, state, title, body, user, draft, head, base, additions, deletions, labels, assignees,
            milestone, mergeable
        case htmlURL = "html_url"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case closedAt = "closed_at"
        case mergedAt = "merged_at"
        case mergedBy = "merged_by"
        case mergeCommit = "merge_commit_sha"
        case changedFiles = "changed_files"
        case requestedReviewers = "requested_reviewers"
        case requestedTeams = "requested_teams"
        case mergeableState = "mergeable_state"
    }
}

/// A repository, where its name is all that is needed.
struct GitHubRepositoryName: Decodable {
    var fullName: String

    private enum CodingKeys: String, CodingKey { case fullName = "full_name" }
}
