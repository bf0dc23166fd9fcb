/// What stands around every picture: the finding, what is seen, the table behind it, and the numbers to take along.
enum ChartFigure {
    static func html(_ caption: ChartCaption, picture: HTML, table: Table?) -> HTML {
        """
        <figure class="chart"><figcaption>\(caption.title)</figcaption>
        <p>\(caption.description)\(when(caption.explain) { explain($0, caption.title) })</p>
        \(picture)\(when(table) { behind($0, caption.title) })\(downloads(caption))
        </figure>
        """
    }

    private static func explain(_ address: String, _ title: String) -> HTML {
        " <a href=\"\(href: address)\">Explain<span class=\"unseen\">: \(title)</span></a>"
    }

    private static func behind(_ table: Table, _ title: String) -> HTML {
        "<details><summary>As a table<span class=\"unseen\">: \(title)</span></summary>\(table)</details>"
    }

    private static func downloads(_ caption: ChartCaption) -> HTML {
        when(
            !caption.downloads.isEmpty,
            "<p class=\"figure__links\">\(each(caption.downloads, between: " · ") { $0.html })</p>")
    }
}
