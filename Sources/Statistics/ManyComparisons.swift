/// What p-values are worth when many things were looked at (HANDBOOK C14). Results stand in the order of the input.
package enum ManyComparisons {
    /// For a handful of tests declared beforehand: the chance of a single false alarm stays below the level (Holm 1979).
    package static func holm(_ p: [Double]) -> [Double] {
        var adjusted = p
        var highest = 0.0
        for (rank, place) in order(p).enumerated() {
            highest = max(highest, min(1, p[place] * Double(p.count - rank)))
            adjusted[place] = highest
        }
        return adjusted
    }

    /// For exploring, and to be labelled so: the share of false alarms among the findings stays below the level
    /// (Benjamini & Hochberg 1995).
    package static func benjaminiHochberg(_ p: [Double]) -> [Double] {
        var adjusted = p
        var lowest = 1.0
        for (rank, place) in order(p).enumerated().reversed() {
            lowest = min(lowest, p[place] * Double(p.count) / Double(rank + 1))
            adjusted[place] = lowest
        }
        return adjusted
    }

    private static func order(_ p: [Double]) -> [Int] { p.indices.sorted { (p[$0], $0) < (p[$1], $1) } }
}
