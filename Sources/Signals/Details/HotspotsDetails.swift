/// What the page of hotspots draws.
package struct HotspotsDetails: Codable, Hashable, Sendable {
    package struct File: Codable, Hashable, Sendable {
        package var path: String
        package var module: String
        /// Commits of the last 12 months that touched it.
        package var churn: Int
        /// Non-blank lines: the complexity that the heat uses.
        package var lines: Int
        /// Summed indentation of these lines.
        package var indentation: Int
        /// R(churn) · R(complexity), 0–1.
        package var heat: Double
        /// First seen less than 30 days before the end of the timeframe: busy because it is being born.
        package var isNew: Bool
    }

    /// Source files at the head, and commits of the last 12 months that touched one.
    package var fileCount: Int
    package var commits: Int
    /// Hottest first; at most two hundred, and only files with a change in the last 12 months.
    package var files: [File]
}
