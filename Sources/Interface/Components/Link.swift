/// Words that lead somewhere.
package struct Link: Component {
    package let text: String
    package let href: String

    package init(_ text: String, to href: String) {
        self.text = text
        self.href = href
    }

    package var html: HTML { link(text, to: href) }

    /// The same link as a button. One main button a page; the others are plain.
    package func button(isMain: Bool = false) -> HTML {
        "<a class=\"button\(when(!isMain, " button--plain"))\" href=\"\(href: href)\">\(text)</a>"
    }
}
