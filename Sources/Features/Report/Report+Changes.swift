import Records
import Signals

extension Report {
    /// What commits did, counted as `git log --no-merges --numstat` counts it.
    ///
    /// Only commits of the timeframe count, by their committer's clock as for git's own `--since`, and only files
    /// under the path rules.
    package struct Changes: Codable, Hashable, Sendable {
        /// Commits that are no merges.
        package var commits = 0
        /// Files of each commit, summed.
        package var fileChanges = 0
        package var linesAdded = 0
        package var linesDeleted = 0
        /// Changes to binary files: they have no lines.
        package var binary = 0
        /// Changes whose content this clone lacks: their lines are unknown.
        package var missing = 0
        /// Trailer lines over all commits, merges among them.
        package var coAuthorTrailers = 0
        package var reviewedByTrailers = 0
        /// False when renames were read as a deletion and an addition.
        package var renames: Bool

        init(_ evidence: Evidence, within timeframe: Timeframe) {
            renames = evidence.options.followsRenames
            for commit in evidence.history.commits where timeframe.contains(commit.committed) {
                coAuthorTrailers += commit.trailers.count { $0.kind == .coAuthoredBy }
                reviewedByTrailers += commit.trailers.count { $0.kind == .reviewedBy }
                if commit.isMerge { continue }
                commits += 1
                for change in evidence.history.changes(of: commit)
                where evidence.options.covers(evidence.history.path(change)) {
                    add(change)
                }
            }
        }

        private mutating func add(_ change: FileChange) {
            fileChanges += 1
            linesAdded += Int(change.added)
            linesDeleted += Int(change.deleted)
            if change.counting == .binary { binary += 1 }
            if change.counting == .missing { missing += 1 }
        }
    }
}
