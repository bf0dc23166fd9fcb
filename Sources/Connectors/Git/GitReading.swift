import Records

/// What to read of a history.
package struct GitReading: Sendable {
    /// A branch, a tag or an id; nil for the head.
    package var revision: String?
    /// False for renames as a deletion and an addition.
    package var followsRenames = true
    /// False for paths alone, which is ten times as fast.
    package var countsLines = true
    /// Commits whose history is known already: they and all before them are left out.
    package var excluding: [ObjectID] = []
    /// Exactly these commits and none of their history; nil for a whole history.
    package var only: [ObjectID]?
    /// At most; the first batches are smaller.
    package var commitsPerBatch = 1000

    package init() {}
}

/// What a reading came to.
package struct GitSummary: Hashable, Sendable {
    package var commits = 0
    package var merges = 0
    package var fileChanges = 0
    /// Contents that are not in this clone, each counted once. The changes that touch them say `missing`.
    package var missingObjects = 0

    package init() {}
}
