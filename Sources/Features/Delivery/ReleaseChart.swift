import Interface
import Signals

/// Days with a release, month by month.
struct ReleaseChart {
    let details: ReleaseCadenceDetails

    var html: HTML {
        let months = details.months.suffix(24)
        return BarChart(
            ChartCaption(
                details.intervalMedian.map {
                    "Half of the releases came within \(Format.number($0) == "1" ? "a day" : "\(Format.number($0)) days") of the one before"
                }
                    ?? "One release so far",
                description: """
                    Days with at least one release, month by month in UTC, the last \(Format.count(months.count, "month", "months")); \
                    \(Format.count(details.count, "release", "releases")) in all. A month without one counts as zero, and the \
                    current one is not over.
                    """),
            things: "Month", bars: months.map { BarChart.Bar($0.month, Double($0.days)) },
            axis: Axis("Days with a release"),
            direction: .vertical
        ).html
    }
}
