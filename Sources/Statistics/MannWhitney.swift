/// Whether values of the second group tend to lie above those of the first (Mann & Whitney 1947; Vargha & Delaney 2000;
/// HANDBOOK C12).
package struct MannWhitney: Codable, Hashable, Sendable {
    /// Pairs in which the second group's value is the greater; ties count a half.
    package var u: Double
    /// Â = U / all pairs: 0.5 is no shift, 1 means that every second value lies above every first.
    package var superiority: Double
    /// From every way to deal the ranks, by the distance of U from its middle, up or down.
    package var exact: PermutationTest
    /// From the normal distribution, with correction for ties and continuity. 1 when all values are alike.
    package var asymptoticP: Double
    /// The middle one of all differences between a second and a first value (Hodges & Lehmann).
    package var shift: Double

    /// Nil when a group is empty.
    package init?(_ first: [Double], _ second: [Double], seed: UInt64 = 1) {
        let ranks = Ranks(first + second)
        let (own, others) = (Array(ranks.values.prefix(first.count)), Array(ranks.values.dropFirst(first.count)))
        guard let test = PermutationTest(own, others, seed: seed),
            let shift = HodgesLehmann.shift(from: first, to: second)
        else { return nil }
        let (n, m) = (Double(first.count), Double(second.count))
        u = others.reduce(0, +) - m * (m + 1) / 2
        superiority = u / (n * m)
        exact = test
        self.shift = shift
        let all = n + m
        let variance = n * m / 12 * (all + 1 - ranks.ties / (all * (all - 1)))
        let distance = max(0, abs(u - n * m / 2) - 0.5)
        asymptoticP = variance > 0 ? min(1, 2 * Normal.below(-distance / variance.squareRoot())) : 1
    }
}

extension MannWhitney {
    /// Â alone, without a test: quick for any number of values. Nil when a group is empty.
    package static func superiority(_ first: [Double], _ second: [Double]) -> Double? {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        let (n, m) = (Double(first.count), Double(second.count))
        let others = Ranks(first + second).values.dropFirst(first.count).reduce(0, +)
        return (others - m * (m + 1) / 2) / (n * m)
    }
}

/// Places in the order of size, from 1; equal values share the middle of theirs.
struct Ranks {
    let values: [Double]
    /// Σ (t³ − t) over groups of t equal values.
    let ties: Double

    init(_ numbers: [Double]) {
        var values = [Double](repeating: 0, count: numbers.count)
        var ties = 0.0
        var rest = numbers.indices.sorted { numbers[$0] < numbers[$1] }[...]
        while let first = rest.first {
            let together = rest.prefix { numbers[$0] == numbers[first] }
            let rank = Double(together.startIndex + together.endIndex + 1) / 2
            for place in together { values[place] = rank }
            let size = Double(together.count)
            ties += size * size * size - size
            rest = rest.dropFirst(together.count)
        }
        self.values = values
        self.ties = ties
    }
}

package enum HodgesLehmann {
    /// The median of all differences, by distinct values so that ten thousand answers are as quick as ten. Nil when a
    /// group is empty.
    package static func shift(from first: [Double], to second: [Double]) -> Double? {
        guard !first.isEmpty, !second.isEmpty else { return nil }
        var differences: [Double: Int] = [:]
        let (ones, others) = (Self.counts(first), Self.counts(second))
        for (one, count) in ones {
            for (other, times) in others { differences[other - one, default: 0] += count * times }
        }
        let pairs = first.count * second.count
        let sorted = differences.sorted { $0.key < $1.key }
        var seen = 0
        var below: Double?
        for (difference, count) in sorted {
            seen += count
            if let below { return (below + difference) / 2 }
            if 2 * seen > pairs { return difference }
            if 2 * seen == pairs { below = difference }
        }
        return below
    }

    private static func counts(_ values: [Double]) -> [Double: Int] {
        values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
