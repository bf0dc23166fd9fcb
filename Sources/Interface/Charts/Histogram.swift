/// How often values of each size occur.
package struct Histogram: Chart {
    package struct Bin: Sendable {
        package let from: Double
        /// Where the next bin begins; this one holds less.
        package let to: Double
        package let count: Int

        package init(from: Double, to: Double, count: Int) {
            self.from = from
            self.to = to
            self.count = count
        }
    }

    package let caption: ChartCaption
    private let bins: [Bin]
    private let axis: Axis
    private let things: String
    private let lens: Lens

    /// - Parameters:
    ///   - things: what is counted, in the plural: "files".
    ///   - axis: what is measured on them: "Age, days".
    package init(_ caption: ChartCaption, things: String, bins: [Bin], axis: Axis, lens: Lens = .work) {
        self.caption = caption
        self.things = things
        self.bins = bins
        self.axis = axis
        self.lens = lens
    }

    /// The same from values, in bins of a round width.
    package init(
        _ caption: ChartCaption, things: String, values: [Double], axis: Axis, about count: Int = 16, lens: Lens = .work
    ) {
        self.init(caption, things: things, bins: Self.bins(values, about: count), axis: axis, lens: lens)
    }

    static func bins(_ values: [Double], about count: Int) -> [Bin] {
        let known = values.filter(\.isFinite)
        guard let low = known.min(), let high = known.max() else { return [] }
        let edges = Ticks.round(low, high > low ? high : low + 1, about: count)
        var counts = [Int](repeating: 0, count: max(edges.count - 1, 1))
        for value in known {
            let index = edges.lastIndex { $0 <= value } ?? 0
            counts[min(index, counts.count - 1)] += 1
        }
        return zip(zip(edges, edges.dropFirst()), counts).map { Bin(from: $0.0, to: $0.1, count: $1) }
    }

    package func drawing(width: Double) -> Drawing {
        let height = 250.0
        let side = Scale(
            bins.map { Double($0.count) }, axis: Axis("Number of \(things)", format: .whole), from: height - 48, to: 28,
            about: 4,
            fromZero: true)
        let frame = PlotFrame(left: side.widestWords + 12, right: width - 12, top: 28, bottom: height - 48)
        let foot = Scale(
            bins.flatMap { [$0.from, $0.to] }, axis: axis, from: frame.left, to: frame.right, about: width < 600 ? 4 : 8
        )
        let marks = each(bins) { bin in
            let x = foot.place(bin.from) + 0.75
            let y = side.place(Double(bin.count))
            return """
                <rect class="fill-\(lens.rawValue)" x="\(x)" y="\(y)" width="\(max(foot.place(bin.to) - x - 0.75, 0.5))" \
                height="\(frame.bottom - y)"><title>\(words(bin)): \(bin.count)</title></rect>
                """ as HTML
        }
        return Drawing(
            width: width, height: height,
            marks: frame.sideAxis(side, title: "Number of \(things)") + frame.footAxis(foot, title: axis.title) + marks)
    }

    package var none: String? { bins.isEmpty ? "Nothing to count yet." : nil }

    package var table: Table {
        Table(
            caption.title, columns: [.text(axis.title), .number("Number of \(things)")],
            rows: bins.map { [HTML(words($0)), HTML(Format.number($0.count))] })
    }

    private func words(_ bin: Bin) -> String {
        "\(axis.words(bin.from)) to under \(axis.words(bin.to))"
    }
}
