import Records

/// Which deployments were made to mend what users saw.
package struct ReworkRateDetails: Codable, Hashable, Sendable {
    /// Why a deployment counts as rework, the first that holds.
    package enum Reason: String, Codable, CaseIterable, Sendable {
        case declared, rollback, label, revert
    }

    package struct Deployment: Codable, Hashable, Sendable {
        package var deployment: RecordKey
        package var service: String
        package var reason: Reason
    }

    package var deployments: Int
    package var count: Int
    /// How many there are by `Reason`.
    package var reasons: [String: Int]
    /// Oldest first; of more than a thousand, the newest thousand.
    package var rework: [Deployment]
    /// Nil where there is nothing to compare with.
    package var before: EarlierShare?
    package var reference: DoraReference
}
