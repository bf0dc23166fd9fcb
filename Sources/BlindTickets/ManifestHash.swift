import Crypto
import Foundation

/// SHA-256 of a manifest's bytes, to be read aloud, posted and compared.
package struct ManifestHash: Hashable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    package let bytes: Data

    package init(of manifest: Data) { bytes = Data(SHA256.hash(data: manifest)) }

    /// - Parameter text: 64 hexadecimal digits; capitals, spaces, line ends and hyphens do not matter. Anything else gives nil.
    package init?(_ text: String) {
        let digits = text.lowercased().filter { !$0.isWhitespace && $0 != "-" }
        guard let bytes = Data(hex: digits), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Eight groups of eight digits: `9f86d081-884c7d65-…`.
    package var description: String {
        let digits = Array(bytes.hex)
        return stride(from: 0, to: digits.count, by: 8).map { String(digits[$0..<$0 + 8]) }.joined(separator: "-")
    }
}

/// Why a manifest is not to be trusted.
package enum ManifestTrouble: Error, Hashable, CustomStringConvertible {
    /// Not what the others were given.
    case otherHash(ManifestHash)
    /// Not a manifest, or one that could be read in two ways.
    case form
    /// A rule that Tutti does not allow, in words.
    case rule(String)

    package var description: String {
        switch self {
        case .otherHash(let hash):
            "This manifest's hash is \(hash), not the one you gave. Do not answer; ask your team."
        case .form: "This is not a manifest in its one form. Do not answer; ask your team."
        case .rule(let what): "The manifest breaks a rule: \(what)"
        }
    }
}

extension Manifest {
    /// JSON without spaces, keys sorted, slashes and all but control characters, quotes and backslashes as they are.
    package var canonicalBytes: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return try encoder.encode(self)
        }
    }

    package var hash: ManifestHash { get throws { ManifestHash(of: try canonicalBytes) } }

    /// Reads the bytes a server published. Bytes that are not canonical are refused: keys written twice, and keys that
    /// nobody knows, would let two readers see two manifests under one hash.
    package init(canonical bytes: Data) throws(ManifestTrouble) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let manifest = try? decoder.decode(Manifest.self, from: bytes), (try? manifest.canonicalBytes) == bytes
        else { throw .form }
        try manifest.check()
        self = manifest
    }

    /// What a client does before it asks for a ticket.
    ///
    /// - Parameter hash: obtained elsewhere than from this server: a channel, a repository, a colleague.
    package init(checking bytes: Data, against hash: ManifestHash) throws(ManifestTrouble) {
        let found = ManifestHash(of: bytes)
        guard found == hash else { throw .otherHash(found) }
        try self.init(canonical: bytes)
    }
}
