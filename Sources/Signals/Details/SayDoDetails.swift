import Records

/// What was promised at planning and what became of it.
package struct SayDoDetails: Codable, Hashable, Sendable {
    package struct Sprint: Codable, Hashable, Sendable {
        package var sprint: RecordKey
        package var name: String
        package var committed: Double
        package var done: Double
        /// Taken in after planning, and done of it: told apart, and in no share.
        package var added: Double
        package var addedDone: Double
        /// Taken out because all agreed.
        package var released: Int
        /// Whether the promise was frozen when it was made, or worked out afterwards.
        package var isOwnSnapshot: Bool
        package var isShort: Bool
    }

    /// Points where all that was promised has an estimate; else items.
    package var isInPoints: Bool
    /// Oldest first.
    package var sprints: [Sprint]
}
