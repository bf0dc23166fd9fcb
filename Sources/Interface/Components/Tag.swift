/// A word or two that say of what kind something is.
package struct Tag: Component {
    package enum Kind: Sendable {
        case plain, good, bad
        case lens(Lens)
    }

    private let text: String
    private let kind: Kind

    package init(_ text: String, _ kind: Kind = .plain) {
        self.text = text
        self.kind = kind
    }

    /// The lens by its own words.
    package init(_ lens: Lens) {
        self.init(lens.words, .lens(lens))
    }

    package var html: HTML {
        "<span class=\"tag\(variant)\">\(text)</span>"
    }

    private var variant: HTML {
        switch kind {
        case .plain: .empty
        case .good: " tag--good"
        case .bad: " tag--bad"
        case .lens(let lens): " \(lens.rawValue)"
        }
    }
}
