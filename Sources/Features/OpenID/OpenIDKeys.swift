import Foundation
import JWTKit

/// The keys by which the other service signs.
struct OpenIDKeys: Sendable {
    private let keys: [JWK]

    init() { keys = [] }

    /// Keys of other kinds, and those for other uses, are left out.
    init(_ data: Data) throws {
        guard let set = try? JSONDecoder().decode(KeySet.self, from: data) else {
            throw OpenIDTrouble.unreachable("its keys cannot be read")
        }
        keys = set.keys.compactMap(\.key)
    }

    /// Nil where no key fits, or several do and the token does not say which.
    func key(for head: TokenHead) -> JWK? {
        let fitting = keys.filter { key in
            Self.kind(of: head.alg) == key.keyType && (head.kid == nil || key.keyIdentifier?.string == head.kid)
                && (key.algorithm == nil || key.algorithm?.rawValue == head.alg)
        }
        return fitting.count == 1 ? fitting[0] : nil
    }

    /// Signatures that a public key checks. Everything else, `none` above all, fits no key.
    static func kind(of algorithm: String) -> JWK.KeyType? {
        switch algorithm {
        case "RS256", "RS384", "RS512", "PS256", "PS384", "PS512": .rsa
        case "ES256", "ES384", "ES512": .ecdsa
        case "EdDSA": .octetKeyPair
        default: nil
        }
    }

    private struct KeySet: Decodable {
        let keys: [Entry]

        struct Entry: Decodable {
            let key: JWK?

            private enum CodingKeys: String, CodingKey { case use }

            init(from decoder: any Decoder) throws {
                let use = try? decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .use)
                key = use == nil || use == "sig" ? try? JWK(from: decoder) : nil
            }
        }
    }
}

extension JWK {
    /// What a token says, once its signature is found good.
    ///
    /// - Throws: `OpenIDTrouble.unbelievable`.
    func verified(_ token: String) async throws -> IDToken {
        var key = self
        key.keyIdentifier = key.keyIdentifier ?? "only"
        do {
            return try await JWTKeyCollection().add(jwk: key).verify(token, as: IDToken.self)
        } catch {
            throw OpenIDTrouble.unbelievable("its signature is wrong, or its claims cannot be read")
        }
    }
}
