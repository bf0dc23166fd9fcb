/// What the page of releases draws. All days and months are in UTC.
package struct ReleaseCadenceDetails: Codable, Hashable, Sendable {
    package struct Release: Codable, Hashable, Sendable {
        package var name: String
        /// Seconds since 1970.
        package var at: Int64
        package var commit: String
        /// Days since the release before; nil for the first.
        package var daysSincePrevious: Double?
    }

    package struct Month: Codable, Hashable, Sendable {
        /// "2026-03".
        package var month: String
        package var releases: Int
        /// Distinct days with at least one.
        package var days: Int
        /// False for the month in which the timeframe begins or ends.
        package var isComplete: Bool
    }

    /// Newest first; at most two hundred. `count` is their number before the list is cut.
    package var releases: [Release]
    package var count: Int
    /// Oldest first, without gaps.
    package var months: [Month]
    /// Medians of release days over complete ISO weeks, and over complete months; nil where none is complete.
    package var daysPerWeek: Double?
    package var daysPerMonth: Double?
    package var completeWeeks: Int
    package var completeMonths: Int
    /// Days between one release and the next; nil with fewer than two releases.
    package var intervalMedian: Double?
    package var intervalP75: Double?
    package var intervalP90: Double?
    /// DORA's category of frequency, 1 (less than once in six months) to 6 (on demand). Not a grade.
    package var category: Int
    /// The category in words: "between once a week and once a month".
    package var categoryWords: String
}
