extension Statistics {
    /// How long something took for one of a cohort, or how long it has been waited for so far.
    package struct Wait: Hashable, Sendable {
        package var duration: Double
        /// False while it is still open: the wait is at least this long.
        package var hasEnded: Bool

        package init(_ duration: Double, hasEnded: Bool) {
            self.duration = duration
            self.hasEnded = hasEnded
        }
    }

    /// The time by which half of a cohort got there, those who have not yet included (Kaplan–Meier, HANDBOOK I3).
    /// Nil when the half has not been reached.
    package static func survivalMedian(_ waits: [Wait]) -> Double? {
        survivalCurve(waits).first { $0.remaining <= 0.5 + 1e-12 }?.time
    }

    /// The share still waiting after each time at which somebody got there.
    package static func survivalCurve(_ waits: [Wait]) -> [(time: Double, remaining: Double)] {
        var curve: [(time: Double, remaining: Double)] = []
        var remaining = 1.0
        var atRisk = waits.count
        var rest = waits.sorted { $0.duration < $1.duration }[...]
        while let time = rest.first?.duration {
            let together = rest.prefix { $0.duration == time }
            let ended = together.count { $0.hasEnded }
            if ended > 0 {
                remaining *= 1 - Double(ended) / Double(atRisk)
                curve.append((time, remaining))
            }
            atRisk -= together.count
            rest = rest.dropFirst(together.count)
        }
        return curve
    }
}
