/// The room inside a drawing, with its axes.
struct PlotFrame {
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double

    /// Lines and numbers up the side, the axis title above them.
    func sideAxis(_ scale: Scale, title: String) -> HTML {
        let lines = each(scale.ticks) { tick in
            let y = scale.place(tick)
            return """
                <path class="rule" d="M\(left) \(y)H\(right)"/>\
                <text x="\(left - 8)" y="\(y + 4)" text-anchor="end">\(scale.words(tick))</text>
                """ as HTML
        }
        return "<text x=\"0\" y=\"12\" class=\"axis\">\(title)</text>\(lines)"
    }

    /// Lines and numbers along the foot, as many numbers as fit; the axis title below their end.
    func footAxis(_ scale: Scale, title: String) -> HTML {
        let apart =
            scale.ticks.count > 1 ? abs(scale.place(scale.ticks[1]) - scale.place(scale.ticks[0])) : right - left
        let every = max(1, Int(((scale.widestWords + 10) / max(apart, 1)).rounded(.up)))
        let lines = each(scale.ticks.enumerated()) { index, tick in
            let x = scale.place(tick)
            return """
                <path class="rule" d="M\(x) \(top)V\(bottom)"/>\
                \(when(index.isMultiple(of: every), "<text x=\"\(x)\" y=\"\(bottom + 17)\" text-anchor=\"\(anchor(x, scale.words(tick)))\">\(scale.words(tick))</text>"))
                """ as HTML
        }
        return "\(lines)<text x=\"\(right)\" y=\"\(bottom + 36)\" text-anchor=\"end\" class=\"axis\">\(title)</text>"
    }

    /// Words below evenly spaced places, as many as fit.
    func footLabels(_ labels: [String], at place: (Int) -> Double) -> HTML {
        guard !labels.isEmpty else { return .empty }
        let widest = (labels.map { Lettering.width($0) }.max() ?? 0) + 14
        let every = max(1, Int((widest * Double(labels.count) / max(right - left, 1)).rounded(.up)))
        return each(labels.indices.filter { $0.isMultiple(of: every) }) { index in
            let half = Lettering.width(labels[index]) / 2
            let x = min(max(place(index), half), right + 6 - half)
            return "<text x=\"\(x)\" y=\"\(bottom + 17)\" text-anchor=\"middle\">\(labels[index])</text>"
        }
    }

    // The outermost numbers stay inside the drawing.
    private func anchor(_ x: Double, _ words: String) -> String {
        let half = Lettering.width(words) / 2
        return x + half > right + 8 ? "end" : x - half < -8 ? "start" : "middle"
    }
}
