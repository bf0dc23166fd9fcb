import Foundation

/// When a number of items will be done, if weeks go on as they went (T. Magennis 2011, D. Vacanti 2018; HANDBOOK A19, I4).
///
/// Each week to come is one of those that were, drawn with replacement, weeks without anything included. The sample is
/// small and whole-numbered, so the chances are exact sums; `simulated` draws them and says nearly the same.
package struct ThroughputForecast: Sendable {
    /// Fewer weeks than this say nothing about the next.
    package static let leastWeeks = 6
    /// Ten years: what takes longer is not foreseen.
    package static let horizon = 520
    /// Up to so many items the sums are quick; beyond, draws take their place.
    package static let mostExact = 200

    /// Items finished in each week.
    package let weeks: [Int]

    /// Nil below six weeks, and when nothing was finished in any.
    package init?(weeks: [Int]) {
        guard weeks.count >= Self.leastWeeks, weeks.allSatisfy({ $0 >= 0 }), weeks.contains(where: { $0 > 0 }) else {
            return nil
        }
        self.weeks = weeks
    }

    /// The chance that the items are done within one week, within two, and so on, until it is all but certain.
    package func chances(items: Int) -> [Double] {
        guard items > 0 else { return [1] }
        let share = 1 / Double(weeks.count)
        var open = [Double](repeating: 0, count: items)
        open[0] = 1
        var done = 0.0
        var chances: [Double] = []
        while done < 0.9999, chances.count < Self.horizon {
            var next = [Double](repeating: 0, count: items)
            for (sum, chance) in open.enumerated() where chance > 0 {
                for finished in weeks {
                    if sum + finished >= items {
                        done += chance * share
                    } else {
                        next[sum + finished] += chance * share
                    }
                }
            }
            open = next
            chances.append(done)
        }
        return chances
    }

    /// The same by drawing many runs; for many items, and to see that the sums are right.
    package func simulated(items: Int, runs: Int = 10_000, seed: UInt64) -> [Double] {
        guard items > 0 else { return [1] }
        var chance = Chance(seed: seed)
        var ends = [Int](repeating: 0, count: Self.horizon + 1)
        for _ in 0..<runs {
            var (sum, week) = (0, 0)
            while sum < items, week < Self.horizon {
                sum += weeks[chance.index(below: weeks.count)]
                week += 1
            }
            ends[sum >= items ? week : 0] += 1
        }
        var done = 0
        var chances: [Double] = []
        for week in 1...Self.horizon where Double(done) < 0.9999 * Double(runs) {
            done += ends[week]
            chances.append(Double(done) / Double(runs))
        }
        return chances
    }

    /// The first week by whose end the items are done with the given chance; nil when it is beyond ten years.
    package static func week(reaching share: Double, in chances: [Double]) -> Int? {
        chances.firstIndex { $0 >= share - 1e-12 }.map { $0 + 1 }
    }

    /// How many items at least are done after some weeks, with the given chance: the cautious end of what may come.
    package func atLeast(_ share: Double, within count: Int) -> Int {
        var sums: [Int: Double] = [0: 1]
        for _ in 0..<max(0, count) {
            var next: [Int: Double] = [:]
            for (sum, chance) in sums.sorted(by: { $0.key < $1.key }) {
                for finished in weeks { next[sum + finished, default: 0] += chance / Double(weeks.count) }
            }
            sums = next
        }
        var above = 0.0
        for (sum, chance) in sums.sorted(by: { $0.key > $1.key }) {
            above += chance
            if above >= share - 1e-12 { return sum }
        }
        return 0
    }
}
