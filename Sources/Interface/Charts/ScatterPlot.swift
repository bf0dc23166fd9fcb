/// Two values of each thing against each other; the few that matter carry their names.
package struct ScatterPlot: Chart {
    package struct Point: Sendable {
        package let label: String
        package let x: Double
        package let y: Double
        /// How much this one matters beside the others; decides whose name is written first.
        package let weight: Double
        /// The page of this one, for the table behind the picture.
        package let href: String?

        package init(_ label: String, x: Double, y: Double, weight: Double, href: String? = nil) {
            self.label = label
            self.x = x
            self.y = y
            self.weight = weight
            self.href = href
        }
    }

    package let caption: ChartCaption
    private let things: String
    private let points: [Point]
    private let x: Axis
    private let y: Axis
    private let lens: Lens
    private let named: Int

    /// - Parameters:
    ///   - named: how many of the weightiest points may carry their names, where there is room.
    package init(
        _ caption: ChartCaption, things: String, points: [Point], x: Axis, y: Axis, lens: Lens = .work, named: Int = 8
    ) {
        self.caption = caption
        self.things = things
        self.points = points
        self.x = x
        self.y = y
        self.lens = lens
        self.named = named
    }

    package func drawing(width: Double) -> Drawing {
        let height = width < 600 ? 340.0 : 400.0
        let side = Scale(points.map(\.y), axis: y, from: height - 48, to: 28, about: 5)
        let frame = PlotFrame(left: side.widestWords + 14, right: width - 12, top: 28, bottom: height - 48)
        let foot = Scale(points.map(\.x), axis: x, from: frame.left, to: frame.right, about: width < 600 ? 4 : 7)
        let places = points.map { (x: foot.place($0.x), y: side.place($0.y)) }
        let order = points.indices.sorted { (points[$0].weight, $1) > (points[$1].weight, $0) }
        let names = LabelPlacement.place(
            order.prefix(named).map { (points[$0].label, places[$0].x, places[$0].y) }, in: frame)
        let dots = each(points.indices) { index in
            "<g class=\"dot\">\(Mark.html(lens, places[index].x, places[index].y))<title>\(words(points[index]))</title></g>"
        }
        return Drawing(
            width: width, height: height,
            marks: frame.sideAxis(side, title: y.title) + frame.footAxis(foot, title: x.title) + dots
                + each(names) { "<text class=\"strong haloed\" x=\"\($0.x)\" y=\"\($0.y)\">\($0.text)</text>" })
    }

    private func words(_ point: Point) -> String {
        "\(point.label): \(x.title) \(x.words(point.x)), \(y.title) \(y.words(point.y))"
    }

    package var none: String? { points.isEmpty ? "Nothing to compare yet." : nil }

    /// The weightiest hundred; a longer table would be no table.
    package var table: Table {
        Table(
            caption.title, columns: [.text(things), .number(x.title), .number(y.title)],
            rows: points.sorted { $0.weight > $1.weight }.prefix(100).map { point in
                [name(point.label, href: point.href), HTML(x.words(point.x)), HTML(y.words(point.y))]
            })
    }
}
