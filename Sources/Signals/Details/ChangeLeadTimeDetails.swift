import Records

/// How long changes took to production, by the deployment that brought them.
package struct ChangeLeadTimeDetails: Codable, Hashable, Sendable {
    package var spread: HoursSpread
    package var commits: Int
    package var deployments: Int
    /// Of the commits, those whose date was drawn to the push or to 90 days before the pull request.
    package var clipped: Int
    /// Of the commits, those that a squash replaced and the code host still knows.
    package var fromSquashes: Int
    /// Medians of hours by the week of the deployment; weeks without one are left out.
    package var weeks: WeekSeries
    package var category: DurationCategory
    package var reference: DoraReference
}
