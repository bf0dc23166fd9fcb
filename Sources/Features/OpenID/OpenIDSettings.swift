import Foundation

/// Another service that signs people in, by OpenID Connect.
package struct OpenIDSettings: Sendable {
    /// As the service calls itself, without a slash at the end.
    package var issuer: String
    package var clientID: String
    /// Nil for a client that has none; PKCE guards the code either way.
    package var clientSecret: String?
    /// What membership in a group there means here.
    package var rules: [GroupRule]

    /// Nil where the issuer is no `https` address. On this machine `http` will do.
    package init?(issuer: String, clientID: String, clientSecret: String?, rules: [GroupRule] = []) {
        let issuer = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
        guard Self.isSafe(issuer), !clientID.isEmpty else { return nil }
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.rules = rules
    }

    /// The service's host, as a name for it.
    package var name: String { URL(string: issuer)?.host() ?? issuer }

    private static let loopback = AddressRange("127.0.0.0/8")

    /// Whether nobody on the way can read or change what is fetched from there.
    static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host(), url.fragment == nil else { return false }
        let isHere = host == "localhost" || host == "::1" || loopback?.contains(host) == true
        return url.scheme == "https" || (url.scheme == "http" && isHere)
    }
}

/// What being in a group of the other service means here.
package struct GroupRule: Hashable, Sendable {
    package var group: String
    package var meaning: Meaning

    package enum Meaning: Hashable, Sendable {
        /// Administers this installation, as long as the other service says so.
        case administrator
    }

    package init(group: String, meaning: Meaning) {
        self.group = group
        self.meaning = meaning
    }
}
