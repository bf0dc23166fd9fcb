import Records

/// The list of stale pull requests, the longest untouched first. Of pull requests, never by person.
package struct StalePullRequestsDetails: Codable, Hashable, Sendable {
    package struct Row: Codable, Hashable, Sendable {
        package var pullRequest: RecordKey
        package var number: Int
        package var title: String
        package var waitsFor: Turn.Party
        package var why: String
        /// Since the last human did something, in working days of the team.
        package var workingDays: Double
        package var ageDays: Double
    }

    package var rows: [Row]
    package var open: Int
    package var onHold: Int
}
