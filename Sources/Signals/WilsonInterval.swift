import Statistics

extension Measurement.Interval {
    /// The Wilson interval of a share, in percent; nil when there is nothing to divide by.
    package static func wilson(_ count: Int, of total: Int) -> Measurement.Interval? {
        Statistics.wilson(count, of: total).map { .init(low: 100 * $0.low, high: 100 * $0.high, kind: "95 % Wilson") }
    }
}
