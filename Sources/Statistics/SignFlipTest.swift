/// Whether the same people changed by more than chance: how often differences as large come out when each person's may as well
/// have had the other sign (the permutation test of pairs; HANDBOOK C12, D8).
package struct SignFlipTest: Codable, Hashable, Sendable {
    /// The mean of the differences.
    package var difference: Double
    /// The share of the signs with a sum at least as far from none, up or down.
    package var p: Double
    package var isExact: Bool

    /// People whose signs are all gone through, where the differences lie on no grid.
    private static let mostListed = 20
    /// Sums that one counting may touch.
    private static let mostWork = 20_000_000
    package static let draws = 100_000

    /// Nil without differences.
    ///
    /// - Parameter seed: for what cannot be counted; the same seed gives the same p.
    package init?(_ differences: [Double], seed: UInt64 = 1, draws: Int = Self.draws) {
        guard let mean = Statistics.mean(differences) else { return nil }
        difference = mean
        // Who did not change adds nothing, whatever the sign.
        let moved = differences.filter { abs($0) > 1e-9 }
        if let share = Self.countedShare(moved) {
            (p, isExact) = (share, true)
        } else if moved.count <= Self.mostListed {
            (p, isExact) = (Self.listedShare(moved), true)
        } else {
            (p, isExact) = (Self.drawnShare(moved, seed: seed, draws: draws), false)
        }
    }

    /// By sums, for differences that are whole steps, as those between answers on a scale are. Nil where they are not, or there
    /// are too many.
    private static func countedShare(_ moved: [Double]) -> Double? {
        for parts in [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 60, 420] {
            let steps = moved.map { abs($0) * parts }
            guard steps.allSatisfy({ abs($0 - $0.rounded()) < 1e-5 * parts }) else { continue }
            let sizes = steps.map { Int($0.rounded()) }
            let most = sizes.reduce(0, +)
            guard sizes.count * (2 * most + 1) <= mostWork else { return nil }
            let observed = abs(zip(moved, sizes).reduce(0) { $0 + ($1.0 < 0 ? -$1.1 : $1.1) })
            return share(of: sizes, most: most, observed: observed)
        }
        return nil
    }

    /// chances[most + sum]: of all signs so far.
    private static func share(of sizes: [Int], most: Int, observed: Int) -> Double {
        var chances = [Double](repeating: 0, count: 2 * most + 1)
        chances[most] = 1
        for size in sizes {
            var next = [Double](repeating: 0, count: chances.count)
            for (place, chance) in chances.enumerated() where chance > 0 {
                next[place + size] += chance / 2
                next[place - size] += chance / 2
            }
            chances = next
        }
        return min(1, chances.enumerated().reduce(0) { $0 + (abs($1.offset - most) >= observed ? $1.element : 0) })
    }

    private static func listedShare(_ moved: [Double]) -> Double {
        let observed = abs(moved.reduce(0, +)) - 1e-9
        var far = 0
        func choose(_ place: Int, _ sum: Double) {
            guard place < moved.count else {
                if abs(sum) >= observed { far += 1 }
                return
            }
            choose(place + 1, sum + moved[place])
            choose(place + 1, sum - moved[place])
        }
        choose(0, 0)
        return Double(far) / Double(1 << moved.count)
    }

    private static func drawnShare(_ moved: [Double], seed: UInt64, draws: Int) -> Double {
        var chance = Chance(seed: seed)
        let observed = abs(moved.reduce(0, +)) - 1e-9
        var far = 0
        for _ in 0..<draws {
            var (sum, bits) = (0.0, UInt64(0))
            for (place, difference) in moved.enumerated() {
                if place.isMultiple(of: 64) { bits = chance.next() }
                sum += bits & 1 == 1 ? difference : -difference
                bits >>= 1
            }
            if abs(sum) >= observed { far += 1 }
        }
        return Double(far + 1) / Double(draws + 1)
    }
}
