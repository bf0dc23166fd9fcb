/// What the page about first reviews draws.
package struct FirstReviewDetails: Codable, Hashable, Sendable {
    package struct Point: Codable, Hashable, Sendable {
        /// Working hours.
        package var hours: Double
        /// The share that still waits then.
        package var remaining: Double
    }

    package var elapsed: HoursSpread?
    package var working: HoursSpread?
    /// Answered within 24 hours on the clock of the wall.
    package var within24Hours: Int
    package var waiting: Int
    package var withoutReview: Int
    /// By Kaplan and Meier, with those still waiting; nil where fewer than half have been answered.
    package var elapsedWithWaiting: Double?
    package var workingWithWaiting: Double?
    /// The share that still waits after so many working hours, those without an answer included (Kaplan and Meier); where
    /// there are many answers, as it stood after each hundredth of them.
    package var curve: [Point]
    /// Waits that rest on the team's usual hours, because somebody who was asked has none of their own.
    package var onUsualHours: Int
}
