/// How far the items of a scale measure one thing (L. Cronbach 1951, HANDBOOK C11).
package struct CronbachAlpha: Codable, Hashable, Sendable {
    /// From covariances: the one that people usually mean.
    package var raw: Double
    /// From correlations: as if every item varied equally much.
    package var standardised: Double
    /// Rows that took part: without a gap, or with at least one answer where gaps are bridged pair by pair.
    package var rows: Int
    /// 95 % bounds of the raw value by Feldt's F (1965).
    package var interval: Bounds?
    /// By item, in their order.
    package var items: [Item]

    package struct Item: Codable, Hashable, Sendable {
        /// What the raw value would be without this item. Nil where too few are left.
        package var alphaIfDropped: Double?
        /// How the item goes with the sum of the others. Negative: probably a reversal that was forgotten.
        package var restCorrelation: Double?
    }

    /// Nil with fewer than two items, two rows, or an item that everybody answers alike.
    package init?(_ answers: Items, gaps: Items.Gaps = .complete) {
        guard answers.count > 1, let covariances = answers.covariances(gaps),
            let raw = Self.alpha(covariances), let correlations = Items.correlations(covariances),
            let standardised = Self.alpha(correlations)
        else { return nil }
        self.raw = raw
        self.standardised = standardised
        rows =
            gaps == .complete ? answers.complete.count : answers.rows.count { row in row.contains { $0 != nil } }
        interval = Self.interval(raw, rows: rows, items: answers.count)
        items = covariances.indices.map { item in
            Item(
                alphaIfDropped: Self.alpha(Self.without(item, covariances)),
                restCorrelation: Self.restCorrelation(item, covariances))
        }
    }

    /// k/(k−1) · (1 − Σ variances / variance of the sum).
    private static func alpha(_ covariances: [[Double]]) -> Double? {
        let total = covariances.joined().reduce(0, +)
        guard covariances.count > 1, total > 0 else { return nil }
        let k = Double(covariances.count)
        return k / (k - 1) * (1 - covariances.indices.reduce(0) { $0 + covariances[$1][$1] } / total)
    }

    private static func without(_ item: Int, _ matrix: [[Double]]) -> [[Double]] {
        let kept = matrix.indices.filter { $0 != item }
        return kept.map { row in kept.map { matrix[row][$0] } }
    }

    private static func restCorrelation(_ item: Int, _ covariances: [[Double]]) -> Double? {
        let rest = without(item, covariances).joined().reduce(0, +)
        let own = covariances[item][item]
        guard rest > 0, own > 0 else { return nil }
        return (covariances[item].reduce(0, +) - own) / (rest * own).squareRoot()
    }

    private static func interval(_ alpha: Double, rows: Int, items: Int) -> Bounds? {
        guard rows > 1 else { return nil }
        let freedom = Double(rows - 1)
        let f = FDistribution(numerator: freedom, denominator: freedom * Double(items - 1))
        return Bounds(1 - (1 - alpha) * f.quantile(0.975), 1 - (1 - alpha) * f.quantile(0.025))
    }
}
