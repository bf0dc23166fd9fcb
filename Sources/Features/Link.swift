import Records

/// An address within Tutti. Pages never put one together by hand.
///
///     Link.knowledge(repository.id).with("module", "Sources/Store").path
///     // /r/tutti/knowledge?module=Sources/Store
///
/// A feature adds its own addresses in an extension.
package struct Link: Hashable, Sendable {
    private let segments: [String]
    private var query: [Item] = []

    private struct Item: Hashable, Sendable {
        let name: String
        let value: String
    }

    package init(_ segments: String...) {
        self.segments = segments
    }

    /// The same place with one more choice, or with one taken back when `value` is nil.
    package func with(_ name: String, _ value: String?) -> Link {
        var link = self
        link.query.removeAll { $0.name == name }
        if let value { link.query.append(Item(name: name, value: value)) }
        return link
    }

    /// The address without its choices, encoded, as a form's `action`.
    package var place: String { "/" + segments.map { PercentEncoding.encoded($0) }.joined(separator: "/") }

    /// The choices, as a form keeps them.
    package var choices: [(name: String, value: String)] { query.map { ($0.name, $0.value) } }

    /// The address as it stands in `href`, encoded.
    package var path: String {
        guard !query.isEmpty else { return place }
        let choices = query.map { item in
            PercentEncoding.encoded(item.name) + "=" + PercentEncoding.encoded(item.value, also: "/")
        }
        return place + "?" + choices.joined(separator: "&")
    }
}

extension Link {
    /// Today of the only or first repository.
    package static let home = Link()
    package static let connections = Link("connections")

    package static func today(_ repository: Repository.ID) -> Link { Link("r", repository) }
    package static func delivery(_ repository: Repository.ID) -> Link { Link("r", repository, "delivery") }
    package static func knowledge(_ repository: Repository.ID) -> Link { Link("r", repository, "knowledge") }
    package static func people(_ repository: Repository.ID) -> Link { Link("r", repository, "people") }

    /// The page of one signal.
    package static func signal(_ signal: String, of repository: Repository.ID) -> Link {
        Link("r", repository, "signals", signal)
    }

    /// Live news about the topics (`LiveEvent.topic`).
    package static func events(_ topics: String...) -> Link {
        Link("events").with("topics", topics.joined(separator: ","))
    }
}
