import Records

/// Points of the last complete sprints, of one team and for its own planning.
package struct VelocityDetails: Codable, Hashable, Sendable {
    package struct Sprint: Codable, Hashable, Sendable {
        package var sprint: RecordKey
        package var name: String
        package var points: Double
        package var items: Int
        /// Done without an estimate; in no sum.
        package var withoutEstimate: Int
        /// Fewer than 60 % of the usual working days.
        package var isShort: Bool
    }

    /// Oldest first.
    package var sprints: [Sprint]
    package var low: Double
    package var high: Double
}
