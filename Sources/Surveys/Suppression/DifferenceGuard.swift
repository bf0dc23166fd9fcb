/// What may be told of a cell beside what was told before (HANDBOOK D4).
package enum DifferenceGuard {
    /// How a group of people has changed since an earlier round.
    package struct Movement: Codable, Hashable, Sendable {
        package var joined: Int
        package var left: Int

        package init(joined: Int = 0, left: Int = 0) {
            self.joined = joined
            self.left = left
        }
    }

    /// Whether a part of the whole may be compared with itself in an earlier round: one who came or went could be told
    /// apart by subtraction. The whole is compared all the same, in rounded figures.
    package static func mayCompare(isWhole: Bool, _ movement: Movement, _ rules: PrivacyRules) -> Bool {
        isWhole || rules.mayDiffer(by: movement.joined) && rules.mayDiffer(by: movement.left)
    }

    /// Whether answers that came since a release may be released in a batch of their own: every segment has grown by
    /// nothing or by at least k. At the close it is the last batch, and what remains waits for nothing.
    package static func mayRelease(before: [Int], now: [Int], _ rules: PrivacyRules) -> Bool {
        before.count == now.count && zip(before, now).allSatisfy { $1 >= $0 && rules.mayDiffer(by: $1 - $0) }
    }
}
