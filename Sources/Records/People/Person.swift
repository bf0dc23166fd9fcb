/// Somebody, or something, recognised behind one or more signatures.
package struct Person: Codable, Hashable, Identifiable, Sendable {
    /// What kind of actor stands behind the accounts (HANDBOOK 0.5, PRODUCT 3.10).
    package enum Kind: String, Codable, CaseIterable, Sendable {
        case human
        /// Acts by itself: dependency updates, releases, mirrors.
        case bot
        /// An AI tool that writes for a human. A class of its own: neither a human's nor a bot's numbers include it.
        case agent
        /// A human who objected: no number about people counts them. Nobody decides it for another, and it is told to nobody.
        case withheld
    }

    /// Stable: made from the canonical address, in lower case.
    package let id: String
    package var name: String
    package var email: String
    package var kind: Kind

    package init(id: String, name: String, email: String, kind: Kind) {
        self.id = id
        self.name = name
        self.email = email
        self.kind = kind
    }
}
