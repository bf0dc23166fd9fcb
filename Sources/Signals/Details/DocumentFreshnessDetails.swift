/// What the page of documents draws.
package struct DocumentFreshnessDetails: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case fresh
        /// Last verified longer ago than its interval.
        case old
        /// The code that it speaks of has changed in ten commits or more since.
        case behind
        /// It links to no code, or no edit of it is known: nothing shows whether it still holds.
        case unverifiable
        /// Made from the code by a tool.
        case generated
    }

    package struct Document: Codable, Hashable, Sendable {
        package var path: String
        package var state: State
        package var isRunbook: Bool
        /// Days after which it wants another look: 180, or 90 for a runbook.
        package var intervalDays: Int
        /// Seconds since 1970 of the last edit that was more than a typo; nil where none is known.
        package var verifiedAt: Int64?
        /// Files at the head that it speaks of; at most twenty. `linkCount` is their number before the list is cut.
        package var links: [String]
        package var linkCount: Int
        /// Commits to these files since `verifiedAt`.
        package var commitsSince: Int
    }

    /// By path.
    package var documents: [Document]
    package var fresh: Int
    package var old: Int
    package var behind: Int
    package var unverifiable: Int
    package var generated: Int
}
