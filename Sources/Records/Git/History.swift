/// Commits and what they changed, packed so that a hundred thousand of them stay small.
///
/// Names and paths stand once, in `signatures` and `paths`; commits and changes refer to them by place.
/// A connector hands over a history in fragments, newest commits first; `inOrder()` puts a whole one into
/// the order every signal relies on.
package struct History: Hashable, Sendable {
    package var signatures: [Signature]
    /// UTF-8. A path that is not valid UTF-8 stands as git quotes it, in double quotes with octal escapes.
    package var paths: [String]
    package var commits: [Commit]
    package var changes: [FileChange]

    package init(
        signatures: [Signature] = [], paths: [String] = [], commits: [Commit] = [], changes: [FileChange] = []
    ) {
        self.signatures = signatures
        self.paths = paths
        self.commits = commits
        self.changes = changes
    }

    package func changes(of commit: Commit) -> ArraySlice<FileChange> {
        changes[Int(commit.changes.lowerBound)..<Int(commit.changes.upperBound)]
    }

    package func path(_ change: FileChange) -> String { paths[Int(change.path)] }

    package func author(_ commit: Commit) -> Signature { signatures[Int(commit.author)] }
}
