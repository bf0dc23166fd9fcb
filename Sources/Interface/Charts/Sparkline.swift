/// The course of a number in a line of text's height. It stands beside its number and needs no axis.
package struct Sparkline: Component {
    private let values: [Double?]
    private let band: ClosedRange<Double>?
    private let lens: Lens
    private let words: String

    /// - Parameters:
    ///   - band: where values could be expected.
    ///   - words: the course for those who listen: "12 weeks, from 5.1 down to 3.4".
    package init(_ values: [Double?], band: ClosedRange<Double>? = nil, lens: Lens = .work, words: String) {
        self.values = values
        self.band = band
        self.lens = lens
        self.words = words
    }

    package var html: HTML {
        """
        <svg class="spark" role="img" aria-label="\(words)"><svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">\
        \(when(band) { field($0) })\(each(LineChart.runs(values)) { line($0) })</svg>\(each(marked) { mark($0) })</svg>
        """
    }

    private func field(_ band: ClosedRange<Double>) -> HTML {
        let top = height(band.upperBound)
        return
            "<rect class=\"band\" x=\"0\" y=\"\(top)\" width=\"100\" height=\"\(max(height(band.lowerBound) - top, 0.5))\"/>"
    }

    private func line(_ run: [(index: Int, value: Double)]) -> HTML {
        let points = run.map { "\(Format.coordinate(across($0.index))),\(Format.coordinate(height($0.value)))" }
        return when(
            run.count > 1,
            "<polyline class=\"line line-\(lens.rawValue)\" points=\"\(points.joined(separator: " "))\"/>")
    }

    /// Few values are dots; of many, the last.
    private var marked: [(index: Int, value: Double)] {
        let known = values.enumerated().compactMap { index, value in value.map { (index: index, value: $0) } }
        return known.count <= 5 ? known : known.suffix(1)
    }

    // In per cent of the drawing, outside the stretched part, so that a square stays square at any width.
    private func mark(_ point: (index: Int, value: Double)) -> HTML {
        let x = across(point.index)
        let y = height(point.value)
        return lens == .work
            ? "<rect class=\"fill-work\" x=\"\(x)%\" y=\"\(y)%\" width=\"7\" height=\"7\" transform=\"translate(-3.5 -3.5)\"/>"
            : "<circle class=\"fill-people\" cx=\"\(x)%\" cy=\"\(y)%\" r=\"4\"/>"
    }

    private func across(_ index: Int) -> Double {
        values.count > 1 ? 2.5 + 95 * Double(index) / Double(values.count - 1) : 50
    }

    private func height(_ value: Double) -> Double {
        let all = values.compactMap(\.self) + [band?.lowerBound, band?.upperBound].compactMap(\.self)
        guard let low = all.min(), let high = all.max(), high > low else { return 50 }
        return 88 - 76 * (value - low) / (high - low)
    }
}
