import Records

/// How long failed deployments hurt.
package struct RecoveryTimeDetails: Codable, Hashable, Sendable {
    package struct Failure: Codable, Hashable, Sendable {
        package var deployment: RecordKey
        package var service: String
        /// Seconds since 1970.
        package var start: Int64
        /// Nil while it lasts.
        package var end: Int64?
        package var hours: Double
        /// Came back within 24 hours after it seemed over; the clock went on.
        package var cameBack: Bool
    }

    package struct Point: Codable, Hashable, Sendable {
        package var hours: Double
        /// The share that is not over by then.
        package var remaining: Double
    }

    package var count: Int
    /// Of more than a thousand, the newest thousand.
    package var failures: [Failure]
    package var open: Int
    /// Of more than a thousand steps, some at even distances, and the last.
    package var curve: [Point]
    /// DORA's step of duration, 1 to 6; nil where half are not over.
    package var category: DurationCategory?
    package var reference: DoraReference
}
