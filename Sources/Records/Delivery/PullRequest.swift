/// A request to merge one branch into another, in the words that all code hosts share.
///
/// Instants are the host's own, in seconds since 1970, never the moment of reading. What happened to it over time is told
/// by `PullRequestEvent`; this is how it stands.
package struct PullRequest: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case open, closed, merged
    }

    package var key: RecordKey
    package var repository: RecordKey
    /// Where the branch comes from; nil where the fork is gone.
    package var headRepository: RecordKey?
    package var number: Int
    package var title: String
    package var body: String?
    package var url: String?
    package var author: RecordKey?
    package var state: State
    package var isDraft: Bool
    package var createdAt: Int64
    package var updatedAt: Int64
    /// Nil while open, and when closed without merging.
    package var mergedAt: Int64?
    /// Set for merged ones too.
    package var closedAt: Int64?
    package var mergedBy: RecordKey?
    /// The commit that the merge made on the base branch.
    package var mergeCommit: String?
    package var headBranch: String
    package var baseBranch: String
    package var headCommit: String?
    package var baseCommit: String?
    /// Nil where the answer does not tell: lists often leave it out.
    package var additions: Int?
    package var deletions: Int?
    package var changedFiles: Int?
    package var labels: [String]
    package var assignees: [RecordKey]
    /// Who is asked to review just now.
    package var requestedReviewers: [RecordKey]
    package var milestone: String?

    package init(
        key: RecordKey, repository: RecordKey, number: Int, title: String, author: RecordKey?, state: State,
        isDraft: Bool = false, createdAt: Int64, updatedAt: Int64, headBranch: String, baseBranch: String
    ) {
        self.key = key
        self.repository = repository
        self.number = number
        self.title = title
        self.author = author
        self.state = state
        self.isDraft = isDraft
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.headBranch = headBranch
        self.baseBranch = baseBranch
        labels = []
        assignees = []
        requestedReviewers = []
    }
}

/// A commit on a pull request's branch, as it was when it was asked for; a squash leaves no other trace of it.
package struct PullRequestCommit: Codable, Hashable, Sendable {
    package var pullRequest: RecordKey
    package var commit: String
    package var authorName: String
    package var authorEmail: String
    package var authoredAt: Int64
    package var committedAt: Int64?
    package var parents: Int?

    package init(
        pullRequest: RecordKey, commit: String, authorName: String, authorEmail: String, authoredAt: Int64,
        committedAt: Int64? = nil, parents: Int? = nil
    ) {
        self.pullRequest = pullRequest
        self.commit = commit
        self.authorName = authorName
        self.authorEmail = authorEmail
        self.authoredAt = authoredAt
        self.committedAt = committedAt
        self.parents = parents
    }
}
