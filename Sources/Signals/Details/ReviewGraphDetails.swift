/// What the page about the review graph draws. No name and no person's number is part of it.
package struct ReviewGraphDetails: Codable, Hashable, Sendable {
    package var people: Int
    package var reviews: Int
    package var edges: Int
    package var reciprocity: Double
    package var weightedReciprocity: Double
    package var centralisation: Double
    package var density: Double
    /// Working hours that pull requests waited for reviewers in the ninety days.
    package var waitingHours: Double
    /// The share of it in which one person alone was asked, 0–1.
    package var waitingForOne: Double?
    /// The share in which it was the same one.
    package var bottleneck: Double?
}
