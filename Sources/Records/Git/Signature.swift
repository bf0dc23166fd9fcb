/// A name and an address as a commit carries them, before anybody is recognised in them.
///
/// Kept exactly as recorded, and the same as another only byte by byte. Who this is, is decided when it is asked (`Identities`), so that a
/// correction of the mail map or a decision of the team changes every number and no record.
package struct Signature: Codable, Hashable, Sendable {
    package var name: String
    package var email: String

    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }

    package static func == (left: Signature, right: Signature) -> Bool {
        ExactText(left.name) == ExactText(right.name) && ExactText(left.email) == ExactText(right.email)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(name))
        hasher.combine(ExactText(email))
    }
}

extension Signature: Comparable {
    package static func < (left: Signature, right: Signature) -> Bool {
        if left.email != right.email { return left.email < right.email }
        if left.name != right.name { return left.name < right.name }
        // What only looks the same has an order too.
        if ExactText(left.email) != ExactText(right.email) {
            return left.email.utf8.lexicographicallyPrecedes(right.email.utf8)
        }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}
