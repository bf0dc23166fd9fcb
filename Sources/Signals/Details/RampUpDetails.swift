/// What the page of the onboarding ramp draws. Cohorts only: nothing in it belongs to one newcomer.
package struct RampUpDetails: Codable, Hashable, Sendable {
    /// Everybody whose first commit lies in the same two years.
    package struct Cohort: Codable, Hashable, Sendable {
        /// Seconds since 1970; the end is not part of it.
        package var start: Int64
        package var end: Int64
        package var newcomers: Int
        /// How many of them have made the tenth commit.
        package var arrived: Int
        /// Nil where the cohort has fewer than five people, or half of it has not arrived yet.
        package var medianDays: Double?
    }

    /// A point of the survival curve of the latest cohort.
    package struct Step: Codable, Hashable, Sendable {
        package var days: Double
        /// Share still on the way after so many days, 0–1.
        package var remaining: Double
    }

    /// The commit that ends the ramp: the tenth.
    package var milestone: Int
    /// Latest first.
    package var cohorts: [Cohort]
    /// By days; empty where the cohort is too small to show.
    package var curve: [Step]
}
