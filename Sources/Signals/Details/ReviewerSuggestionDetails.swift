/// How often the suggestion would have named somebody who did review. History alone rewards the silo that it shows.
package struct ReviewerSuggestionDetails: Codable, Hashable, Sendable {
    package var tried: Int
    package var inFirst: Int
    package var inFirstThree: Int
    /// One by the place at which the first actual reviewer stood, on average.
    package var meanReciprocalRank: Double
}
