import Foundation

/// Values that are whole steps from the least of them, as answers and ranks are: what can be dealt is then counted by
/// its sum instead of hand by hand.
struct Grid {
    /// How often each number of steps occurs: place 0 is the least value.
    private let counts: [Int]
    private let least: Double
    private let step: Double

    /// Sums of steps and sizes that one counting may touch; about a tenth of a second.
    private static let mostWork = 30_000_000
    private static let mostPlaces = 4_096

    /// Nil for values that lie on no grid, or on one that is too wide. Means of answers do lie on one, written with six
    /// digits as well.
    init?(_ values: [Double]) {
        guard let least = values.min(), let most = values.max() else { return nil }
        for parts in [1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 60, 420] {
            let places = (most - least) * parts
            guard places < Double(Self.mostPlaces) else { return nil }
            let steps = values.map { ($0 - least) * parts }
            guard steps.allSatisfy({ abs($0 - $0.rounded()) < 1e-5 * parts }) else { continue }
            var counts = [Int](repeating: 0, count: Int(places.rounded()) + 1)
            for step in steps { counts[Int(step.rounded())] += 1 }
            self.counts = counts
            self.least = least
            step = 1 / parts
            return
        }
        return nil
    }

    /// The steps in a hand of `size` values with this sum.
    private func steps(_ sum: Double, _ size: Int) -> Int { Int(((sum - Double(size) * least) / step).rounded()) }

    /// How many different values there are.
    var kinds: Int { counts.count { $0 > 0 } }

    /// The distance from the expected sum, times the number of values: whole numbers, so that nothing rounds.
    private func distance(_ steps: Int, size: Int, total: Int, all: Int) -> Int { abs(steps * total - size * all) }

    /// The share of all hands of `size` values at least as far from the expected sum as the observed one. Nil when
    /// counting them would take too long.
    func exactShare(size: Int, observed: Double) -> Double? {
        let total = counts.reduce(0, +)
        let all = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        let width = size * (counts.count - 1) + 1
        guard total * size * width < 2 * Self.mostWork else { return nil }
        // chances[hand * width + sum]: of all hands that can be made of the values so far, as a share that keeps small.
        var chances = [Double](repeating: 0, count: (size + 1) * width)
        chances[0] = 1
        var seen = 0
        for (steps, count) in counts.enumerated() {
            for _ in 0..<count {
                seen += 1
                add(steps, to: &chances, seen: seen, size: size, total: total, width: width)
            }
        }
        let limit = distance(self.steps(observed, size), size: size, total: total, all: all)
        var (far, whole) = (0.0, 0.0)
        for steps in 0..<width {
            let chance = chances[size * width + steps]
            whole += chance
            if distance(steps, size: size, total: total, all: all) >= limit { far += chance }
        }
        return far / whole
    }

    /// One more value may be dealt or not. A hand that is full stays as it is.
    ///
    /// The numbers are shares of the ways to go on: of `total` values `size` are dealt, so the one that comes next is
    /// dealt with the chance of the places left over the values left.
    private func add(_ steps: Int, to chances: inout [Double], seen: Int, size: Int, total: Int, width: Int) {
        let left = Double(total - seen + 1)
        let most = min(size, seen)
        chances.withUnsafeMutableBufferPointer { chances in
            for hand in stride(from: most, through: 0, by: -1) {
                let taken = hand > 0 ? Double(size - hand + 1) / left : 0
                let passed = max(0, 1 - Double(size - hand) / left)
                let here = hand * width
                let before = here - width
                let top = min(width, hand * (counts.count - 1) + 1)
                for sum in stride(from: top - 1, through: 0, by: -1) {
                    let stays = chances[here + sum] * passed
                    let comes = hand > 0 && sum >= steps ? chances[before + sum - steps] * taken : 0
                    chances[here + sum] = stays + comes
                }
            }
        }
    }

    /// How many of `draws` hands lie at least as far from the expected sum as the observed one. A hand is drawn value by
    /// value as counts, which takes no longer for ten thousand answers than for a hundred.
    func drawnCount(size: Int, observed: Double, draws: Int, using chance: inout Chance) -> Int {
        let total = counts.reduce(0, +)
        let all = counts.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        let limit = distance(steps(observed, size), size: size, total: total, all: all)
        let urn = Urn(total: total)
        let kinds = counts.indices.filter { counts[$0] > 0 }
        var far = 0
        for _ in 0..<draws {
            var (left, rest, sum) = (size, total, 0)
            for kind in kinds where left > 0 {
                let dealt = urn.draw(left, from: rest, marked: counts[kind], using: &chance)
                sum += dealt * kind
                left -= dealt
                rest -= counts[kind]
            }
            if distance(sum, size: size, total: total, all: all) >= limit { far += 1 }
        }
        return far
    }
}

/// Draws from an urn without putting back (the hypergeometric distribution).
private struct Urn {
    /// Logarithms of the factorials up to the number of balls.
    private let factorials: [Double]

    init(total: Int) {
        var factorials = [0.0]
        for number in 1...max(1, total) { factorials.append(factorials[number - 1] + log(Double(number))) }
        self.factorials = factorials
    }

    private func ways(_ count: Int, _ chosen: Int) -> Double {
        factorials[count] - factorials[chosen] - factorials[count - chosen]
    }

    /// How many of `drawn` balls from `total` are marked. Starts at the likeliest number and walks outwards on both
    /// sides until the drawn fraction is used up: as many steps as the number usually varies.
    func draw(_ drawn: Int, from total: Int, marked: Int, using chance: inout Chance) -> Int {
        let (least, most) = (max(0, drawn + marked - total), min(drawn, marked))
        if least == most { return least }
        let plain = total - marked
        let mode = min(most, max(least, (drawn + 1) * (marked + 1) / (total + 2)))
        let top = exp(ways(marked, mode) + ways(plain, drawn - mode) - ways(total, drawn))
        var rest = chance.fraction() - top
        var (low, high, lowShare, highShare) = (mode, mode, top, top)
        while rest >= 0, low > least || high < most {
            if high < most {
                highShare *=
                    Double(marked - high) * Double(drawn - high)
                    / (Double(high + 1) * Double(plain - drawn + high + 1))
                high += 1
                rest -= highShare
                if rest < 0 { return high }
            }
            if low > least {
                lowShare *=
                    Double(low) * Double(plain - drawn + low) / (Double(marked - low + 1) * Double(drawn - low + 1))
                low -= 1
                rest -= lowShare
                if rest < 0 { return low }
            }
            // What rounding has left over beyond the last digit belongs to the middle.
            if lowShare + highShare < 1e-18 { break }
        }
        return mode
    }
}
