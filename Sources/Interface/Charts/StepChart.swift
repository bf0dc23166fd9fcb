/// A share that falls step by step: how many still wait after so long.
package struct StepChart: Chart {
    package struct Point: Sendable {
        package let x: Double
        /// From 0 to 1, from here on.
        package let share: Double

        package init(_ x: Double, _ share: Double) {
            self.x = x
            self.share = share
        }
    }

    package let caption: ChartCaption
    private let points: [Point]
    private let x: Axis
    private let y: Axis
    private let lens: Lens
    private let reference: LineChart.Reference?

    /// - Parameters:
    ///   - points: by `x`, ascending. Before the first all of them wait.
    ///   - y: what the share is: "Still waiting".
    ///   - reference: a share to read the time at: the half.
    package init(
        _ caption: ChartCaption, points: [Point], x: Axis, y: String, lens: Lens = .work,
        reference: LineChart.Reference? = nil
    ) {
        self.caption = caption
        self.points = points
        self.x = x
        self.y = Axis(y, format: .percent, bounds: 0...1)
        self.lens = lens
        self.reference = reference
    }

    package var legend: [LegendEntry] { reference.map { [LegendEntry(.reference, $0.words)] } ?? [] }

    package var none: String? { points.isEmpty ? "Nothing is over yet." : nil }

    package func drawing(width: Double) -> Drawing {
        let height = 260.0
        let side = Scale([0, 1], axis: y, from: height - 48, to: 28, about: 4)
        let frame = PlotFrame(left: side.widestWords + 14, right: width - 14, top: 28, bottom: height - 48)
        let foot = Scale(
            points.map(\.x), axis: x, from: frame.left, to: frame.right, about: width < 600 ? 4 : 8, fromZero: true)
        let goal = when(reference) {
            "<path class=\"reference\" d=\"M\(frame.left) \(side.place($0.value))H\(frame.right)\"/>"
        }
        return Drawing(
            width: width, height: height,
            marks: frame.sideAxis(side, title: y.title) + frame.footAxis(foot, title: x.title) + goal
                + course(side, foot))
    }

    private func course(_ side: Scale, _ foot: Scale) -> HTML {
        let start = "M\(Format.coordinate(foot.place(0))) \(Format.coordinate(side.place(1)))"
        let steps = points.map { "H\(Format.coordinate(foot.place($0.x)))V\(Format.coordinate(side.place($0.share)))" }
        let marked = points.count <= 8 ? points[...] : points.suffix(1)
        return """
            <path class="line line-\(lens.rawValue)" d="\(start + steps.joined())"/>\
            \(each(marked) { Mark.html(lens, foot.place($0.x), side.place($0.share)) })
            """
    }

    package var table: Table {
        Table(
            caption.title, columns: [.text(x.title), .number(y.title)],
            rows: points.map { [HTML(x.words($0.x)), HTML(y.words($0.share))] })
    }
}
