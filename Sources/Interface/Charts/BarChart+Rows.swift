extension BarChart {
    /// Bars from left to right. Where the place is narrow, the name stands above its bar.
    func rows(width: Double) -> Drawing {
        let isNarrow = width < 600
        let longest = bars.map { Lettering.width($0.label) }.max() ?? 0
        let left = isNarrow ? 1 : min(longest + 12, width * 0.38)
        let room = (bars.map { Lettering.width(axis.words($0.value), isStrong: true) }.max() ?? 0) + 14
        let step = isNarrow ? 40.0 : 28.0
        let frame = PlotFrame(left: left, right: width - room, top: 2, bottom: Double(bars.count) * step + 4)
        let scale = Scale(
            reach, axis: axis, from: frame.left, to: frame.right, about: isNarrow ? 3 : 6, fromZero: true)
        let marks = each(bars.enumerated()) { row($1, top: 4 + Double($0) * step, isNarrow: isNarrow, scale, frame) }
        return Drawing(
            width: width, height: frame.bottom + 42, marks: frame.footAxis(scale, title: axis.title) + marks)
    }

    private func row(_ bar: Bar, top: Double, isNarrow: Bool, _ scale: Scale, _ frame: PlotFrame) -> HTML {
        let y = isNarrow ? top + 17 : top + 4
        let end = scale.place(bar.value)
        let zero = scale.place(0)
        let label = Lettering.fitted(bar.label, in: isNarrow ? frame.right : frame.left - 10, isStrong: isNarrow) ?? "…"
        let place: HTML =
            isNarrow
            ? "<text x=\"0\" y=\"\(top + 12)\" class=\"strong\">\(label)</text>"
            : "<text x=\"\(frame.left - 10)\" y=\"\(y + 12)\" text-anchor=\"end\">\(label)</text>"
        let last = max(end, bar.interval.map { scale.place($0.upperBound) } ?? end)
        return """
            <g><title>\(bar.label): \(axis.words(bar.value))</title>\(place)\
            <rect class="fill-\(lens.rawValue)" x="\(min(zero, end))" y="\(y)" width="\(abs(end - zero))" height="16"\(corner)/>\
            \(when(bar.interval) { whisker($0, y + 8, scale) })\
            <text x="\(last + 6)" y="\(y + 12)" class="strong">\(axis.words(bar.value))</text></g>
            """
    }

    private func whisker(_ interval: ClosedRange<Double>, _ y: Double, _ scale: Scale) -> HTML {
        let low = scale.place(interval.lowerBound)
        let high = scale.place(interval.upperBound)
        return
            "<path class=\"halo\" d=\"M\(low) \(y)H\(high)\"/><path class=\"interval\" d=\"M\(low) \(y)H\(high)M\(low) \(y - 4)v8M\(high) \(y - 4)v8\"/>"
    }

    // People's marks are round, bars too.
    var corner: HTML { lens == .people ? " rx=\"7\"" : .empty }
}
