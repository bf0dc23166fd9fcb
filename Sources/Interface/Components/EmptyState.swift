/// A place with nothing in it yet, which teaches: what will be here, and the one step that brings it.
package struct EmptyState: Component {
    private let title: String
    private let text: String
    private let step: HTML

    /// - Parameter step: the one thing to do: a command in `<code>`, or a link.
    package init(_ title: String, text: String, step: HTML) {
        self.title = title
        self.text = text
        self.step = step
    }

    package var html: HTML {
        "<div class=\"empty\"><h2>\(title)</h2><p>\(text)</p><p class=\"empty__step\">\(step)</p></div>"
    }
}
