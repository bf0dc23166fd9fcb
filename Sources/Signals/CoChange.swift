/// Which things change together, from sets of things that changed at one time (HANDBOOK B5; Gall et al. 1998).
package struct CoChange: Sendable {
    /// The defaults are those of Code Maat.
    package struct Limits: Hashable, Sendable {
        package var meanRevisions = 5.0
        package var shared = 5
        /// Percent.
        package var degree = 30.0
        /// Sets with more members say nothing about any two of them.
        package var members = 30

        package init() {}
    }

    package struct Pair: Hashable, Sendable {
        package var first: Int
        package var second: Int
        package var firstRevisions: Int
        package var secondRevisions: Int
        package var shared: Int
        /// All sets that were counted.
        package var sets: Int

        package init(first: Int, second: Int, firstRevisions: Int, secondRevisions: Int, shared: Int, sets: Int) {
            self.first = first
            self.second = second
            self.firstRevisions = firstRevisions
            self.secondRevisions = secondRevisions
            self.shared = shared
            self.sets = sets
        }

        package var meanRevisions: Double { Double(firstRevisions + secondRevisions) / 2 }
        /// `shared` / mean revisions, in percent.
        package var degree: Double { 100 * Double(shared) / meanRevisions }
        /// The share of the first one's changes that came with the second, 0–1.
        package var confidence: Double { Double(shared) / Double(firstRevisions) }
        package var reverseConfidence: Double { Double(shared) / Double(secondRevisions) }
        /// How many times more often than if the two had nothing to do with each other.
        package var lift: Double {
            Double(shared) * Double(sets) / (Double(firstRevisions) * Double(secondRevisions))
        }
    }

    /// Highest degree first, then more shared, then by place.
    package let pairs: [Pair]

    /// - Parameters:
    ///   - sets: members by number from 0, each at most once in a set.
    ///   - members: how many members there are.
    package init(sets: [[Int32]], members: Int, limits: Limits = Limits()) {
        let counted = sets.filter { !$0.isEmpty && $0.count <= limits.members }
        var revisions = [Int](repeating: 0, count: members)
        for set in counted { for member in set { revisions[Int(member)] += 1 } }
        var together: [UInt64] = []
        for set in counted where set.count > 1 {
            // Whoever changed less often than a pair must share cannot be in one.
            let frequent = set.filter { revisions[Int($0)] >= limits.shared }.sorted()
            for (place, first) in frequent.enumerated() {
                for second in frequent[(place + 1)...] { together.append(UInt64(first) << 32 | UInt64(second)) }
            }
        }
        together.sort()
        pairs = Self.runs(together).compactMap { key, shared in
            let pair = Pair(
                first: Int(key >> 32), second: Int(key & 0xFFFF_FFFF), firstRevisions: revisions[Int(key >> 32)],
                secondRevisions: revisions[Int(key & 0xFFFF_FFFF)], shared: shared, sets: counted.count)
            let holds =
                shared >= limits.shared && pair.meanRevisions >= limits.meanRevisions && pair.degree >= limits.degree
            return holds ? pair : nil
        }.sorted {
            ($1.degree, $1.shared, $0.first, $0.second) < ($0.degree, $0.shared, $1.first, $1.second)
        }
    }

    private static func runs(_ sorted: [UInt64]) -> [(key: UInt64, count: Int)] {
        var runs: [(key: UInt64, count: Int)] = []
        for key in sorted {
            if runs.last?.key == key { runs[runs.count - 1].count += 1 } else { runs.append((key, 1)) }
        }
        return runs
    }
}
