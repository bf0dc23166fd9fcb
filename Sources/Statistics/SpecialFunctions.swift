import Foundation

/// The integrals behind the distributions.
enum SpecialFunctions {
    /// The natural logarithm of the gamma function, for positive arguments (C. Lanczos 1964, g = 7, nine terms);
    /// accurate to about 1e-14. The C library's own keeps a sign in a global variable, which threads would share.
    static func logGamma(_ x: Double) -> Double {
        let terms = [
            676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_59,
            12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6, 1.505_632_735_149_311_6e-7,
        ]
        if x < 0.5 { return log(Double.pi / sin(Double.pi * x)) - logGamma(1 - x) }
        let base = x + 6.5
        var sum = 0.999_999_999_999_809_93
        for (place, term) in terms.enumerated() { sum += term / (x + Double(place)) }
        return 0.5 * log(2 * Double.pi) + (x - 0.5) * log(base) - base + log(sum)
    }

    /// The regularised incomplete beta function, 0–1: the share of a beta distribution below `x`, by its continued
    /// fraction (Lentz's method).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x))
        // The fraction is quick on this side of the mean only; the other side is the mirror image.
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
