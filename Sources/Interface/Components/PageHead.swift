/// The head of a page: its finding as the one `<h1>`, a sentence on what was looked at, and the choice of view beside it.
package struct PageHead: Component {
    private let title: String
    private let lead: HTML
    private let above: HTML
    private let beside: HTML

    /// - Parameters:
    ///   - above: what stands over the title, mostly a `Breadcrumb`.
    ///   - beside: what stands at its end, mostly a `Choice`.
    package init(_ title: String, lead: HTML = .empty, above: HTML = .empty, beside: HTML = .empty) {
        self.title = title
        self.lead = lead
        self.above = above
        self.beside = beside
    }

    package var html: HTML {
        """
        <header class="head"><div>\(above)<h1>\(title)</h1>\(when(!lead.isEmpty, "<p>\(lead)</p>"))</div>\(beside)</header>
        """
    }
}
