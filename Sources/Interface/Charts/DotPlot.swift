/// One value for each of some named things, with the interval in which it probably lies.
package struct DotPlot: Chart {
    package struct Row: Sendable {
        package let label: String
        /// Nil where there is too little to say it; `sample` says how little.
        package let value: Double?
        package let interval: ClosedRange<Double>?
        /// "6 of 7 answered", "120 commits".
        package let sample: String
        package let lens: Lens
        /// The page of this one, for the table behind the picture.
        package let href: String?

        package init(
            _ label: String, _ value: Double?, interval: ClosedRange<Double>? = nil, sample: String,
            lens: Lens = .work, href: String? = nil
        ) {
            self.label = label
            self.value = value
            self.interval = interval
            self.sample = sample
            self.lens = lens
            self.href = href
        }
    }

    package let caption: ChartCaption
    private let things: String
    private let rows: [Row]
    private let axis: Axis
    private let intervalMeans: String
    private let references: [LineChart.Reference]

    /// - Parameter references: values to compare all rows with, at most three; their words stand above them.
    package init(
        _ caption: ChartCaption, things: String, rows: [Row], axis: Axis,
        intervalMeans: String = "where the value probably lies, 95 %", references: [LineChart.Reference] = []
    ) {
        self.caption = caption
        self.things = things
        self.rows = rows
        self.axis = axis
        self.intervalMeans = intervalMeans
        self.references = references
    }

    package var legend: [LegendEntry] {
        rows.contains { $0.interval != nil } ? [LegendEntry(.interval, intervalMeans)] : []
    }

    package func drawing(width: Double) -> Drawing {
        let isNarrow = width < 600
        let longest = rows.map { Lettering.width($0.label) }.max() ?? 0
        let left = isNarrow ? 8 : min(longest + 20, width * 0.38)
        let step = isNarrow ? 42.0 : 28.0
        // Room for the words above the references, a line each: two that lie close must not cover each other.
        let head = Double(references.count) * 15
        let frame = PlotFrame(
            left: left, right: width - 14, top: head + 2, bottom: head + Double(rows.count) * step + 4)
        let reach =
            rows.flatMap { [$0.value, $0.interval?.lowerBound, $0.interval?.upperBound].compactMap(\.self) }
            + references.map(\.value)
        let scale = Scale(reach, axis: axis, from: left, to: frame.right, about: isNarrow ? 4 : 7)
        let marks = each(rows.enumerated()) {
            row($1, top: head + 4 + Double($0) * step, isNarrow: isNarrow, scale, frame)
        }
        let lines = each(references.enumerated()) { reference($1, top: Double($0) * 15, scale, frame) }
        return Drawing(
            width: width, height: frame.bottom + 42, marks: frame.footAxis(scale, title: axis.title) + lines + marks)
    }

    private func reference(
        _ reference: LineChart.Reference, top: Double, _ scale: Scale, _ frame: PlotFrame
    ) -> HTML {
        let x = scale.place(reference.value)
        let isLate = x + Lettering.width(reference.words) + 6 > frame.right + 14
        return """
            <path class="reference" d="M\(x) \(top + 3)V\(frame.bottom)"/>\
            <text x="\(isLate ? x - 5 : x + 5)" y="\(top + 12)"\(when(isLate, " text-anchor=\"end\""))>\(reference.words)</text>
            """
    }

    private func row(_ row: Row, top: Double, isNarrow: Bool, _ scale: Scale, _ frame: PlotFrame) -> HTML {
        let y = isNarrow ? top + 27 : top + 13
        let label = Lettering.fitted(row.label, in: isNarrow ? frame.right : frame.left - 16, isStrong: isNarrow) ?? "…"
        let place: HTML =
            isNarrow
            ? "<text x=\"0\" y=\"\(top + 13)\" class=\"strong\">\(label)</text>"
            : "<text x=\"\(frame.left - 14)\" y=\"\(y + 4)\" text-anchor=\"end\">\(label)</text>"
        return "<g><title>\(row.label): \(words(row))</title>\(place)\(mark(row, y, scale, frame))</g>"
    }

    private func mark(_ row: Row, _ y: Double, _ scale: Scale, _ frame: PlotFrame) -> HTML {
        guard let value = row.value else {
            return "<text x=\"\(frame.left + 4)\" y=\"\(y + 4)\" class=\"axis\">\(row.sample)</text>"
        }
        let interval = when(row.interval) { interval in
            let low = scale.place(interval.lowerBound)
            let high = scale.place(interval.upperBound)
            return "<path class=\"interval\" d=\"M\(low) \(y)H\(high)M\(low) \(y - 4)v8M\(high) \(y - 4)v8\"/>"
        }
        return interval + Mark.html(row.lens, scale.place(value), y, size: 9)
    }

    private func words(_ row: Row) -> String {
        row.value.map { "\(axis.words($0)), \(row.sample)" } ?? row.sample
    }

    package var none: String? { rows.isEmpty ? "Nothing to compare yet." : nil }

    package var table: Table {
        Table(
            caption.title, columns: [.text(things), .number(axis.title), .number("Interval"), .text("Sample")],
            rows: rows.map { row in
                [
                    name(row.label, href: row.href), HTML(row.value.map(axis.words) ?? "–"),
                    HTML(row.interval.map { "\(axis.words($0.lowerBound))–\(axis.words($0.upperBound))" } ?? "–"),
                    HTML(row.sample),
                ]
            })
    }
}
