import Records

/// Ages in months, each standing for as many lines.
package struct WeightedAges: Sendable {
    private var ages: [(months: Double, lines: Int)]
    package let lines: Int

    package init(_ ages: [(months: Double, lines: Int)]) {
        self.ages = ages.filter { $0.lines > 0 }.sorted { $0.months < $1.months }
        lines = self.ages.reduce(0) { $0 + $1.lines }
    }

    /// The percentile (type 7) over lines, as if every line were a value of its own. Nil without lines.
    package func percentile(_ p: Double) -> Double? {
        guard lines > 0 else { return nil }
        let place = Double(lines - 1) * p
        let below = Int(place)
        let low = age(ofLine: below)
        return low + (place - Double(below)) * (age(ofLine: min(below + 1, lines - 1)) - low)
    }

    private func age(ofLine line: Int) -> Double {
        var passed = 0
        for age in ages {
            passed += age.lines
            if line < passed { return age.months }
        }
        return ages.last?.months ?? 0
    }

    /// A twelfth of 365.25 days.
    package static let month = 365.25 / 12 * Double(Timeframe.day)
}
