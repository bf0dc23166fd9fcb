/// What the page about first reviews draws.
package struct FirstReviewDetails: Codable, Hashable, Sendable {
    package var elapsed: HoursSpread?
    package var working: HoursSpread?
    /// Answered within 24 hours on the clock of the wall.
    package var within24Hours: Int
    package var waiting: Int
    package var withoutReview: Int
    /// By Kaplan and Meier, with those still waiting; nil where fewer than half have been answered.
    package var elapsedWithWaiting: Double?
    package var workingWithWaiting: Double?
    /// Waits that rest on the team's usual hours, because somebody who was asked has none of their own.
    package var onUsualHours: Int
}
