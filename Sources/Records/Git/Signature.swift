/// A name and an address as a commit carries them, before anybody is recognised in them.
///
/// Kept exactly as recorded. Who this is, is decided when it is asked (`Identities`), so that a
/// correction of the mail map or a decision of the team changes every number and no record.
package struct Signature: Codable, Hashable, Sendable {
    package var name: String
    package var email: String

    package init(name: String, email: String) {
        self.name = name
        self.email = email
    }
}

extension Signature: Comparable {
    package static func < (left: Signature, right: Signature) -> Bool {
        (left.email, left.name) < (right.email, right.name)
    }
}
