extension Account {
    /// The account as its code host's private address would sign a commit, which names the login: commits that were made on
    /// the host's pages carry such an address, and so an account is known that shows no other.
    ///
    /// The number before the login, which such addresses may have, says no more and is 0 here.
    package var privateSignature: Signature {
        let host = key.source.prefix { $0 != "/" }
        return Signature(
            name: name ?? login, email: "0+\(login.lowercased())@users.noreply.\(host.lowercased())")
    }

    /// Whether a signature is the one that stands for this account where members claim it.
    package func isClaimed(as signature: Signature) -> Bool { privateSignature.bytes == signature.bytes }

    /// As the account shows itself; nil without an address, or with one behind which several may stand.
    package var shownSignature: Signature? {
        guard let email, email.contains("@") else { return nil }
        let signature = Signature(name: name ?? login, email: email)
        return signature.isShared ? nil : signature
    }
}

extension Signature {
    /// The login and the host that a private signature names: no commit bears one that begins so.
    package var hostedAccount: (login: String, host: String)? {
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("0+"), parts[1].hasPrefix("users.noreply.") else { return nil }
        return (String(parts[0].dropFirst(2)), String(parts[1].dropFirst("users.noreply.".count)))
    }
}
