/// Bounds of a figure without a formula, from drawing the answers again with replacement (Efron & Tibshirani 1993, bias
/// corrected and accelerated).
package enum Bootstrap {
    /// Fewer values leave too few different draws (HANDBOOK C9).
    package static let leastValues = 8

    /// Nil below eight values, or when the figure is not a number.
    /// - Parameter seed: the same seed gives the same bounds.
    package static func interval(
        _ values: [Double], seed: UInt64, draws: Int = 10_000, confidence: Double = 0.95,
        of figure: ([Double]) -> Double
    ) -> Bounds? {
        guard values.count >= leastValues, draws > 0 else { return nil }
        let observed = figure(values)
        var chance = Chance(seed: seed)
        var drawn = values
        let figures = (0..<draws).map { _ in
            for place in drawn.indices { drawn[place] = values[chance.index(below: values.count)] }
            return figure(drawn)
        }.sorted()
        guard observed.isFinite, figures.allSatisfy(\.isFinite) else { return nil }
        // Draws equal to the figure count half: with few different answers there are many of them.
        let lower = figures.reduce(0.0) { $0 + ($1 < observed ? 1 : $1 == observed ? 0.5 : 0) }
        let bias = Normal.quantile(min(max(lower, 0.5), Double(draws) - 0.5) / Double(draws))
        let acceleration = acceleration(values, figure)
        func end(_ p: Double) -> Double {
            let z = bias + Normal.quantile(p)
            return Statistics.percentile(figures, Normal.below(bias + z / (1 - acceleration * z))) ?? observed
        }
        return Bounds(end(0.5 - confidence / 2), end(0.5 + confidence / 2))
    }

    /// How the figure's spread changes with the figure, from leaving out each value in turn.
    private static func acceleration(_ values: [Double], _ figure: ([Double]) -> Double) -> Double {
        let without = values.indices.map { left in
            figure(values.enumerated().filter { $0.offset != left }.map(\.element))
        }
        let mean = without.reduce(0, +) / Double(without.count)
        let squares = without.reduce(0) { $0 + (mean - $1) * (mean - $1) }
        let cubes = without.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
        return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    }
}
