import Records

/// How an import stands.
package struct ImportProgress: Hashable, Sendable {
    package var repository: Repository
    package var done: Int
    /// Nil before somebody has counted.
    package var total: Int?
    /// Commits a second since it began; nil at the beginning.
    package var rate: Double?
}

/// What an import came to.
package struct ImportOutcome: Hashable, Sendable {
    package var repository: Repository
    /// Commits that were new.
    package var added: Int
    /// Commits that a rewritten history no longer has.
    package var removed: Int
    /// Contents that are not in the clone; the lines of the changes that touch them are unknown.
    package var missingObjects: Int
    /// Whether the stored history is another one than before.
    package var isChanged: Bool
}
