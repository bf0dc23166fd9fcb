/// A table that is the picture itself, with what stands around every chart.
package struct TableFigure: Component {
    private let caption: ChartCaption
    private let table: Table

    package init(_ caption: ChartCaption, table: Table) {
        self.caption = caption
        self.table = table
    }

    package var html: HTML { ChartFigure.html(caption, picture: table.html, table: nil) }
}
