/// How much each pair of row and column has in common, as depth of colour and as words.
package struct Matrix: Chart {
    package struct Cell: Sendable {
        /// From 0 to 1.
        package let share: Double
        /// Few letters: "14".
        package let words: String

        package init(_ share: Double, _ words: String) {
            self.share = share
            self.words = words
        }
    }

    package let caption: ChartCaption
    private let things: String
    private let rows: [String]
    private let columns: [String]
    private let cells: [[Cell?]]
    private let depthMeans: String

    /// - Parameters:
    ///   - things: what rows and columns are: "Pair of people".
    ///   - cells: row by row; nil where there is nothing to say, which stays empty.
    ///   - depthMeans: the deepest colour in words: "14 sessions together".
    package init(
        _ caption: ChartCaption, things: String, rows: [String], columns: [String], cells: [[Cell?]], depthMeans: String
    ) {
        self.caption = caption
        self.things = things
        self.rows = rows
        self.columns = columns
        self.cells = cells
        self.depthMeans = depthMeans
    }

    package var legend: [LegendEntry] {
        [LegendEntry(.depth(0), "none"), LegendEntry(.depth(1), depthMeans)]
    }

    /// Columns carry numbers where their names would not fit; the row of the same number says who it is.
    package func drawing(width: Double) -> Drawing {
        let longest = rows.map { Lettering.width("00 \($0)") }.max() ?? 0
        let left = min(longest + 10, width * (width < 600 ? 0.32 : 0.26))
        let size = min((width - left) / Double(max(columns.count, 1)), 84)
        let height = min(max(size * 0.6, 20), 34)
        let isNumbered = columns.contains { Lettering.width($0) > size - 6 }
        let heads = each(columns.enumerated()) { index, column in
            let label = isNumbered ? "\(index + 1)" : column
            return
                "<text x=\"\(left + (Double(index) + 0.5) * size)\" y=\"14\" text-anchor=\"middle\"><title>\(column)</title>\(label)</text>"
        }
        let lines = each(rows.enumerated()) { index, label in
            let y = 22 + Double(index) * height
            let numbered =
                isNumbered && index < columns.count && columns[index] == label ? "\(index + 1) \(label)" : label
            let fitted = Lettering.fitted(numbered, in: left - 8) ?? "\(index + 1)"
            return "<text x=\"0\" y=\"\(y + height / 2 + 4)\"><title>\(label)</title>\(fitted)</text>"
                + each(cells[index].prefix(columns.count).enumerated()) {
                    cell($1, left + Double($0) * size, y, size, height)
                }
        }
        return Drawing(width: width, height: 24 + Double(rows.count) * height, marks: heads + lines)
    }

    private func cell(_ cell: Cell?, _ x: Double, _ y: Double, _ width: Double, _ height: Double) -> HTML {
        guard let cell else { return .empty }
        let place: HTML = "x=\"\(x + 1)\" y=\"\(y + 1)\" width=\"\(width - 2)\" height=\"\(height - 2)\""
        let fits = Lettering.width(cell.words) <= width - 4
        return """
            <g><title>\(cell.words)</title><rect class="cell" \(place)/><rect class="fill-work" fill-opacity="\(Depth.opacity(cell.share))" \(place)/>\
            \(when(fits, "<text class=\"on-depth\" x=\"\(x + width / 2)\" y=\"\(y + height / 2 + 4)\" text-anchor=\"middle\">\(cell.words)</text>"))</g>
            """
    }

    package var none: String? { rows.isEmpty || columns.isEmpty ? "No pairs yet." : nil }

    package var table: Table {
        Table(
            caption.title, columns: [.text(things)] + columns.map { .number($0) },
            rows: zip(rows, cells).map { label, line in
                [name(label)] + line.prefix(columns.count).map { HTML($0?.words ?? "–") }
            })
    }
}
