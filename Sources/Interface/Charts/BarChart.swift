/// Amounts of named things, side by side, from zero.
package struct BarChart: Chart {
    package struct Bar: Sendable {
        package let label: String
        package let value: Double
        /// Where the true value probably lies.
        package let interval: ClosedRange<Double>?
        /// The page of this one, for the table behind the picture.
        package let href: String?

        package init(_ label: String, _ value: Double, interval: ClosedRange<Double>? = nil, href: String? = nil) {
            self.label = label
            self.value = value
            self.interval = interval
            self.href = href
        }
    }

    package enum Direction: Sendable {
        /// For names: each has its line, its value beside it.
        case horizontal
        /// For times: months, weeks.
        case vertical
    }

    package let caption: ChartCaption
    let bars: [Bar]
    let things: String
    let axis: Axis
    let lens: Lens
    private let direction: Direction
    private let intervalMeans: String

    /// - Parameter things: what the bars are, for the table's head: "Module", "Month".
    package init(
        _ caption: ChartCaption, things: String, bars: [Bar], axis: Axis, direction: Direction = .horizontal,
        lens: Lens = .work, intervalMeans: String = "where the value probably lies, 95 %"
    ) {
        self.caption = caption
        self.things = things
        self.bars = bars
        self.axis = axis
        self.direction = direction
        self.lens = lens
        self.intervalMeans = intervalMeans
    }

    package func drawing(width: Double) -> Drawing {
        direction == .horizontal ? rows(width: width) : columns(width: width)
    }

    package var legend: [LegendEntry] {
        bars.contains { $0.interval != nil } ? [LegendEntry(.interval, intervalMeans)] : []
    }

    package var none: String? { bars.isEmpty ? "Nothing to count yet." : nil }

    package var table: Table {
        Table(
            caption.title, columns: [.text(things), .number(axis.title)],
            rows: bars.map { bar in
                [
                    name(bar.label, href: bar.href),
                    HTML(
                        axis.words(bar.value)
                            + (bar.interval.map { " (\(axis.words($0.lowerBound))–\(axis.words($0.upperBound)))" } ?? "")
                    ),
                ]
            })
    }

    var reach: [Double] { bars.flatMap { [$0.value, $0.interval?.upperBound ?? $0.value] } }
}
