import Interface
import Records
import Signals
import Statistics

/// A number week by week beside what weeks usually bring (XmR, HANDBOOK C13).
struct WeekFigure {
    let id: String
    let signal: String
    /// What it says where nothing has changed.
    let title: String
    /// What changes, where something has: "Builds".
    let subject: String
    /// "Items done", "Minutes, median".
    let unit: String
    let series: WeekSeries
    var format: Axis.Format = .number

    var figure: DeliveryFigure {
        DeliveryFigure(
            id, of: signal, finding, description: description,
            numbers: FigureTable(
                ["week of", unit.lowercased(), "public holiday"],
                series.weeks.map { [.text($0.monday.text), .number($0.value), .text($0.hasHoliday ? "yes" : "no")] })
        ) { [self] in chart($0).html }
    }

    private var finding: String {
        series.change.map { "\(subject): \($0.prefix(1).lowercased())\($0.dropFirst())" } ?? title
    }

    private var description: String {
        let holidays = series.weeks.count(where: \.hasHoliday)
        let told =
            holidays > 0
            ? " \(Wording.capitalised(Wording.count(holidays, "week", "weeks"))) with a public holiday stay in." : ""
        guard let chart = series.chart, chart.hasEnoughBaseline else {
            return
                "Complete weeks.\(told) Ten are needed before it can be told what is usual; here are \(Wording.number(series.weeks.count))."
        }
        return
            "Complete weeks.\(told) The band is what weeks usually bring (XmR limits); what lies within it is no news."
    }

    private func chart(_ caption: ChartCaption) -> LineChart {
        let usual = series.chart.flatMap { $0.hasEnoughBaseline ? $0 : nil }
        let band = usual.map { max(0, $0.limits.low)...max(0, $0.limits.high) }
        return LineChart(
            caption, things: "Week of", steps: series.weeks.map(\.monday.text),
            series: [
                .init(
                    unit, values: series.values,
                    band: band.map { Array(repeating: $0, count: series.weeks.count) } ?? [])
            ],
            axis: Axis(unit, format: format, bounds: 0...0), bandMeans: "what weeks usually bring",
            reference: usual.map { .init($0.centre, words: "the usual") })
    }
}
