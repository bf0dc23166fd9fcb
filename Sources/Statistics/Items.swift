/// Answers of people (rows) to the items of a scale (columns), with gaps.
package struct Items: Sendable {
    package let rows: [[Double?]]
    package let count: Int

    /// - Parameter rows: each as long as `count`; what is missing in a row is a gap.
    package init(_ rows: [[Double?]]) {
        count = rows.map(\.count).max() ?? 0
        let width = count
        self.rows = rows.map { $0 + [Double?](repeating: nil, count: width - $0.count) }
    }

    /// The rows without a gap.
    package var complete: [[Double]] {
        rows.compactMap { row in
            let values = row.compactMap { $0 }
            return values.count == row.count && count > 0 ? values : nil
        }
    }

    package func dropping(_ item: Int) -> Items {
        Items(rows.map { row in row.enumerated().filter { $0.offset != item }.map(\.element) })
    }

    /// The same with some items turned round: `low + high` less the answer.
    package func reversed(_ items: Set<Int>, low: Double, high: Double) -> Items {
        Items(rows.map { row in row.enumerated().map { items.contains($0) ? $1.map { low + high - $0 } : $1 } })
    }

    /// Which rows two items are compared over.
    package enum Gaps: Sendable {
        /// Every row in which both are answered.
        case pairwise
        /// Only rows without any gap.
        case complete
    }

    /// The covariances of the items. Nil where two items have fewer than two rows in common.
    func covariances(_ gaps: Gaps) -> [[Double]]? {
        let rows = gaps == .pairwise ? rows : complete.map { $0.map(Optional.some) }
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
        for first in 0..<count {
            for second in first..<count {
                guard let covariance = Self.covariance(rows, first, second) else { return nil }
                matrix[first][second] = covariance
                matrix[second][first] = covariance
            }
        }
        return matrix
    }

    private static func covariance(_ rows: [[Double?]], _ first: Int, _ second: Int) -> Double? {
        var (n, x, y) = (0.0, 0.0, 0.0)
        for row in rows {
            guard let a = row[first], let b = row[second] else { continue }
            n += 1
            x += a
            y += b
        }
        guard n > 1 else { return nil }
        var sum = 0.0
        for row in rows {
            guard let a = row[first], let b = row[second] else { continue }
            sum += (a - x / n) * (b - y / n)
        }
        return sum / (n - 1)
    }

    /// Covariances on the scale from −1 to 1. Nil when an item does not vary.
    static func correlations(_ covariances: [[Double]]) -> [[Double]]? {
        let deviations = covariances.indices.map { covariances[$0][$0].squareRoot() }
        guard deviations.allSatisfy({ $0 > 0 }) else { return nil }
        return covariances.indices.map { row in
            covariances.indices.map { row == $0 ? 1 : covariances[row][$0] / (deviations[row] * deviations[$0]) }
        }
    }
}
