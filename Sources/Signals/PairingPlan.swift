/// Who could pair with whom next, so that those meet who have not for longest (HANDBOOK B11).
///
/// The pairs are chosen so that the days since they last met, at most sixty each, have the largest sum: the minimum-cost
/// matching with these days as negative costs. Exact for up to sixteen people; above, the longest waits are paired
/// first, and then partners are exchanged for as long as that helps. With an odd number one person is in no pair.
package struct PairingPlan {
    /// Beyond it, and never, look the same.
    static let mostDays = 60
    static let mostPeopleExactly = 16

    private let people: Int
    private var days: [Int]

    package init(people: Int) {
        self.people = people
        days = [Int](repeating: Self.mostDays, count: people * people)
    }

    /// - Parameter daysSince: nil where the two have never met.
    package mutating func set(_ daysSince: Int?, _ first: Int, _ second: Int) {
        let value = max(0, min(daysSince ?? Self.mostDays, Self.mostDays))
        days[first * people + second] = value
        days[second * people + first] = value
    }

    package var offers: [(first: Int, second: Int)] {
        let pairs = people <= Self.mostPeopleExactly ? exact : exchanged(greedy)
        return pairs.map { (min($0.first, $0.second), max($0.first, $0.second)) }.sorted { $0.0 < $1.0 }
            .map { (first: $0.0, second: $0.1) }
    }

    package func total(_ pairs: [(first: Int, second: Int)]) -> Int {
        pairs.reduce(0) { $0 + wait($1.first, $1.second) }
    }

    private func wait(_ first: Int, _ second: Int) -> Int { days[first * people + second] }

    /// For every set of people that are already paired, the best that the others can do, from the full set downwards.
    private var exact: [(first: Int, second: Int)] {
        let everybody = (1 << people) - 1
        var best = [Int](repeating: 0, count: everybody + 1)
        // Who is paired with the first person left; that person itself stands for nobody.
        var choice = [Int](repeating: -1, count: everybody + 1)
        for set in stride(from: everybody - 1, through: 0, by: -1) {
            let first = (~set).trailingZeroBitCount
            let isOdd = (people - set.nonzeroBitCount) % 2 == 1
            best[set] = isOdd ? best[set | 1 << first] : -1
            choice[set] = first
            for second in (first + 1)..<max(people, first + 1) where set & 1 << second == 0 {
                let sum = wait(first, second) + best[set | 1 << first | 1 << second]
                if sum > best[set] || (sum == best[set] && choice[set] == first) {
                    best[set] = sum
                    choice[set] = second
                }
            }
        }
        var pairs: [(first: Int, second: Int)] = []
        var set = 0
        while set < everybody {
            let first = (~set).trailingZeroBitCount
            if choice[set] != first { pairs.append((first, choice[set])) }
            set |= 1 << first | 1 << choice[set]
        }
        return pairs
    }

    private var greedy: [(first: Int, second: Int)] {
        let all = (0..<people).flatMap { first in ((first + 1)..<max(people, first + 1)).map { (first, $0) } }
            .sorted { left, right in
                let (one, other) = (wait(left.0, left.1), wait(right.0, right.1))
                return one != other ? one > other : left < right
            }
        var isFree = [Bool](repeating: true, count: people)
        return all.compactMap { first, second in
            guard isFree[first], isFree[second] else { return nil }
            isFree[first] = false
            isFree[second] = false
            return (first: first, second: second)
        }
    }

    private func exchanged(_ start: [(first: Int, second: Int)]) -> [(first: Int, second: Int)] {
        var pairs = start
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for one in pairs.indices {
                for other in pairs.indices[(one + 1)...] {
                    let (a, b) = pairs[one]
                    let (c, d) = pairs[other]
                    let sum = wait(a, b) + wait(c, d)
                    if wait(a, c) + wait(b, d) > sum {
                        (pairs[one], pairs[other]) = ((a, c), (b, d))
                        hasChanged = true
                    } else if wait(a, d) + wait(b, c) > sum {
                        (pairs[one], pairs[other]) = ((a, d), (b, c))
                        hasChanged = true
                    }
                }
            }
        }
        return pairs
    }
}
