import Foundation

/// The share of the normal distribution below a point, and the point below which a share lies.
package enum Normal {
    package static func below(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

    /// - Parameter p: in 0…1; the ends give infinities.
    package static func quantile(_ p: Double) -> Double {
        if p <= 0 { return -.infinity }
        if p >= 1 { return .infinity }
        return Quantile.find(p, from: -40, to: 40, below: below)
    }
}

/// Student's t distribution with a number of degrees of freedom.
package struct StudentT: Sendable {
    package let freedom: Double

    package init(freedom: Double) { self.freedom = freedom }

    package func below(_ t: Double) -> Double {
        let tail = 0.5 * SpecialFunctions.incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
        return t > 0 ? 1 - tail : tail
    }

    /// The point below which the share `p` lies, exact to about 12 digits.
    package func quantile(_ p: Double) -> Double {
        if p == 0.5 { return 0 }
        // Mirrored to the lower tail, where shares keep their digits.
        if p > 0.5 { return -quantile(1 - p) }
        var low = -1.0
        while below(low) > p, low > -1e300 { low *= 2 }
        return Quantile.find(p, from: low, to: 0, below: below)
    }
}

/// The F distribution: the ratio of two independent variances.
struct FDistribution {
    let numerator: Double
    let denominator: Double

    func below(_ f: Double) -> Double {
        guard f > 0 else { return 0 }
        return SpecialFunctions.incompleteBeta(
            numerator * f / (numerator * f + denominator), numerator / 2, denominator / 2)
    }

    func quantile(_ p: Double) -> Double {
        var high = 1.0
        while below(high) < p, high < 1e300 { high *= 2 }
        return Quantile.find(p, from: 0, to: high, below: below)
    }
}

enum Quantile {
    /// Halves the span until it cannot be halved any more; `below` rises.
    static func find(_ p: Double, from: Double, to: Double, below: (Double) -> Double) -> Double {
        var (low, high) = (from, to)
        while true {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high || high - low <= 1e-14 * abs(middle) { return middle }
            if below(middle) < p { low = middle } else { high = middle }
        }
    }
}
