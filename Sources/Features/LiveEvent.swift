import Interface

/// News for open pages: the component that a page drew, drawn anew.
package struct LiveEvent: Hashable, Sendable {
    /// What it is about; a page asks for its topics by `Link.events`. Letters, digits and `-`.
    package let topic: String
    package let html: HTML

    package init(topic: String, html: HTML) {
        self.topic = topic
        self.html = html
    }
}
