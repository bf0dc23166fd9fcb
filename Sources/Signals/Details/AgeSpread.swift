import Statistics

/// By when half, and 85 of a hundred, of what was finished were finished: what the age of open things is held against.
package struct AgeSpread: Codable, Hashable, Sendable {
    /// In days, as the sun goes.
    package var p50: Double
    package var p85: Double
    package var count: Int

    /// Nil without any.
    package init?(days: [Double]) {
        let days = days.sorted()
        guard let p50 = Statistics.percentile(days, 0.5), let p85 = Statistics.percentile(days, 0.85) else {
            return nil
        }
        (self.p50, self.p85, count) = (p50, p85, days.count)
    }
}
