/// What one commit did to one file, counted as `git log --numstat` counts it.
///
/// `path` and `oldPath` are places in the `paths` of the history that holds the change.
package struct FileChange: Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case added = "A"
        case modified = "M"
        case deleted = "D"
        case renamed = "R"
        case copied = "C"
        case typeChanged = "T"
    }

    /// How the lines could be counted.
    package enum Counting: String, Codable, Sendable {
        case lines
        /// Git takes the content for binary: it has a NUL byte near its start, or an attribute says so.
        case binary
        /// An object is not in this clone (a partial clone, or a damaged one): the lines are unknown, not zero.
        case missing
        /// Only paths were asked for.
        case notCounted
    }

    package var path: Int32
    /// Where a renamed or copied file came from; nil for every other kind.
    package var oldPath: Int32?
    package var kind: Kind
    package var mode: FileMode
    package var counting: Counting
    /// Zero unless `counting` is `lines`.
    package var added: Int32
    package var deleted: Int32

    package init(
        path: Int32, oldPath: Int32? = nil, kind: Kind, mode: FileMode = .regular, counting: Counting = .lines,
        added: Int32 = 0, deleted: Int32 = 0
    ) {
        self.path = path
        self.oldPath = oldPath
        self.kind = kind
        self.mode = mode
        self.counting = counting
        self.added = added
        self.deleted = deleted
    }
}

/// What a tree entry is.
package enum FileMode: String, Codable, Sendable {
    case regular = "100644"
    case executable = "100755"
    case symbolicLink = "120000"
    case submodule = "160000"
}
