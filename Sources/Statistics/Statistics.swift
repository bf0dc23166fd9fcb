import Foundation

/// The formulas that signals and pulses share, as they stand in HANDBOOK 0.2 and C9–C15. Pure: what is drawn by chance
/// takes a seed.
package enum Statistics {
    /// The two-sided 95 % point of the normal distribution, as rounded in HANDBOOK C9.
    package static let z95 = 1.959964

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

    /// Nil without values.
    package static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// The variance of the population that the values are a sample of (divided by n − 1). Nil for fewer than two.
    package static func variance(_ values: [Double]) -> Double? {
        guard values.count > 1, let mean = mean(values) else { return nil }
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }

    package static func deviation(_ values: [Double]) -> Double? { variance(values)?.squareRoot() }
}

/// From where to where something may lie.
package struct Bounds: Codable, Hashable, Sendable {
    package var low: Double
    package var high: Double

    package init(_ low: Double, _ high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool { low <= value && value <= high }

    /// The same on another scale, such as percent for shares.
    package func scaled(by factor: Double) -> Bounds { Bounds(low * factor, high * factor) }
}
