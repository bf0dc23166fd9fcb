/// What the page about review load draws. No name and no person's number is part of it.
package struct ReviewLoadDetails: Codable, Hashable, Sendable {
    package var people: Int
    package var reviews: Int
    package var gini: Double
    package var correctedGini: Double
    package var effectiveReviewers: Double
    /// What chance alone would give: half and 95 % of the draws lie below.
    package var chanceMedian: Double
    package var chanceHigh: Double
    /// More uneven than chance, and fewer effective reviewers than half the team.
    package var isUneven: Bool
    /// Members without a working day in the window: left out.
    package var away: Int
    /// How many carry half of the reviews.
    package var carryingHalf: Int
}
