/// What most readers need not see at once.
package struct Details: Component {
    private let summary: String
    private let content: HTML
    private let isOpen: Bool

    package init(_ summary: String, isOpen: Bool = false, content: HTML) {
        self.summary = summary
        self.content = content
        self.isOpen = isOpen
    }

    package var html: HTML {
        "<details\(when(isOpen, " open"))><summary>\(summary)</summary>\(content)</details>"
    }
}
