/// Something that stands by itself: a title, what it says, and a quiet line below.
package struct Card: Component {
    private let title: String
    private let content: HTML
    private let footer: HTML
    private let href: String?

    /// - Parameter href: where the title leads.
    package init(_ title: String, href: String? = nil, footer: HTML = .empty, content: HTML) {
        self.title = title
        self.href = href
        self.footer = footer
        self.content = content
    }

    package var html: HTML {
        """
        <article class="card"><h3>\(name(title, href: href))</h3>\(content)\(when(!footer.isEmpty, "<footer>\(footer)</footer>"))</article>
        """
    }
}
