import Records

/// When what is left will be done, with how much confidence, and what that rests on.
package struct ForecastDetails: Codable, Hashable, Sendable {
    package struct Finish: Codable, Hashable, Sendable {
        /// In percent: 50, 70, 85, 95.
        package var confidence: Int
        /// Nil beyond ten years.
        package var weeks: Int?
        /// The Friday of the last of them.
        package var day: CivilDay?
    }

    package struct ByDate: Codable, Hashable, Sendable {
        package var weeks: Int
        package var day: CivilDay
        /// At least so many, for 50, 70, 85 and 95 % in this order.
        package var items: [Int]
    }

    /// Open now, and with what usually comes on top.
    package var open: Int
    package var items: Int
    /// Items that came on top for each that was done.
    package var growth: Double
    /// Done in each of the weeks it rests on, oldest first.
    package var weeks: [Int]
    package var finishes: [Finish]
    package var byDate: [ByDate]
    /// The chance that all is done, week by week.
    package var chances: [Double]
    /// By exact sums; false for draws.
    package var isExact: Bool
    /// The first Monday of the weeks to come.
    package var start: CivilDay
}
