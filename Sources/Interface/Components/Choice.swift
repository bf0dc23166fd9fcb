/// A few views of the same thing, one of them open: links side by side.
package struct Choice: Component {
    private let label: String
    private let options: [Link]
    private let current: String

    /// - Parameters:
    ///   - label: what is chosen: "Period".
    ///   - current: the text of the option that is open.
    package init(_ label: String, options: [Link], current: String) {
        self.label = label
        self.options = options
        self.current = current
    }

    package var html: HTML {
        """
        <div class="choice" role="group" aria-label="\(label)">\(each(options) { option in
            "<a href=\"\(href: option.href)\"\(when(option.text == current, " aria-current=\"true\""))>\(option.text)</a>"
        })</div>
        """
    }
}
