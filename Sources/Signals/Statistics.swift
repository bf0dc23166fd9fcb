/// The few formulas that several signals share.
package enum Statistics {
    /// The value below which the share `p` of the values lies, by linear interpolation between order statistics
    /// (Hyndman–Fan type 7, HANDBOOK 0.2). Nil without values.
    package static func percentile(_ values: [Double], _ p: Double) -> Double? {
        let sorted = values.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        if p <= 0 { return first }
        if p >= 1 { return last }
        let place = Double(sorted.count - 1) * p
        let below = Int(place)
        guard below + 1 < sorted.count else { return last }
        return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
    }

    package static func median(_ values: [Double]) -> Double? { percentile(values, 0.5) }

    /// Bounds, 0–1, between which the true proportion lies with 95 % confidence (E. Wilson 1927, HANDBOOK C9).
    /// Nil when there is nothing to divide by.
    package static func wilson(_ count: Int, of total: Int) -> (low: Double, high: Double)? {
        guard total > 0 else { return nil }
        let z = 1.959964
        let n = Double(total)
        let share = Double(count) / n
        let stretch = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / stretch
        let half = z / stretch * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return (max(0, centre - half), min(1, centre + half))
    }

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

extension Measurement.Interval {
    /// The Wilson interval of a share, in percent; nil when there is nothing to divide by.
    package static func wilson(_ count: Int, of total: Int) -> Measurement.Interval? {
        Statistics.wilson(count, of: total).map { .init(low: 100 * $0.low, high: 100 * $0.high, kind: "95 % Wilson") }
    }
}
