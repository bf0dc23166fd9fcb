/// Something that happened to a pull request (HANDBOOK 0.4). Every number about reviews is a pure function of these.
package struct PullRequestEvent: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case commitPushed = "commit-pushed"
        case forcePushed = "force-pushed"
        /// Opened as a draft says so by `isDraft`.
        case opened
        case readyForReview = "ready-for-review"
        case convertedToDraft = "converted-to-draft"
        case reviewRequested = "review-requested"
        case reviewRequestRemoved = "review-request-removed"
        case reviewed
        case reviewDismissed = "review-dismissed"
        case commented
        case labeled, unlabeled
        case merged, closed, reopened
        /// Another pull request took it back.
        case reverted
    }

    /// What a reviewer said.
    package enum Verdict: String, Codable, Sendable {
        case commented
        case changesRequested = "changes-requested"
        case approved, dismissed
    }

    package var key: RecordKey
    package var pullRequest: RecordKey
    package var kind: Kind
    /// Seconds since 1970.
    package var at: Int64
    /// Who did it; nil where the account is gone or nobody is named.
    package var actor: RecordKey?
    /// Whom it concerns: the reviewer who is asked, or whose review is dismissed. Teams are named by a `team` key.
    package var subject: RecordKey?
    package var verdict: Verdict?
    /// True for `opened` as a draft.
    package var isDraft: Bool?
    /// The branch's newest commit at that time.
    package var commit: String?
    /// A push that brought the same change again, as a rebase does (equal patch ids).
    package var isSameChange: Bool?
    /// What was written, for comments and reviews; the label for label events.
    package var text: String?
    /// Comments on lines that came with a review.
    package var lineComments: Int?

    package init(
        key: RecordKey, pullRequest: RecordKey, kind: Kind, at: Int64, actor: RecordKey?, subject: RecordKey? = nil,
        verdict: Verdict? = nil, isDraft: Bool? = nil, commit: String? = nil, text: String? = nil
    ) {
        self.key = key
        self.pullRequest = pullRequest
        self.kind = kind
        self.at = at
        self.actor = actor
        self.subject = subject
        self.verdict = verdict
        self.isDraft = isDraft
        self.commit = commit
        self.text = text
    }
}
