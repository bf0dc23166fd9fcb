import Records

/// How often each service is deployed. Services are never pooled: together they fill any day.
package struct DeploymentFrequencyDetails: Codable, Hashable, Sendable {
    package struct Service: Codable, Hashable, Sendable {
        package var service: String
        /// Days with a deployment, week by week, oldest first; weeks without one are 0.
        package var days: WeekSeries
        /// Deployments of each of these weeks.
        package var deployments: [Int]
        /// Median of days a week.
        package var daysPerWeek: Double
        /// Mean of deployments a week.
        package var deploymentsPerWeek: Double
        /// DORA's step of frequency, 1 to 6. Not a grade.
        package var category: Int
        package var categoryWords: String
    }

    /// By name.
    package var services: [Service]
    /// The one that the number is of.
    package var shown: String
    /// Read from releases, because no source tells of deployments.
    package var isFromReleases: Bool
    package var reference: DoraReference
}
