import Foundation

extension Statistics {
    /// From when on, and up to when, the half of a cohort may have got there, with 95 % confidence.
    ///
    /// All times at which a half still waiting lies within the pointwise interval of the curve (Brookmeyer and Crowley
    /// 1982), by Greenwood's variance on the scale of log(−log S). A bound is nil where the curve says nothing about it:
    /// too few have got there, or, at its very end, everybody has.
    package static func survivalMedianInterval(_ waits: [Wait]) -> (low: Double?, high: Double?) {
        let bounds = survivalBounds(waits)
        return (bounds.first { $0.low <= 0.5 }?.time, bounds.first { $0.high <= 0.5 }?.time)
    }

    /// The curve's bounds after each time at which somebody got there and somebody still waited.
    static func survivalBounds(_ waits: [Wait]) -> [(time: Double, low: Double, high: Double)] {
        var variance = 0.0
        return survivalCurve(waits).compactMap { step in
            let atRisk = Double(waits.count { $0.duration >= step.time })
            let ended = Double(waits.count { $0.duration == step.time && $0.hasEnded })
            guard atRisk > ended, step.remaining > 0 else { return nil }
            variance += ended / (atRisk * (atRisk - ended))
            let scale = log(-log(step.remaining))
            let half = z95 * variance.squareRoot() / abs(log(step.remaining))
            return (step.time, exp(-exp(scale + half)), exp(-exp(scale - half)))
        }
    }
}
