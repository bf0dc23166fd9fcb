import Statistics

/// Half, three quarters and nine tenths of some durations lie below these, in hours (HANDBOOK 0.2). Never a mean.
package struct HoursSpread: Codable, Hashable, Sendable {
    package var p50: Double
    package var p75: Double
    package var p90: Double
    package var count: Int

    /// Nil without any.
    package init?(seconds: [Int64]) {
        let hours = seconds.map { Double($0) / 3600 }.sorted()
        guard let p50 = Statistics.percentile(hours, 0.5), let p75 = Statistics.percentile(hours, 0.75),
            let p90 = Statistics.percentile(hours, 0.9)
        else { return nil }
        (self.p50, self.p75, self.p90, count) = (p50, p75, p90, hours.count)
    }
}
