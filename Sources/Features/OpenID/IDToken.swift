import Foundation
import JWTKit

/// What the other service says about somebody.
struct IDToken: JWTPayload, Hashable {
    let issuer: String
    let subject: String
    let audience: [String]
    let authorizedParty: String?
    /// Seconds since 1970.
    let expiresAt: Double
    let issuedAt: Double?
    let notBefore: Double?
    let nonce: String?
    let name: String?
    let preferredUsername: String?
    let email: String?
    let isEmailVerified: Bool
    let groups: [String]

    private enum CodingKeys: String, CodingKey {
        case issuer = "iss"
        case subject = "sub"
        case audience = "aud"
        case authorizedParty = "azp"
        case expiresAt = "exp"
        case issuedAt = "iat"
        case notBefore = "nbf"
        case nonce, name, email, groups
        case preferredUsername = "preferred_username"
        case isEmailVerified = "email_verified"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        issuer = try fields.decode(String.self, forKey: .issuer)
        subject = try fields.decode(String.self, forKey: .subject)
        if let one = try? fields.decode(String.self, forKey: .audience) {
            audience = [one]
        } else {
            audience = try fields.decode([String].self, forKey: .audience)
        }
        authorizedParty = try fields.decodeIfPresent(String.self, forKey: .authorizedParty)
        expiresAt = try fields.decode(Double.self, forKey: .expiresAt)
        issuedAt = try fields.decodeIfPresent(Double.self, forKey: .issuedAt)
        notBefore = try fields.decodeIfPresent(Double.self, forKey: .notBefore)
        nonce = try fields.decodeIfPresent(String.self, forKey: .nonce)
        // What only describes somebody is left out where it has another shape.
        name = try? fields.decode(String.self, forKey: .name)
        preferredUsername = try? fields.decode(String.self, forKey: .preferredUsername)
        email = try? fields.decode(String.self, forKey: .email)
        isEmailVerified = (try? fields.decode(Bool.self, forKey: .isEmailVerified)) ?? false
        groups = (try? fields.decode([String].self, forKey: .groups)) ?? []
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(issuer, forKey: .issuer)
        try fields.encode(subject, forKey: .subject)
        try fields.encode(audience, forKey: .audience)
        try fields.encode(expiresAt, forKey: .expiresAt)
    }

    /// The signature alone is checked by the library; `check` does the rest, by the server's own clock.
    func verify(using algorithm: some JWTAlgorithm) {}

    /// OpenID Connect Core 1.0, 3.1.3.7.
    ///
    /// - Throws: `OpenIDTrouble.unbelievable`.
    func check(_ settings: OpenIDSettings, nonce expected: String, at now: Int64) throws(OpenIDTrouble) {
        guard issuer == settings.issuer || issuer == settings.issuer + "/" else {
            throw .unbelievable("another issuer")
        }
        guard audience.contains(settings.clientID) else { throw .unbelievable("made for somebody else") }
        guard audience.count == 1 || authorizedParty != nil, authorizedParty ?? settings.clientID == settings.clientID
        else { throw .unbelievable("made for several, and not through us") }
        guard expiresAt > Double(now - Self.leeway) else { throw .unbelievable("it has expired") }
        guard (notBefore ?? issuedAt ?? 0) < Double(now + Self.leeway) else { throw .unbelievable("not valid yet") }
        guard nonce == expected else { throw .unbelievable("another nonce") }
        guard (1...255).contains(subject.utf8.count) else { throw .unbelievable("no subject") }
    }

    /// Seconds by which the two clocks may differ.
    private static let leeway: Int64 = 60
}

/// The head of a token, which says how it is signed.
struct TokenHead: Decodable {
    let alg: String
    let kid: String?
    /// What must be understood; nothing of it is.
    let crit: [String]?

    init(of token: String) throws {
        guard token.utf8.count < 64 << 10,
            let head = token.split(separator: ".", omittingEmptySubsequences: false).first,
            let bytes = Base64URL.bytes(head)
        else { throw OpenIDTrouble.unbelievable("no token") }
        guard let head = try? JSONDecoder().decode(TokenHead.self, from: bytes), head.crit == nil else {
            throw OpenIDTrouble.unbelievable("a head that is not understood")
        }
        self = head
    }
}
