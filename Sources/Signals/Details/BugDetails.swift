/// Bugs that were reported in the timeframe.
package struct BugDetails: Codable, Hashable, Sendable {
    package var bugs: Int
    /// Found by users, found before, and of which nobody says where.
    package var escaped: Int
    package var caught: Int
    package var unknown: Int
    /// Mended once, and opened again.
    package var reopened: Int
    package var mergedPullRequests: Int
    /// Reported in each complete week.
    package var weeks: WeekSeries
}
