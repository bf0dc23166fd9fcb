import Foundation

/// How unevenly a number of things is spread over people or parts.
package enum Spread {
    /// The Gini coefficient, 0 for equal shares (C. Gini 1912). Nil when there is nothing to share.
    package static func gini(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        let (n, sum) = (Double(sorted.count), sorted.reduce(0, +))
        guard sum > 0 else { return nil }
        let weighted = sorted.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
        return 2 * weighted / (n * sum) - (n + 1) / n
    }

    /// Made larger for few people, so that one who does it all is 1 (A. Deltas 2003). Nil for one person alone.
    package static func correctedGini(_ values: [Double]) -> Double? {
        guard values.count > 1 else { return nil }
        return gini(values).map { $0 * Double(values.count) / Double(values.count - 1) }
    }

    /// How many equal shares would be as concentrated as these: 1 / Σp².
    package static func effectiveCount(_ values: [Double]) -> Double? {
        let sum = values.reduce(0, +)
        guard sum > 0 else { return nil }
        return 1 / values.reduce(0) { $0 + ($1 / sum) * ($1 / sum) }
    }

    /// Corrected Gini coefficients, ascending, if `total` things fell to people by chance alone, each with a weight
    /// (HANDBOOK I9). As with what is observed, each one's number is divided by their weight.
    package static func ginisByChance(total: Int, weights: [Double], draws: Int = 2000, seed: UInt64) -> [Double] {
        var chance = Chance(seed: seed)
        let sum = weights.reduce(0, +)
        guard sum > 0, total > 0, weights.count > 1 else { return [] }
        var reached = 0.0
        let ends = weights.map { weight in
            reached += weight / sum
            return reached
        }
        return (0..<draws).compactMap { _ in
            var counts = [Double](repeating: 0, count: weights.count)
            for _ in 0..<total {
                let point = chance.fraction()
                var (low, high) = (0, ends.count - 1)
                while low < high {
                    let middle = (low + high) / 2
                    if ends[middle] <= point { low = middle + 1 } else { high = middle }
                }
                counts[low] += 1
            }
            return correctedGini(zip(counts, weights).map { $1 > 0 ? $0 / $1 : 0 })
        }.sorted()
    }
}
