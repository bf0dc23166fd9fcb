/// How much lies in each of a few states over time, the states on top of each other: a cumulative flow.
package struct StackedAreaChart: Chart {
    package struct Layer: Sendable {
        package let title: String
        /// One for each step.
        package let values: [Double]

        package init(_ title: String, values: [Double]) {
            self.title = title
            self.values = values
        }
    }

    package let caption: ChartCaption
    private let things: String
    private let steps: [String]
    private let layers: [Layer]
    private let axis: Axis
    private let lens: Lens

    /// - Parameters:
    ///   - things: what a step is: "Day".
    ///   - steps: their names, in order.
    ///   - layers: from the bottom, at most five. The lowest is the deepest.
    package init(
        _ caption: ChartCaption, things: String, steps: [String], layers: [Layer], axis: Axis, lens: Lens = .work
    ) {
        self.caption = caption
        self.things = things
        self.steps = steps
        self.layers = layers
        self.axis = axis
        self.lens = lens
    }

    /// From the top, as the layers lie.
    package var legend: [LegendEntry] {
        layers.indices.reversed().map { LegendEntry(.depth(depth($0)), layers[$0].title) }
    }

    private func depth(_ index: Int) -> Double { 1 - Double(index) / Double(max(layers.count, 1)) }

    package var none: String? { steps.count < 2 ? "Nothing is known of this time." : nil }

    package func drawing(width: Double) -> Drawing {
        let height = 280.0
        let sums = sums
        let side = Scale(sums.last ?? [], axis: axis, from: height - 28, to: 28, about: 4, fromZero: true)
        let frame = PlotFrame(left: side.widestWords + 14, right: width - 10, top: 28, bottom: height - 28)
        let room = frame.right - frame.left - 6
        let place = { (index: Int) in frame.left + 2 + room * Double(index) / Double(max(steps.count - 1, 1)) }
        let bands = each(layers.indices) { index in
            let upper = line(sums[index + 1], side, place)
            let lower = line(sums[index], side, place)
            return """
                <polygon class="fill-\(lens.rawValue)" fill-opacity="\(Depth.opacity(depth(index)))" \
                points="\((upper + lower.reversed()).joined(separator: " "))"><title>\(layers[index].title)</title></polygon>\
                <polyline class="line line-\(lens.rawValue)" points="\(upper.joined(separator: " "))"/>
                """ as HTML
        }
        return Drawing(
            width: width, height: height,
            marks: frame.sideAxis(side, title: axis.title) + bands + frame.footLabels(steps, at: place))
    }

    /// What lies below each layer, step by step, and last what lies below the air.
    private var sums: [[Double]] {
        layers.reduce(into: [[Double](repeating: 0, count: steps.count)]) { sums, layer in
            let below = sums[sums.count - 1]
            sums.append(below.indices.map { below[$0] + ($0 < layer.values.count ? layer.values[$0] : 0) })
        }
    }

    private func line(_ values: [Double], _ scale: Scale, _ place: (Int) -> Double) -> [String] {
        values.enumerated().map { "\(Format.coordinate(place($0))),\(Format.coordinate(scale.place($1)))" }
    }

    package var table: Table {
        Table(
            caption.title, columns: [.text(things)] + layers.map { .number($0.title) },
            rows: steps.enumerated().map { index, step in
                [HTML(step)] + layers.map { HTML(index < $0.values.count ? axis.words($0.values[index]) : "–") }
            })
    }
}
