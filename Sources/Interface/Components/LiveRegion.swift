/// A part of a page that the server keeps drawing anew. Pages with one list `Asset.liveRegion` among their scripts.
///
/// The server sends the whole content, drawn by the same component, as an event of that name; `end` closes the stream.
package struct LiveRegion: Component {
    private let source: String
    private let event: String
    private let then: String?
    private let content: HTML

    /// - Parameters:
    ///   - source: the address of the event stream, on this site.
    ///   - then: where to go when the stream has ended.
    package init(from source: String, event: String, then: String? = nil, content: HTML) {
        self.source = source
        self.event = event
        self.then = then
        self.content = content
    }

    package var html: HTML {
        """
        <live-region src="\(href: source)" event="\(event)"\(attribute("data-then", then)) aria-live="polite" \
        aria-atomic="true">\(content)</live-region>
        """
    }
}
