/// What the page of accounts draws about identities that may still be one.
package struct UnresolvedIdentitiesDetails: Codable, Hashable, Sendable {
    package struct Someone: Codable, Hashable, Sendable {
        /// `Person.id`.
        package var id: String
        package var name: String
        package var email: String
    }

    /// Two who may be one person: a question to the team, never an answer.
    package struct Suggestion: Codable, Hashable, Sendable {
        package var first: Someone
        package var second: Someone
        /// What they have in common, as a sentence without a full stop.
        package var reason: String
    }

    /// Commits of humans, and of these the ones whose author appears in a suggestion and in no rule.
    package var commits: Int
    package var unmapped: Int
    package var people: Int
    package var bots: Int
    package var agents: Int
    /// At most a hundred; `suggestionCount` is their number before the list is cut.
    package var suggestions: [Suggestion]
    package var suggestionCount: Int
}
