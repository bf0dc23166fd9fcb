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

    /// A value to compare with: a goal, the median of before.
    package struct Reference: Sendable {
        let value: Double
        let words: String

        package init(_ value: Double, words: String) {
            self.value = value
            self.words = words
        }
    }

    package let caption: ChartCaption
    let steps: [String]
    let series: [Series]
    let axis: Axis
    private let things: String
    let reference: Reference?
    private let bandMeans: String

    /// - Parameters:
    ///   - things: what a step is: "Month".
    ///   - steps: their names, in order.
    ///   - series: at most three; more are better as `SmallMultiples`.
    ///   - bandMeans: the band in words: "middle half of the months".
    package init(
        _ caption: ChartCaption, things: String, steps: [String], series: [Series], axis: Axis, bandMeans: String = "",
        reference: Reference? = nil
    ) {
        self.caption = caption
        self.things = things
        self.steps = steps
        self.series = series
        self.axis = axis
        self.bandMeans = bandMeans
        self.reference = reference
    }

    package var legend: [LegendEntry] {
        let lines =
            series.count > 1 ? series.enumerated().map { LegendEntry(mark($1, $0), $1.title + dash($0).words) } : []
        return lines + (hasBand ? [LegendEntry(.band, bandMeans)] : [])
            + (reference.map { [LegendEntry(.reference, $0.words)] } ?? [])
    }

    private func mark(_ series: Series, _ index: Int) -> LegendEntry.Mark {
        let dashes = dash(index).pattern
        if !dashes.isEmpty { return .line(series.lens, dashes: dashes) }
        return series.lens == .work ? .square(.work) : .round(.people)
    }

    /// Series of one lens differ by their dashes, and the legend says so.
    func dash(_ index: Int) -> (pattern: HTML, words: String) {
        switch series.prefix(index).count(where: { $0.lens == series[index].lens }) {
        case 0: (.empty, "")
        case 1: (" stroke-dasharray=\"6 4\"", " (dashed line)")
        default: (" stroke-dasharray=\"2 3\"", " (dotted line)")
        }
    }

    private var hasBand: Bool { series.contains { $0.band.contains { $0 != nil } } }

    package var none: String? {
        series.allSatisfy { $0.values.allSatisfy { $0 == nil } } ? "Nothing is known of this time." : nil
    }

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
