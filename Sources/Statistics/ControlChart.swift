/// An XmR chart: which points differ from what the process usually does (Shewhart; D. Wheeler 1993, HANDBOOK C13).
package struct ControlChart: Codable, Hashable, Sendable {
    package var points: [Double]
    /// How many of the first points the limits come from.
    package var baseline: Int
    package var centre: Double
    package var meanRange: Double
    package var signals: [Signal]

    package enum Rule: Int, Codable, Hashable, Sendable {
        /// One point outside the limits.
        case outside = 1
        /// The last of eight successive points on one side of the centre.
        case run = 2
        /// The last of four successive points of which three are nearer to one limit than to the centre.
        case nearLimit = 3
    }

    package struct Signal: Codable, Hashable, Sendable {
        /// The point's place, from 0.
        package var point: Int
        package var rule: Rule
    }

    /// Fewer points than this make limits that are no use.
    package static let leastBaseline = 10

    /// - Parameter baseline: how many of the first points to take the limits from; all of them without it. The limits
    ///   stay as they are until a change that has a name.
    package init?(_ points: [Double], baseline: Int? = nil) {
        let count = min(baseline ?? points.count, points.count)
        guard count > 1 else { return nil }
        self.points = points
        self.baseline = count
        centre = points.prefix(count).reduce(0, +) / Double(count)
        meanRange =
            zip(points.prefix(count), points.prefix(count).dropFirst()).reduce(0) { $0 + abs($1.1 - $1.0) }
            / Double(count - 1)
        signals = []
        signals = points.indices.flatMap { point in
            [Rule.outside, .run, .nearLimit].filter { breaks($0, at: point) }.map { Signal(point: point, rule: $0) }
        }
    }

    /// Natural process limits: the centre ± 2.66 mean moving ranges. Not clipped to the scale.
    package var limits: Bounds { Bounds(centre - 2.66 * meanRange, centre + 2.66 * meanRange) }
    /// The upper limit of the moving range.
    package var rangeLimit: Double { 3.268 * meanRange }
    package var hasEnoughBaseline: Bool { baseline >= Self.leastBaseline }

    private func breaks(_ rule: Rule, at point: Int) -> Bool {
        // Limits of points that never move have no width; rounding alone would then break rules.
        let slack = 1e-9 * max(1, abs(centre))
        func lastAreFar(_ needed: Int, of window: Int, by distance: Double) -> Bool {
            guard point + 1 >= window else { return false }
            let last = points[(point + 1 - window)...point]
            return [1.0, -1].contains { side in last.count { side * ($0 - centre) > distance + slack } >= needed }
        }
        return switch rule {
        case .outside: lastAreFar(1, of: 1, by: 2.66 * meanRange)
        case .run: lastAreFar(8, of: 8, by: 0)
        case .nearLimit: lastAreFar(3, of: 4, by: 1.33 * meanRange)
        }
    }
}
