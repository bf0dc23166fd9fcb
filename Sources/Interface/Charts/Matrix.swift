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
    let rows: [String]
    let columns: [String]
    let cells: [[Cell?]]
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

    package var none: String? { rows.isEmpty || columns.isEmpty ? "No pairs yet." : nil }

    package var table: Table {
        Table(
            caption.title, columns: [.text(things)] + columns.map { .number($0) },
            rows: zip(rows, cells).map { label, line in
                [name(label)] + line.prefix(columns.count).map { HTML($0?.words ?? "–") }
            })
    }
}
