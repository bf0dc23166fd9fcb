/// Something to keep in mind while reading.
package struct Note: Component {
    package enum Kind: String, Sendable {
        case plain, good, bad
    }

    private let content: HTML
    private let kind: Kind

    package init(_ kind: Kind, _ content: HTML) {
        self.kind = kind
        self.content = content
    }

    package init(_ content: HTML) {
        self.init(.plain, content)
    }

    package var html: HTML {
        "<div class=\"note\(when(kind != .plain, " note--\(kind.rawValue)"))\"><p>\(content)</p></div>"
    }
}
