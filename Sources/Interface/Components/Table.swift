/// Rows of facts. The first column names the row.
package struct Table: Component {
    package struct Column: Sendable {
        let title: String
        let isNumeric: Bool

        package static func text(_ title: String) -> Column { Column(title: title, isNumeric: false) }

        /// Set at the end of its cell, so that digits stand below digits.
        package static func number(_ title: String) -> Column { Column(title: title, isNumeric: true) }
    }

    private let caption: String
    private let showsCaption: Bool
    private let columns: [Column]
    private let rows: [[HTML]]
    private let none: String

    /// - Parameters:
    ///   - caption: what the rows are; always there for those who listen.
    ///   - none: the sentence in place of rows where there are none.
    package init(
        _ caption: String, showsCaption: Bool = false, columns: [Column], rows: [[HTML]],
        none: String = "Nothing here yet."
    ) {
        self.caption = caption
        self.showsCaption = showsCaption
        self.columns = columns
        self.rows = rows
        self.none = none
    }

    package var html: HTML {
        """
        <div class="scroll" role="group" aria-label="\(caption)" tabindex="0"><table>\
        <caption\(when(!showsCaption, " class=\"unseen\""))>\(caption)</caption>
        <thead><tr>\(each(columns) { head($0) })</tr></thead>
        <tbody>\(body)</tbody></table></div>
        """
    }

    private func head(_ column: Column) -> HTML {
        column.title.isEmpty
            ? "<td></td>" : "<th scope=\"col\"\(when(column.isNumeric, " class=\"n\""))>\(column.title)</th>"
    }

    private var body: HTML {
        rows.isEmpty
            ? "<tr><td class=\"few\" colspan=\"\(columns.count)\">\(none)</td></tr>"
            : each(rows, between: "\n") { cells in
                "<tr>\(each(zip(columns, cells).enumerated()) { cell($0, $1.0, $1.1) })</tr>"
            }
    }

    private func cell(_ index: Int, _ column: Column, _ content: HTML) -> HTML {
        index == 0
            ? "<th scope=\"row\">\(content)</th>"
            : "<td\(when(column.isNumeric, " class=\"n\""))>\(content)</td>"
    }
}
