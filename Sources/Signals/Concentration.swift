import Foundation

/// How unevenly the commits of a module are spread over its contributors: 1 − H / ln n (HANDBOOK B4).
package enum Concentration {
    /// 0 when all did the same, 1 when one did it all; nil without commits.
    package static func of(_ commits: [Int]) -> Double? {
        let counts = commits.filter { $0 > 0 }.map(Double.init)
        let total = counts.reduce(0, +)
        guard total > 0 else { return nil }
        if counts.count == 1 { return 1 }
        let entropy = -counts.sorted().reduce(0) { $0 + $1 / total * log($1 / total) }
        return 1 - entropy / log(Double(counts.count))
    }
}
