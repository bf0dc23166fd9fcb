extension BarChart {
    /// Bars from below, for things in the order of time.
    func columns(width: Double) -> Drawing {
        let height = 250.0
        let top = 28.0
        let bottom = height - 28
        let measured = Scale(reach, axis: axis, from: bottom, to: top, about: 4, fromZero: true)
        let frame = PlotFrame(left: measured.widestWords + 12, right: width - 4, top: top, bottom: bottom)
        let step = (frame.right - frame.left) / Double(max(bars.count, 1))
        let thickness = min(max(step * 0.72, 1), 48)
        let middle = { (index: Int) in frame.left + (Double(index) + 0.5) * step }
        let marks = each(bars.enumerated()) { column($1, x: middle($0), thickness, measured) }
        return Drawing(
            width: width, height: height,
            marks: frame.sideAxis(measured, title: axis.title) + marks + frame.footLabels(bars.map(\.label), at: middle)
        )
    }

    private func column(_ bar: Bar, x: Double, _ thickness: Double, _ scale: Scale) -> HTML {
        let y = scale.place(bar.value)
        let zero = scale.place(0)
        return """
            <g><title>\(bar.label): \(axis.words(bar.value))</title>\
            <rect class="fill-\(lens.rawValue)" x="\(x - thickness / 2)" y="\(min(y, zero))" width="\(thickness)" \
            height="\(abs(zero - y))"\(when(thickness > 14, corner))/>\(when(bar.interval) { whisker($0, x, scale) })</g>
            """
    }

    private func whisker(_ interval: ClosedRange<Double>, _ x: Double, _ scale: Scale) -> HTML {
        let low = scale.place(interval.lowerBound)
        let high = scale.place(interval.upperBound)
        return
            "<path class=\"halo\" d=\"M\(x) \(low)V\(high)\"/><path class=\"interval\" d=\"M\(x) \(low)V\(high)M\(x - 4) \(low)h8M\(x - 4) \(high)h8\"/>"
    }
}
