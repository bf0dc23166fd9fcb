/// What the cycle-time page draws: each part by itself, and what is missing from it.
package struct CycleTimeDetails: Codable, Hashable, Sendable {
    package struct Part: Codable, Hashable, Sendable {
        package var part: PullRequestParts.Part
        /// Nil where no pull request has it.
        package var spread: HoursSpread?
        /// Why it is missing, and of how many.
        package var absent: [String: Int]
        /// Medians of hours by the week of the merge; weeks with fewer than `leastOfWeek` are left out.
        package var weeks: WeekSeries
    }

    /// Fewer in a week make no median (HANDBOOK 0.8).
    package static let leastOfWeek = 5

    /// In the order of a pull request's life.
    package var parts: [Part]
    package var cycle: HoursSpread?
    /// Days from the opening to the merge.
    package var open: AgeSpread?
    package var merged: Int
    /// From ready to merged, of pull requests by bots and AI agents: a line of their own, mixed with nothing.
    package var machines: HoursSpread?
    /// Merged though nobody else had looked: in no part, and in the share's denominator.
    package var withoutReview: Int
    /// Of those, reviewed after the merge.
    package var reviewedLate: Int
    package var reviewedAsDraft: Int
    package var codingClipped: Int
    package var clockSkew: Int
    /// Hours in which reviewed ones were drafts again, or closed.
    package var redraftHours: Double
    package var closedHours: Double
}
