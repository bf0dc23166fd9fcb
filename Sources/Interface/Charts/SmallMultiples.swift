/// The same small picture for several things, on one scale, to be compared at a glance.
package struct SmallMultiples: Component {
    package struct Item: Sendable {
        package let title: String
        package let href: String?
        package let values: [Double?]
        /// Below the picture: the last value, the sample.
        package let detail: String

        package init(_ title: String, href: String? = nil, values: [Double?], detail: String) {
            self.title = title
            self.href = href
            self.values = values
            self.detail = detail
        }
    }

    private let caption: ChartCaption
    private let things: String
    private let steps: [String]
    private let items: [Item]
    private let axis: Axis
    private let lens: Lens

    /// - Parameters:
    ///   - things: what a step is: "Month".
    ///   - steps: their names, in order; first and last are written.
    package init(
        _ caption: ChartCaption, things: String, steps: [String], items: [Item], axis: Axis, lens: Lens = .work
    ) {
        self.caption = caption
        self.things = things
        self.steps = steps
        self.items = items
        self.axis = axis
        self.lens = lens
    }

    package var html: HTML {
        items.isEmpty
            ? ChartFigure.html(caption, picture: "<p class=\"few\">Nothing to draw yet.</p>", table: nil)
            : ChartFigure.html(
                caption, picture: "<ul class=\"multiples\">\(each(items) { picture($0) })</ul>", table: table)
    }

    private func picture(_ item: Item) -> HTML {
        guard item.values.contains(where: { $0 != nil }) else {
            return
                "<li><h3>\(name(item.title, href: item.href))</h3><p class=\"few\">No course to draw.</p><p>\(item.detail)</p></li>"
        }
        let scale = Scale(
            items.flatMap { $0.values.compactMap(\.self) }, axis: axis, from: 88, to: 10, about: 2, fromZero: true)
        let left = scale.widestWords + 8
        let across = { (index: Int) in left + 5 + (227 - left) * Double(index) / Double(max(item.values.count - 1, 1)) }
        return """
            <li><h3>\(name(item.title, href: item.href))</h3>
            <svg viewBox="0 0 240 110" role="img" aria-label="\(item.title): \(item.detail)">\
            \(each(scale.ticks) { "<path class=\"rule\" d=\"M\(left) \(scale.place($0))H240\"/><text x=\"\(left - 5)\" y=\"\(scale.place($0) + 4)\" text-anchor=\"end\">\(scale.words($0))</text>" })\
            \(each(LineChart.runs(item.values)) { course($0, scale, across) })\(foot(left))</svg><p>\(item.detail)</p></li>
            """
    }

    private func course(_ run: [(index: Int, value: Double)], _ scale: Scale, _ across: (Int) -> Double) -> HTML {
        let points = run.map { "\(Format.coordinate(across($0.index))),\(Format.coordinate(scale.place($0.value)))" }
        return "<polyline class=\"line line-\(lens.rawValue)\" points=\"\(points.joined(separator: " "))\"/>"
            + each(run.suffix(1)) { Mark.html(lens, across($0.index), scale.place($0.value)) }
    }

    private func foot(_ left: Double) -> HTML {
        when(steps.first) { "<text x=\"\(left)\" y=\"106\">\($0)</text>" }
            + when(steps.count > 1 ? steps.last : nil) { "<text x=\"238\" y=\"106\" text-anchor=\"end\">\($0)</text>" }
    }

    private var table: Table {
        Table(
            caption.title, columns: [.text(things)] + items.map { .number($0.title) },
            rows: steps.enumerated().map { index, step in
                [HTML(step)]
                    + items.map { item in
                        HTML(index < item.values.count ? item.values[index].map(axis.words) ?? "–" : "–")
                    }
            })
    }
}
