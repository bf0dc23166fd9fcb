import Records

/// Which deployments failed, and what says so.
package struct ChangeFailRateDetails: Codable, Hashable, Sendable {
    package struct Failure: Codable, Hashable, Sendable {
        package var deployment: RecordKey
        package var service: String
        /// `incident`, `revert`, `rollback`, `fix`, or `verdict` where somebody said so.
        package var kind: String
        package var record: RecordKey
        /// By time alone, not by a link.
        package var isInferred: Bool
    }

    package var deployments: Int
    package var failed: Int
    /// Of the failed, those of which no link says so.
    package var inferred: Int
    /// Younger than seven days: an incident may still be tied to them.
    package var settling: Int
    /// How many there are by `kind`.
    package var kinds: [String: Int]
    /// Oldest first; of more than a thousand, the newest thousand.
    package var failures: [Failure]
    /// Nil where there is nothing to compare with.
    package var before: EarlierShare?
    package var reference: DoraReference
}
