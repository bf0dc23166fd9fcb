import Foundation

extension Statistics {
    /// Bounds, 0–1, between which the true proportion lies with 95 % confidence (E. Wilson 1927, HANDBOOK C9).
    /// Nil when there is nothing to divide by.
    package static func wilson(_ count: Int, of total: Int) -> Bounds? {
        guard total > 0 else { return nil }
        return wilson(share: Double(count) / Double(total), sample: Double(total))
    }

    /// The same for people of whom nearly all were asked: says something about these people now, not about the team as
    /// a process over time. With everybody asked there is nothing left to chance.
    /// - Parameter population: how many could have answered; at least `total`.
    package static func wilson(_ count: Int, of total: Int, in population: Int) -> Bounds? {
        guard total > 0, population >= total else { return nil }
        let share = Double(count) / Double(total)
        guard let sample = effectiveSample(total, in: population) else { return Bounds(share, share) }
        return wilson(share: share, sample: sample)
    }

    /// How many answers from an endless population would tell as much as `total` of `population` do (C9). Nil when
    /// everybody answered: no number is large enough.
    package static func effectiveSample(_ total: Int, in population: Int) -> Double? {
        guard population > total else { return nil }
        return Double(total) * Double(population - 1) / Double(population - total)
    }

    /// What a standard error of a mean is multiplied by when the sample is a good part of the population (C9).
    package static func finiteFactor(_ total: Int, in population: Int) -> Double {
        guard population > 1 else { return 0 }
        return (Double(max(0, population - total)) / Double(population - 1)).squareRoot()
    }

    private static func wilson(share: Double, sample n: Double) -> Bounds {
        let z = z95
        let stretch = 1 + z * z / n
        let centre = (share + z * z / (2 * n)) / stretch
        let half = z / stretch * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return Bounds(max(0, centre - half), min(1, centre + half))
    }

    /// The simpler relative of Wilson's: half of z² is added to the successes and to the failures (Agresti & Coull 1998).
    package static func agrestiCoull(_ count: Int, of total: Int) -> Bounds? {
        guard total > 0 else { return nil }
        let n = Double(total) + z95 * z95
        let share = (Double(count) + z95 * z95 / 2) / n
        let half = z95 * (share * (1 - share) / n).squareRoot()
        return Bounds(max(0, share - half), min(1, share + half))
    }

    /// Bounds, −1…1, of the second proportion less the first, with one success and one failure added to each
    /// (Agresti & Caffo 2000). Nil when either has nothing to divide by.
    package static func agrestiCaffo(
        _ first: Int, of firstTotal: Int, _ second: Int, of secondTotal: Int
    ) -> Bounds? {
        guard firstTotal > 0, secondTotal > 0 else { return nil }
        let (n, m) = (Double(firstTotal + 2), Double(secondTotal + 2))
        let (p, q) = (Double(first + 1) / n, Double(second + 1) / m)
        let half = z95 * (p * (1 - p) / n + q * (1 - q) / m).squareRoot()
        return Bounds(max(-1, q - p - half), min(1, q - p + half))
    }
}
