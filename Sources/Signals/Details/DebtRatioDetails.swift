import Records

/// What mending all findings would take, beside what writing the code took.
package struct DebtRatioDetails: Codable, Hashable, Sendable {
    package struct Point: Codable, Hashable, Sendable {
        package var repository: RecordKey
        package var at: Int64
        package var ratio: Double
        /// Other rules than before: the points on both sides are not the same series.
        package var isBreak: Bool
    }

    package var minutes: Double
    package var lines: Int
    /// SonarQube's letter for the ratio, A to E.
    package var rating: String
    package var withoutCost: Int
    /// Each analysis of the timeframe, oldest first.
    package var points: [Point]
}
