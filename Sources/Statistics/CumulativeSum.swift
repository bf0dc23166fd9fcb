/// A CUSUM chart: finds slow drifts that no single point shows (E. Page 1954, HANDBOOK C13).
package struct CumulativeSum: Codable, Hashable, Sendable {
    /// How far the values have drifted up and down after each point, in standard deviations. Both start anew after a
    /// signal.
    package var up: [Double] = []
    package var down: [Double] = []
    /// Places of the points at which a drift became more than chance, from 0.
    package var signals: [Int] = []

    /// - Parameters:
    ///   - centre: the baseline's mean.
    ///   - deviation: the baseline's mean moving range / 1.128.
    ///   - slack: drifts smaller than this a point are let go.
    ///   - threshold: 4 gives a false alarm in about 168 points.
    package init?(_ points: [Double], centre: Double, deviation: Double, slack: Double = 0.5, threshold: Double = 4) {
        guard deviation > 0 else { return nil }
        var (above, below) = (0.0, 0.0)
        for (place, point) in points.enumerated() {
            let z = (point - centre) / deviation
            above = max(0, above + z - slack)
            below = max(0, below - z - slack)
            up.append(above)
            down.append(below)
            guard above > threshold || below > threshold else { continue }
            signals.append(place)
            (above, below) = (0, 0)
        }
    }

    /// With centre and deviation of a chart's baseline.
    package init?(_ chart: ControlChart) {
        self.init(chart.points, centre: chart.centre, deviation: chart.meanRange / 1.128)
    }
}
