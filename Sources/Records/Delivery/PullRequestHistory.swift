/// A pull request with all that happened to it: what every number about reviews is computed from.
package struct PullRequestHistory: Hashable, Sendable {
    package var pullRequest: PullRequest
    /// Oldest first, each once. One happening that was told of in several places is one only after `happenings(toldBy:)`.
    package let events: [PullRequestEvent]
    /// All that were ever seen on its branch, also those that a push replaced.
    package var commits: [PullRequestCommit]
    package var comments: [Comment]
    /// Nil where nobody has read them.
    package var files: [PullRequestFile]?
    /// How many approvals the branch asks for; nil where that is not known.
    package var requiredApprovals: Int?
    package var obstacles: [Obstacle]

    /// Something outside the list of events that decides whose turn it is.
    package struct Obstacle: Hashable, Sendable {
        package enum Kind: String, Codable, Sendable {
            /// A required check fails, or the branch cannot be merged as it is: the author's to mend.
            case failingCheck = "failing-check"
            case conflict
            /// Another change or a release has to come first: nobody's turn.
            case dependency, release
        }

        package var kind: Kind
        package var from: Int64
        /// Nil while it stands in the way.
        package var until: Int64?
        /// As the host names it: the check that fails, the branch it conflicts with, the pull request that comes first. Nil where
        /// that is not told.
        package var what: String?

        package init(_ kind: Kind, from: Int64, until: Int64? = nil, what: String? = nil) {
            self.kind = kind
            self.from = from
            self.until = until
            self.what = what
        }
    }

    /// - Parameter events: in any order, and perhaps more than once each.
    package init(
        _ pullRequest: PullRequest, events: [PullRequestEvent], commits: [PullRequestCommit] = [],
        comments: [Comment] = [], files: [PullRequestFile]? = nil, requiredApprovals: Int? = nil,
        obstacles: [Obstacle] = []
    ) {
        self.pullRequest = pullRequest
        self.events = Self.inOrder(events)
        self.commits = commits
        self.comments = comments
        self.files = files
        self.requiredApprovals = requiredApprovals
        self.obstacles = obstacles
    }

    static func inOrder(_ events: [PullRequestEvent]) -> [PullRequestEvent] {
        let isInOrder = zip(events, events.dropFirst()).allSatisfy { PullRequestEvent.isBefore($0, $1) }
        if isInOrder { return events }
        var ordered: [PullRequestEvent] = []
        for event in events.sorted(by: PullRequestEvent.isBefore) where ordered.last?.key != event.key {
            ordered.append(event)
        }
        return ordered
    }
}

extension PullRequestEvent {
    /// By time; of one second, as one thing leads to another: a commit is there before it is asked about.
    package static func isBefore(_ one: PullRequestEvent, _ other: PullRequestEvent) -> Bool {
        if one.at != other.at { return one.at < other.at }
        if one.kind != other.kind { return one.kind.rank < other.kind.rank }
        return one.key.id != other.key.id ? one.key.id < other.key.id : one.key < other.key
    }
}

extension PullRequestEvent.Kind {
    fileprivate var rank: Int {
        switch self {
        case .commitPushed: 0
        case .forcePushed: 1
        case .opened: 2
        case .readyForReview: 3
        case .convertedToDraft: 4
        case .reopened: 5
        case .reviewRequested: 6
        case .reviewRequestRemoved: 7
        case .labeled: 8
        case .unlabeled: 9
        case .reviewDismissed: 10
        case .reviewed: 11
        case .commented: 12
        case .merged: 13
        case .closed: 14
        case .reverted: 15
        }
    }
}

/// What a pull request does to one file.
package struct PullRequestFile: Codable, Hashable, Sendable {
    package var path: String
    /// Where it lay before, for a file that was moved.
    package var oldPath: String?
    /// Lines; nil where the host lists the file without them.
    package var added: Int?
    package var deleted: Int?
    /// Written by a tool, taken from elsewhere, a lock file or a snapshot: nobody reads it in a review (HANDBOOK 0.6).
    package var isGenerated: Bool

    /// - Parameter isGenerated: nil where nobody said; the path then decides.
    package init(path: String, oldPath: String? = nil, added: Int?, deleted: Int?, isGenerated: Bool? = nil) {
        self.path = path
        self.oldPath = oldPath
        self.added = added
        self.deleted = deleted
        self.isGenerated = isGenerated ?? (GeneratedPath.isGenerated(path) || GeneratedPath.isVendored(path))
    }
}
