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
        /// Of what was committed no longer in it at its end, and still in the share.
        package var removed: Double
        /// Taken out because all agreed.
        package var released: Int
        /// Whether the promise was frozen when it was made, or worked out afterwards.
        package var isOwnSnapshot: Bool
        package var isShort: Bool
    }

    /// What lay in a sprint at the end of each day, and what of it was done.
    package struct BurnUp: Codable, Hashable, Sendable {
        package struct Day: Codable, Hashable, Sendable {
            package var day: CivilDay
            package var scope: Double
            package var done: Double
        }

        package var sprint: RecordKey
        package var name: String
        package var lastDay: CivilDay
        package var isRunning: Bool
        /// What was planned for it, and whether that was written down then.
        package var committed: Double
        package var isOwnSnapshot: Bool
        /// Oldest first, up to now.
        package var days: [Day]
    }

    /// Points where all that was promised has an estimate; else items.
    package var isInPoints: Bool
    /// Oldest first.
    package var sprints: [Sprint]
    /// Of the sprint that is running, else of the last complete one.
    package var burnUp: BurnUp?
}
