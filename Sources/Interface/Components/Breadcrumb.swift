/// The way back: the pages above this one, and this one at the end.
package struct Breadcrumb: Component {
    private let above: [Link]
    private let current: String

    package init(_ above: [Link], current: String) {
        self.above = above
        self.current = current
    }

    package var html: HTML {
        """
        <nav class="breadcrumb" aria-label="Where you are"><ol>\
        \(each(above) { "<li>\($0)</li>" })<li aria-current="page">\(name(current))</li></ol></nav>
        """
    }
}
