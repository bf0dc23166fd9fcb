import Records

/// How much was begun at once, and whether it flows.
package struct WorkInProgressDetails: Codable, Hashable, Sendable {
    package struct Item: Codable, Hashable, Sendable {
        package var key: RecordKey
        package var reference: String
        package var title: String
        package var state: String
        /// Days since it was begun.
        package var days: Double
    }

    package var law: LittlesLaw
    /// Begun and not ended, oldest first.
    package var open: [Item]
    package var members: Int
    /// Days from begun to done, of what was done in the timeframe.
    package var finished: AgeSpread?
    package var flow: CumulativeFlow
}
