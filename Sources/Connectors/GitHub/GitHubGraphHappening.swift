import Records

/// An item of a timeline, as the GraphQL interface tells it.
struct GitHubGraphHappening: Decodable {
    struct Signature: Decodable {
        var name: String?
        var email: String?
    }

    struct Count: Decodable { var totalCount: Int }

    struct Commit: Decodable {
        var oid: String?
        var author: Signature?
        var authoredDate: Instant?
        var committedDate: Instant?
        var parents: Count?
    }

    struct Review: Decodable {
        var databaseId: Int?
        var fullDatabaseId: GitHubLongNumber?
    }

    var kind: String
    var databaseId: Int?
    /// In place of `databaseId`, which it had before.
    var fullDatabaseId: GitHubLongNumber?
    var createdAt: Instant?
    var submittedAt: Instant?
    var updatedAt: Instant?
    var actor: GitHubGraphActor?
    var author: GitHubGraphActor?
    var requestedReviewer: GitHubGraphActor?
    var label: GitHubLabel?
    var commit: Commit?
    /// The commit of a push; before it had a name of its own it was called `commit`.
    var pushed: Commit?
    var afterCommit: Commit?
    var body: String?
    var state: String?
    var review: Review?
    var previousReviewState: String?
    var dismissalMessage: String?

    private enum CodingKeys: String, CodingKey {
        case databaseId, fullDatabaseId, pushed, createdAt, submittedAt, updatedAt, actor, author, requestedReviewer,
            label, commit, afterCommit
        case body, state, review, previousReviewState, dismissalMessage
        case kind = "__typename"
    }

    /// The same as an item of the REST interface's timeline; nil for what tells nothing of a pull request's course.
    var asRest: GitHubHappening? {
        guard let event = Self.events[kind] else { return nil }
        let commit = pushed ?? commit
        var happening = GitHubHappening(event: event)
        happening.id = fullDatabaseId?.value ?? databaseId
        happening.actor = actor?.user
        happening.user = author?.user
        happening.createdAt = createdAt
        happening.submittedAt = submittedAt
        happening.updatedAt = updatedAt
        happening.commit = afterCommit?.oid ?? commit?.oid
        happening.label = label
        happening.reviewer = requestedReviewer?.user
        happening.team = requestedReviewer?.team
        happening.body = body
        happening.state = state
        happening.dismissed = GitHubHappening.Dismissed(
            state: previousReviewState, review: review?.fullDatabaseId?.value ?? review?.databaseId,
            message: dismissalMessage)
        happening.sha = commit?.oid
        happening.author = signature(commit, commit?.authoredDate)
        happening.committer = signature(commit, commit?.committedDate)
        happening.parents = commit?.parents.map { Array(repeating: GitHubHappening.Parent(), count: $0.totalCount) }
        return happening
    }

    private func signature(_ commit: Commit?, _ date: Instant?) -> GitHubCommit.Signature? {
        commit.map { GitHubCommit.Signature(name: $0.author?.name, email: $0.author?.email, date: date) }
    }

    private static let events = [
        "PullRequestCommit": "committed", "ReadyForReviewEvent": "ready_for_review",
        "ConvertToDraftEvent": "convert_to_draft", "ReviewRequestedEvent": "review_requested",
        "ReviewRequestRemovedEvent": "review_request_removed", "HeadRefForcePushedEvent": "head_ref_force_pushed",
        "ReviewDismissedEvent": "review_dismissed", "LabeledEvent": "labeled", "UnlabeledEvent": "unlabeled",
        "MergedEvent": "merged", "ClosedEvent": "closed", "ReopenedEvent": "reopened",
        "PullRequestReview": "reviewed", "IssueComment": "commented",
    ]
}

/// A number that may be too long for the interface's own, so that it comes as text.
struct GitHubLongNumber: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            value = number
            return
        }
        guard let number = Int(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no whole number")
        }
        value = number
    }
}
