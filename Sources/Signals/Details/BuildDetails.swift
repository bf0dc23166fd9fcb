import Records

/// How long runs of pipelines take.
package struct BuildDurationDetails: Codable, Hashable, Sendable {
    package struct Pipeline: Codable, Hashable, Sendable {
        package var repository: String
        package var name: String
        package var runs: Int
        /// Minutes.
        package var p50: Double
        package var p95: Double
    }

    package var pipelines: [Pipeline]
    package var p95: Double
    /// Of the minutes, what half of the runs waited before anything ran; nil where nobody tells.
    package var queueP50: Double?
    /// Medians of minutes, week by week.
    package var weeks: WeekSeries
}

/// How runs on the default branch ended.
package struct BuildSuccessDetails: Codable, Hashable, Sendable {
    package var succeeded: Int
    package var failed: Int
    package var cancelled: Int
    package var skipped: Int
    /// Runs that were tried again; their first try counts.
    package var again: Int
}

/// How long the default branch stays red.
package struct TimeToGreenDetails: Codable, Hashable, Sendable {
    package struct Red: Codable, Hashable, Sendable {
        package var repository: String
        package var name: String
        /// Seconds since 1970.
        package var from: Int64
        /// Nil while it lasts.
        package var until: Int64?
        package var hours: Double
    }

    package var count: Int
    /// Oldest first; of more than a thousand, what is still red and the longest.
    package var reds: [Red]
    package var open: Int
}
