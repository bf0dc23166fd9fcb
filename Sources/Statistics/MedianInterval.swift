import Foundation

extension Statistics {
    /// Bounds of the true median with at least 95 % confidence, by counting ranks: each value lies above it or below it
    /// like a tossed coin, however skewed they are. Nil below six values, where no two ranks are that sure.
    package static func medianInterval(_ values: [Double]) -> Bounds? {
        let n = values.count
        guard n >= 6 else { return nil }
        let below = n <= 200 ? exactRank(n) : Int((Double(n) / 2 - z95 / 2 * Double(n).squareRoot()).rounded(.down))
        let sorted = values.sorted()
        return Bounds(sorted[below - 1], sorted[n - below])
    }

    /// The greatest rank below which the median lies in no more than 2.5 % of all draws.
    private static func exactRank(_ n: Int) -> Int {
        var chance = pow(0.5, Double(n))
        var sum = chance
        var rank = 0
        while sum <= 0.025 {
            rank += 1
            chance *= Double(n - rank + 1) / Double(rank)
            sum += chance
        }
        return max(rank, 1)
    }
}
