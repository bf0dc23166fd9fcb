/// A branch with commits that the main one has not, by somebody who still works on it.
package struct OpenBranch: Codable, Hashable, Sendable {
    /// As git shortens it: `feature/search`, `origin/feature/search`.
    package var name: String
    package var head: ObjectID
    /// Who wrote its commits, each once, as recorded.
    package var authors: [Signature]
    package var commits: Int
    /// When its newest commit was made, in seconds since 1970.
    package var updatedAt: Int64
    /// Every path that its commits touch, in order; a renamed file counts by both names.
    package var files: [String]
    /// The same for branches that share commits: one builds on the other, or both on a third.
    package var stack: Int

    package init(
        name: String, head: ObjectID, authors: [Signature], commits: Int, updatedAt: Int64, files: [String], stack: Int
    ) {
        self.name = name
        self.head = head
        self.authors = authors
        self.commits = commits
        self.updatedAt = updatedAt
        self.files = files
        self.stack = stack
    }
}

/// The branches that are open beside the main one, and which of them cannot be merged with one another.
package struct OpenBranches: Codable, Hashable, Sendable {
    /// Two branches whose common merge git would leave to a human, and in which files.
    package struct Clash: Codable, Hashable, Sendable {
        /// Names of branches; `first` sorts before `second`.
        package var first: String
        package var second: String
        package var files: [String]

        package init(first: String, second: String, files: [String]) {
            self.first = first
            self.second = second
            self.files = files
        }
    }

    /// Tells whether any branch has moved since: letters that another state of the branches has not.
    package var mark: String
    /// Newest commit first.
    package var branches: [OpenBranch]
    package var clashes: [Clash]
    /// Branches of more commits than one change has: lines of release, mostly.
    package var long: Int
    /// Branches whose content the main one has already, by other commits: merged as one, or picked.
    package var contained: Int
    /// Pairs that share a file and were not merged for trial: beyond the number that is tried, contents that the clone
    /// misses, or a git before 2.38.
    package var untried: Int

    package init(
        mark: String = "", branches: [OpenBranch] = [], clashes: [Clash] = [], long: Int = 0, contained: Int = 0,
        untried: Int = 0
    ) {
        self.mark = mark
        self.branches = branches
        self.clashes = clashes
        self.long = long
        self.contained = contained
        self.untried = untried
    }
}
