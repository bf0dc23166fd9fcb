/// What the page about review depth draws.
package struct ReviewDepthDetails: Codable, Hashable, Sendable {
    package var comments: Int
    package var lines: Int
    package var pullRequests: Int
    /// People who reviewed each, on average.
    package var reviewersEach: Double
    package var withComment: Int
    /// Approved without a comment, over 50 lines and faster than 2,000 lines an hour.
    package var rubberStamps: Int
    /// Approved, of known size: what the rubber stamps are a share of.
    package var approved: Int
}
