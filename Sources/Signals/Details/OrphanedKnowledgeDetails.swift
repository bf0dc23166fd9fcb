/// What the page of orphaned knowledge draws: where nobody who wrote it is around any more.
package struct OrphanedKnowledgeDetails: Codable, Hashable, Sendable {
    package struct Module: Codable, Hashable, Sendable {
        /// The directory; "." for what lies at the top.
        package var path: String
        package var files: Int
        package var lines: Int
        package var orphanedFiles: Int
        package var orphanedLines: Int
        /// Active people who changed or reviewed something there, nearest first; at most three.
        package var nearest: [Knower]
    }

    package struct File: Codable, Hashable, Sendable {
        package var path: String
        package var lines: Int
        /// Seconds since 1970 of the last change; nil where none is known.
        package var lastChangeAt: Int64?
    }

    /// Source files at the head that have an author, and their lines.
    package var files: Int
    package var lines: Int
    package var orphanedFiles: Int
    package var orphanedLines: Int
    /// Source files without any author to begin with (machines wrote them, or history does not tell), and their lines.
    package var filesWithoutAuthor: Int
    package var linesWithoutAuthor: Int
    /// Modules with orphaned lines, most orphaned lines first.
    package var modules: [Module]
    /// The largest orphaned files, at most twenty.
    package var largest: [File]
}
