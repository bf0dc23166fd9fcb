/// Values over time, with what could be expected as a band behind them.
package struct LineChart: Chart {
    package struct Series: Sendable {
        package let title: String
        package let lens: Lens
        /// One for each step; nil where nothing is known, which leaves a gap and never a zero.
        package let values: [Double?]
        /// Where values probably lie, step by step.
        package let band: [ClosedRange<Double>?]

        package init(_ title: String, lens: Lens = .work, values: [Double?], band: [ClosedRange<Double>?] = []) {
            self.title = title
            self.lens = lens
            self.values = values
            self.band = band
        }
    }

    package let caption: ChartCaption
    let steps: [String]
    let series: [Series]
    let axis: Axis
    private let things: String
    private let bandMeans: String

    /// - Parameters:
    ///   - things: what a step is: "Month".
    ///   - steps: their names, in order.
    ///   - series: at most three; more are better as `SmallMultiples`.
    ///   - bandMeans: the band in words: "middle half of the months".
    package init(
        _ caption: ChartCaption, things: String, steps: [String], series: [Series], axis: Axis, bandMeans: String = ""
    ) {
        self.caption = caption
        self.things = things
        self.steps = steps
        self.series = series
        self.axis = axis
        self.bandMeans = bandMeans
    }

    package var legend: [LegendEntry] {
        let lines = series.count > 1 ? series.enumerated().map { LegendEntry(mark($1), legendWords($0, $1)) } : []
        return lines + (hasBand ? [LegendEntry(.band, bandMeans)] : [])
    }

    private func mark(_ series: Series) -> LegendEntry.Mark {
        series.lens == .work ? .square(.work) : .round(.people)
    }

    // Two series of one lens differ by their dashes, and the legend says so.
    private func legendWords(_ index: Int, _ series: Series) -> String {
        series.title + ["", " (dashed line)", " (dotted line)"][min(index, 2)]
    }

    private var hasBand: Bool { series.contains { $0.band.contains { $0 != nil } } }

    package var table: Table {
        Table(
            caption.title, columns: [.text(things)] + series.map { .number($0.title) },
            rows: steps.enumerated().map { index, step in
                [HTML(step)] + series.map { HTML(words($0, index)) }
            })
    }

    private func words(_ series: Series, _ index: Int) -> String {
        guard index < series.values.count, let value = series.values[index] else { return "–" }
        return axis.words(value)
    }
}
