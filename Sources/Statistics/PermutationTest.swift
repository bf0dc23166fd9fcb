/// Whether two groups' means differ by more than dealing the same values out by chance would make them (HANDBOOK C12,
/// I7).
package struct PermutationTest: Codable, Hashable, Sendable {
    /// The second group's mean less the first's.
    package var difference: Double
    /// The share of the ways to deal at least as far from no difference, up or down.
    package var p: Double
    package var way: Way

    package enum Way: Codable, Hashable, Sendable {
        /// Every way to deal was counted.
        case exact
        /// As many were drawn; the one observed counts as one more.
        case drawn(Int)
    }

    /// Ways to deal that are counted one by one. Values on a grid, as answers are, need no such limit: for them the
    /// ways are counted by their sums.
    static let mostListed = 1e6
    package static let draws = 100_000

    /// Nil when a group is empty.
    /// - Parameters:
    ///   - seed: for what cannot be counted; the same seed gives the same p.
    ///   - draws: how many to draw of what cannot be counted; a tenth as many leave p uncertain by 0.004 near 0.05.
    package init?(_ first: [Double], _ second: [Double], seed: UInt64 = 1, draws: Int = Self.draws) {
        guard let mean = Statistics.mean(first), let other = Statistics.mean(second) else { return nil }
        difference = other - mean
        // The smaller group is the one dealt: the larger gets what is left.
        let size = min(first.count, second.count)
        let values = first + second
        let grid = Grid(values)
        let observed = (first.count <= second.count ? first : second).reduce(0, +)
        if let share = grid?.exactShare(size: size, observed: observed) {
            (p, way) = (share, .exact)
        } else if Self.ways(values.count, size) <= Self.mostListed {
            (p, way) = (Deals(values, size: size, observed: observed).exactShare(), .exact)
        } else {
            var chance = Chance(seed: seed)
            let count: Int
            // Drawing how many of each kind are dealt costs about ten cards a kind.
            if let grid, grid.kinds * 10 < size {
                count = grid.drawnCount(size: size, observed: observed, draws: draws, using: &chance)
            } else {
                count = Deals(values, size: size, observed: observed).drawnCount(draws, using: &chance)
            }
            p = Double(count + 1) / Double(draws + 1)
            way = .drawn(draws)
        }
    }

    /// In how many ways `chosen` of `count` can be chosen.
    static func ways(_ count: Int, _ chosen: Int) -> Double {
        (0..<min(chosen, count - chosen)).reduce(1) { $0 * Double(count - $1) / Double($1 + 1) }
    }
}

/// Dealing values that lie on no grid.
private struct Deals {
    let values: [Double]
    let size: Int
    /// How far the dealt sum lies from what chance alone would make it, less what rounding may do.
    let distance: Double
    let expected: Double

    init(_ values: [Double], size: Int, observed: Double) {
        self.values = values
        self.size = size
        expected = values.reduce(0, +) * Double(size) / Double(values.count)
        let largest = values.reduce(1) { max($0, abs($1)) }
        distance = abs(observed - expected) - 1e-12 * largest * Double(values.count)
    }

    func exactShare() -> Double {
        var (far, all) = (0, 0)
        func choose(from start: Int, left: Int, sum: Double) {
            if left == 0 {
                all += 1
                if abs(sum - expected) >= distance { far += 1 }
                return
            }
            for place in start...(values.count - left) {
                choose(from: place + 1, left: left - 1, sum: sum + values[place])
            }
        }
        choose(from: 0, left: size, sum: 0)
        return Double(far) / Double(all)
    }

    func drawnCount(_ draws: Int, using chance: inout Chance) -> Int {
        var deck = values
        var far = 0
        for _ in 0..<draws {
            var sum = 0.0
            for place in 0..<size {
                deck.swapAt(place, place + chance.index(below: deck.count - place))
                sum += deck[place]
            }
            if abs(sum - expected) >= distance { far += 1 }
        }
        return far
    }
}
