import Records
import Statistics

/// A number week by week, and whether it does what it usually does (XmR, HANDBOOK C13).
package struct WeekSeries: Codable, Hashable, Sendable {
    package struct Week: Codable, Hashable, Sendable {
        package var monday: CivilDay
        package var value: Double
        /// A public holiday falls on one of its working days: told, not taken out.
        package var hasHoliday: Bool
    }

    /// Oldest first.
    package var weeks: [Week]
    /// Nil with fewer than two weeks.
    package var chart: ControlChart?

    package init(_ weeks: [Week]) {
        self.weeks = weeks
        chart = ControlChart(weeks.map(\.value))
    }

    package var values: [Double] { weeks.map(\.value) }

    /// What the rules say of the latest week, in words; nil where they say nothing, or have too few weeks to.
    package var change: String? {
        guard let chart, chart.hasEnoughBaseline, let last = weeks.last,
            let rule = chart.signals.last(where: { $0.point == weeks.count - 1 })?.rule
        else { return nil }
        let side = last.value > chart.centre ? "above" : "below"
        return switch rule {
        case .outside: "The latest week lies outside what weeks usually bring, \(side) the limits"
        case .run: "Eight weeks in a row lie \(side) the usual"
        case .nearLimit: "Three of the last four weeks lie far \(side) the usual"
        }
    }

    var step: String {
        guard let chart else { return "One week shows no change." }
        if !chart.hasEnoughBaseline {
            return
                "Whether it changes cannot be told yet: \(Phrase.number(weeks.count)) of \(ControlChart.leastBaseline) weeks."
        }
        let bounds = "\(Phrase.decimal(chart.limits.low)) to \(Phrase.decimal(chart.limits.high))"
        return change.map { "\($0) (\(bounds), XmR)." }
            ?? "No change can be told apart from chance (usual: \(bounds), XmR)."
    }
}
