import Records

/// A comment under a pull request or an issue, or on a line of a change.
struct GitHubComment: Decodable {
    var id: Int
    var user: GitHubUser?
    var body: String?
    var createdAt: Instant
    var updatedAt: Instant?
    var htmlURL: String?
    var issueURL: String?
    var pullRequestURL: String?
    /// Of comments on lines only, from here on.
    var review: Int?
    var path: String?
    var line: Int?
    var originalLine: Int?
    var commit: String?
    var repliesTo: Int?

    private enum CodingKeys: String, CodingKey {
        case id, user, body, path, line
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case htmlURL = "html_url"
        case issueURL = "issue_url"
        case pullRequestURL = "pull_request_url"
        case review = "pull_request_review_id"
        case originalLine = "original_line"
        case commit = "commit_id"
        case repliesTo = "in_reply_to_id"
    }

    /// GitHub counts the two kinds apart: both have a comment 7. Their keys say which is meant.
    func key(on subject: RecordKey, isOnLine: Bool) -> RecordKey {
        subject.other(.comment, "\(isOnLine ? "line" : "issue")-\(id)")
    }

    /// A comment about the whole. What it is under, GitHub calls an issue in either case; its page's address tells.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress, number: Int, isPullRequest: Bool) {
        let subject = isPullRequest ? address.pullRequest(number) : address.workItem(number)
        let comment = record(&notes, on: subject, isOnLine: false)
        notes.add(.comment(comment))
        guard isPullRequest else { return }
        notes.add(said(comment, on: subject))
    }

    /// A comment on a line. It comes with a review, whose event tells of both; only very old ones stand by themselves.
    ///
    /// - Parameters:
    ///   - thread: The conversation's name, which only webhooks about conversations know; otherwise its first comment's id.
    ///   - isResolved: Whether the conversation is settled, where the answer knows.
    func addOnLine(
        to notes: inout GitHubNotes, on pullRequest: RecordKey, isResolved: Bool? = nil, first: Int? = nil
    ) {
        var comment = record(&notes, on: pullRequest, isOnLine: true)
        comment.review = review.map { pullRequest.other(.review, String($0)) }
        comment.thread = String(first ?? repliesTo ?? id)
        comment.isResolved = isResolved
        comment.path = path
        comment.line = line ?? originalLine
        comment.commit = commit
        notes.add(.comment(comment))
        if review == nil { notes.add(said(comment, on: pullRequest)) }
    }

    private func record(_ notes: inout GitHubNotes, on subject: RecordKey, isOnLine: Bool) -> Comment {
        Comment(
            key: key(on: subject, isOnLine: isOnLine), subject: subject, author: notes.person(user), body: body ?? "",
            createdAt: createdAt.seconds, updatedAt: updatedAt?.seconds)
    }

    private func said(_ comment: Comment, on pullRequest: RecordKey) -> Record {
        .pullRequestEvent(
            PullRequestEvent(
                key: GitHubEventKey.of(comment.key, .commented, on: pullRequest), pullRequest: pullRequest,
                kind: .commented, at: comment.createdAt, actor: comment.author, text: comment.body))
    }
}
