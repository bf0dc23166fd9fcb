import Crypto
import CryptoExtras
import Foundation
import Synchronization

/// The signer's key of one survey and one segment. It signs what it cannot read, and nothing else, until it is erased.
///
/// The one thing here that is shared and changes: whoever holds it must see that it is gone.
package final class TicketKey: Sendable {
    private typealias Private = _RSA.BlindSigning.PrivateKey<SHA384>

    private let key: Mutex<Private?>
    /// SubjectPublicKeyInfo, for the manifest. Outlives `erase`.
    package let publicKey: Data

    /// A new key of 3072 bits. Takes about half a second: find two primes.
    package convenience init() throws {
        try self.init(Private(keySize: _RSA.Signing.KeySize(bitCount: 3072)))
    }

    /// - Parameter stored: what `stored` gave.
    package convenience init(stored: some DataProtocol) throws(TicketTrouble) {
        let key: Private
        do { key = try Private(derRepresentation: stored) } catch { throw .key }
        try self.init(key)
    }

    private init(_ key: Private) throws(TicketTrouble) {
        publicKey = key.publicKey.derRepresentation
        _ = try TicketVerifier(derRepresentation: publicKey)
        self.key = Mutex(key)
    }

    /// Secret, in DER. For the one table it is kept in until release; never for a log, an answer or an export.
    package var stored: Data {
        get throws(TicketTrouble) { try living.derRepresentation }
    }

    package var isErased: Bool { key.withLock { $0 == nil } }

    /// Forgets the key. BoringSSL overwrites its memory as soon as signatures that are being made are done. What was
    /// stored, the caller deletes in the same breath.
    package func erase() {
        key.withLock { $0 = nil }
    }

    /// BlindSign of RFC 9474. Deterministic: the same blinded message always gives the same bytes. One core makes a few
    /// hundred a second.
    package func blindSign(_ blinded: Data) throws(TicketTrouble) -> Data {
        let key = try living
        do { return try key.blindSignature(for: blinded).rawRepresentation } catch { throw .blindedMessage }
    }

    private var living: Private {
        get throws(TicketTrouble) {
            guard let key = key.withLock({ $0 }) else { throw .erased }
            return key
        }
    }
}
