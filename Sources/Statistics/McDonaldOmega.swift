/// How far the items of a scale measure one thing when some show it more plainly than others (R. McDonald 1999,
/// HANDBOOK C11): the share of the sum's variance that one common factor explains.
package struct McDonaldOmega: Codable, Hashable, Sendable {
    package var value: Double
    /// How strongly each item shows the common factor, −1…1, on standardised answers.
    package var loadings: [Double]
    /// Rows that took part.
    package var rows: Int

    /// Fits one factor to the correlations of the complete rows by minimum residuals (Harman & Jones 1966).
    /// Nil with fewer than three items, three rows, or an item that everybody answers alike.
    package init?(_ answers: Items, gaps: Items.Gaps = .complete) {
        guard answers.count > 2, answers.complete.count > 2, let covariances = answers.covariances(gaps),
            let correlations = Items.correlations(covariances)
        else { return nil }
        let loadings = Self.minimumResidual(correlations)
        guard let value = Self.omega(loadings) else { return nil }
        self.value = value
        self.loadings = loadings
        rows = answers.complete.count
    }

    /// (Σλ)² / ((Σλ)² + Σθ) of standardised loadings, where θ = 1 − λ² is what is an item's own.
    package static func omega(_ loadings: [Double]) -> Double? {
        let sum = loadings.reduce(0, +)
        let common = sum * sum
        let own = loadings.reduce(0) { $0 + max(0, 1 - $1 * $1) }
        return common + own > 0 ? common / (common + own) : nil
    }

    /// Alpha of items with these loadings: what correlations they imply, put into its formula.
    package static func impliedAlpha(_ loadings: [Double]) -> Double? {
        let k = Double(loadings.count)
        let sum = loadings.reduce(0, +)
        let squares = loadings.reduce(0) { $0 + $1 * $1 }
        let total = k + sum * sum - squares
        guard k > 1, total > 0 else { return nil }
        return k / (k - 1) * (1 - k / total)
    }

    /// The loadings whose products leave the least sum of squares between the items. Each is set to its best value given
    /// the others, in turn, until none moves; none may exceed 1, which would leave less than nothing of its own.
    private static func minimumResidual(_ correlations: [[Double]]) -> [Double] {
        var loadings = start(correlations)
        for _ in 0..<10_000 {
            var moved = 0.0
            for item in loadings.indices {
                var (product, square) = (0.0, 0.0)
                for other in loadings.indices where other != item {
                    product += correlations[item][other] * loadings[other]
                    square += loadings[other] * loadings[other]
                }
                guard square > 0 else { continue }
                let best = min(1, max(-1, product / square))
                moved = max(moved, abs(best - loadings[item]))
                loadings[item] = best
            }
            if moved < 1e-12 { break }
        }
        return loadings.reduce(0, +) < 0 ? loadings.map { -$0 } : loadings
    }

    /// The direction that the correlations stretch most, from which the search starts.
    private static func start(_ correlations: [[Double]]) -> [Double] {
        // Not even: items that all cancel each other out would leave an even start at nothing.
        var direction = correlations.indices.map { 1 + 0.01 * Double($0) }
        for _ in 0..<200 {
            let turned = correlations.map { row in zip(row, direction).reduce(0) { $0 + $1.0 * $1.1 } }
            let length = turned.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 0 else { break }
            direction = turned.map { $0 / length }
        }
        return direction
    }
}
