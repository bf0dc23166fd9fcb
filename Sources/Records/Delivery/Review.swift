/// A verdict on a pull request, handed in at once with any number of comments.
package struct Review: Codable, Hashable, Sendable {
    package var key: RecordKey
    package var pullRequest: RecordKey
    package var author: RecordKey?
    package var verdict: PullRequestEvent.Verdict
    package var body: String?
    /// The commit that was looked at.
    package var commit: String?
    /// Seconds since 1970; nil while it is not handed in.
    package var submittedAt: Int64?

    package init(
        key: RecordKey, pullRequest: RecordKey, author: RecordKey?, verdict: PullRequestEvent.Verdict,
        body: String? = nil, commit: String? = nil, submittedAt: Int64?
    ) {
        self.key = key
        self.pullRequest = pullRequest
        self.author = author
        self.verdict = verdict
        self.body = body
        self.commit = commit
        self.submittedAt = submittedAt
    }
}

/// Words under a pull request or a work item.
package struct Comment: Codable, Hashable, Sendable {
    package var key: RecordKey
    /// A pull request or a work item.
    package var subject: RecordKey
    package var author: RecordKey?
    package var body: String
    package var createdAt: Int64
    package var updatedAt: Int64?
    /// The review it came with.
    package var review: RecordKey?
    /// The conversation it belongs to, and whether that is settled.
    package var thread: String?
    package var isResolved: Bool?
    /// Where in the change it stands; nil for one about the whole.
    package var path: String?
    package var line: Int?
    package var commit: String?
    /// Written by the system itself: "changed the milestone".
    package var isSystem: Bool

    package init(
        key: RecordKey, subject: RecordKey, author: RecordKey?, body: String, createdAt: Int64,
        updatedAt: Int64? = nil, isSystem: Bool = false
    ) {
        self.key = key
        self.subject = subject
        self.author = author
        self.body = body
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.isSystem = isSystem
    }
}
