/// What the page about review rounds draws.
package struct ReviewRoundsDetails: Codable, Hashable, Sendable {
    /// How many pull requests took one round, two, …; the last stands for all above.
    package var counts: [Int]
    package var p50: Double
    package var p75: Double
    package var p90: Double
}
