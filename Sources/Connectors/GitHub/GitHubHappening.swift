import Records

/// One thing that happened to an issue or a pull request: an issue event, or an item of a timeline.
struct GitHubHappening: Decodable {
    struct Rename: Decodable {
        var from: String?
        var to: String?
    }

    struct Dismissed: Decodable {
        var state: String?
        var review: Int?
        var message: String?

        private enum CodingKeys: String, CodingKey {
            case state
            case review = "review_id"
            case message = "dismissal_message"
        }
    }

    struct Parent: Decodable {}

    var id: Int?
    var event: String
    var actor: GitHubUser?
    var user: GitHubUser?
    var createdAt: Instant?
    var commit: String?
    var label: GitHubLabel?
    var assignee: GitHubUser?
    var milestone: GitHubMilestoneTitle?
    var rename: Rename?
    var reviewer: GitHubUser?
    var team: GitHubTeam?
    var dismissed: Dismissed?
    var issue: GitHubIssue?
    /// Of a review.
    var state: String?
    var submittedAt: Instant?
    var body: String?
    /// Of a comment.
    var updatedAt: Instant?
    var htmlURL: String?
    var issueURL: String?
    var pullRequestURL: String?
    /// Of a commit.
    var sha: String?
    var author: GitHubCommit.Signature?
    var committer: GitHubCommit.Signature?
    var parents: [Parent]?

    private enum CodingKeys: String, CodingKey {
        case id, event, actor, user, label, assignee, milestone, rename, issue, state, body, sha, author, committer,
            parents
        case createdAt = "created_at"
        case commit = "commit_id"
        case reviewer = "requested_reviewer"
        case team = "requested_team"
        case dismissed = "dismissed_review"
        case submittedAt = "submitted_at"
        case updatedAt = "updated_at"
        case htmlURL = "html_url"
        case issueURL = "issue_url"
        case pullRequestURL = "pull_request_url"
    }
}
