/// One commit, with who made it and when in their own clock.
///
/// `author` and `committer` are places in the `signatures` of the history that holds the commit, and
/// `changes` is a range of its `changes`. A merge has no changes of its own: what it joined was counted
/// where it was written.
package struct Commit: Hashable, Sendable {
    package let id: ObjectID
    package var parents: [ObjectID]
    package var author: Int32
    package var authored: Moment
    package var committer: Int32
    package var committed: Moment
    package var subject: String
    package var trailers: [Trailer]
    package var changes: Range<Int32>

    package init(
        id: ObjectID, parents: [ObjectID], author: Int32, authored: Moment, committer: Int32, committed: Moment,
        subject: String, trailers: [Trailer] = [], changes: Range<Int32> = 0..<0
    ) {
        self.id = id
        self.parents = parents
        self.author = author
        self.authored = authored
        self.committer = committer
        self.committed = committed
        self.subject = subject
        self.trailers = trailers
        self.changes = changes
    }

    package var isMerge: Bool { parents.count > 1 }
}

/// An instant, and the offset of the clock of whoever recorded it.
package struct Moment: Codable, Hashable, Sendable {
    /// Seconds since 1970 in UTC; negative before. Git records whole seconds.
    package var seconds: Int64
    /// Minutes east of UTC, as recorded.
    package var offset: Int16

    package init(seconds: Int64, offset: Int16 = 0) {
        self.seconds = seconds
        self.offset = offset
    }
}

/// A line at the end of a commit message that names somebody, as git reads trailers.
package struct Trailer: Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case coAuthoredBy = "co-authored-by"
        case reviewedBy = "reviewed-by"
        case signedOffBy = "signed-off-by"
        case ackedBy = "acked-by"
        case testedBy = "tested-by"
        case reportedBy = "reported-by"
        case suggestedBy = "suggested-by"
        case helpedBy = "helped-by"
    }

    package var kind: Kind
    /// A place in the `signatures` of the history.
    package var signature: Int32

    package init(kind: Kind, signature: Int32) {
        self.kind = kind
        self.signature = signature
    }
}
