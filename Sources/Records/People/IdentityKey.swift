/// What all signatures of one account share, with nothing but the signatures to go by.
///
/// An address names a person and a forge's private address an account; an address that many share, only together with a
/// name. A machine at a human's address is not that human, and an AI tool is one under all names at its own address.
package struct IdentityKey: Hashable, Sendable {
    private let text: String
    /// A forge's private address names the account.
    let isAccount: Bool

    package init(_ signature: Signature) {
        let address = EmailAddress(signature.email)
        let kind = Person.Kind(lookingAt: signature)
        let name = signature.name.lowercased()
        isAccount = address.forgeLogin != nil
        if let login = address.forgeLogin {
            text = "\(kind) \(address.domain) \(login)"
        } else if Person.Kind.isAgent(address) || kind == .human && !address.isShared {
            text = "\(kind) \(address.text)"
        } else {
            text = "\(kind) \(address.text) \(name)"
        }
    }
}

extension Signature {
    /// Git compares bytes, where Swift takes two spellings of "é" for one.
    package var bytes: [UInt8] { Array(name.utf8) + [0] + Array(email.utf8) }

    /// Puts also those in order that Swift takes for one.
    static func isBefore(_ left: Signature, _ right: Signature) -> Bool {
        left != right ? left < right : left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}
