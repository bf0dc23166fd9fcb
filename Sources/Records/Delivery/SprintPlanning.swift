extension Sprint {
    /// When planning ends, in seconds since 1970: when the sprint begins; where only its first day is known, when that day ends,
    /// because a team plans in its course. Nil where a tracker does not say when it begins.
    package var planningEnd: Int64? {
        guard let startAt else { return nil }
        return startAt % Timeframe.day == 0 ? min(startAt + Timeframe.day, over ?? .max) : startAt
    }
}

extension SprintCommitment {
    /// For so long after planning ended the server may still write down what was planned.
    package static let latest = Timeframe.day
    /// Until then: what changed last may be told some minutes later.
    private static let earliest: Int64 = 600

    /// - Parameter moment: when planning ended.
    package static func noting(_ moment: Int64) -> ClosedRange<Int64> { moment + earliest...moment + latest }

    /// How a tracker says of an item that all agreed to take it out; without it what is removed stays promised.
    private static let agreed: Set<String> = ["removed-by-agreement", "removed by agreement"]

    package static func isReleased(_ item: WorkItem) -> Bool {
        item.labels.contains { agreed.contains($0.lowercased()) }
    }
}
