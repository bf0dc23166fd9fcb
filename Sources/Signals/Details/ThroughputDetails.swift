/// What was done, week by week.
package struct ThroughputDetails: Codable, Hashable, Sendable {
    package struct Kind: Codable, Hashable, Sendable {
        /// `bug`, `requirement`, `task` and so on.
        package var kind: String
        /// In each of the weeks.
        package var finished: [Int]
    }

    package var weeks: WeekSeries
    package var mean: Double
    /// Each kind of item by itself.
    package var kinds: [Kind]
    /// Done before, opened again and done once more; they count once.
    package var reopened: Int
}
