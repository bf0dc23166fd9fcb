/// A page taken apart again, by a reader that knows nothing of how it was written.
struct Markup {
    struct Tag {
        let name: String
        let isClosing: Bool
        let isSelfClosing: Bool
        let attributes: [(name: String, value: String?)]

        subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
        func has(_ name: String) -> Bool { attributes.contains { $0.name == name } }
    }

    let tags: [Tag]

    init(_ text: String) {
        tags = text.matches(of: /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=<>"'\/]+(?:="[^"<]*")?)*)\s*(\/?)>/).map {
            match in
            Tag(
                name: String(match.2), isClosing: !match.1.isEmpty, isSelfClosing: !match.4.isEmpty,
                attributes: String(match.3).matches(of: /([^\s=<>"'\/]+)(?:="([^"<]*)")?/).map {
                    (String($0.1), $0.2.map(String.init))
                })
        }
    }

    func values(of attribute: String) -> [String] { tags.compactMap { $0[attribute] } }

    /// Elements that were not closed, or closed out of turn; empty where the page is sound.
    var unbalanced: [String] {
        var open: [String] = []
        var wrong: [String] = []
        for tag in tags where !tag.isSelfClosing && !Self.void.contains(tag.name) {
            if !tag.isClosing {
                open.append(tag.name)
            } else if open.last == tag.name {
                open.removeLast()
            } else {
                wrong.append("</\(tag.name)> in \(open.suffix(3))")
            }
        }
        return wrong + open
    }

    private static let void: Set = ["meta", "link", "input", "br", "hr", "img"]
}
