/// What the page about review comments draws: their structure, of the whole team.
package struct CommentClarityDetails: Codable, Hashable, Sendable {
    package var comments: Int
    package var labelled: Int
    package var byLabel: [String: Int]
    /// Of those with a label.
    package var blocking: Int
    package var questions: Int
    package var suggestions: Int
    /// Questions and hedges for every hundred comments.
    package var puzzledPerHundred: Double
    package var pullRequests: Int
    package var withPraise: Int
    /// Questions on merged pull requests, and those that the author answered or somebody settled before the merge.
    package var questionsMerged: Int
    package var questionsAnswered: Int
    package var threads: Int
    package var threadsResolved: Int
}
