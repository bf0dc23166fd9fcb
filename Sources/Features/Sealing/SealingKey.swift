import Crypto
import Foundation

/// Seals what the database must hold but whoever reads the database must not: AES-GCM, under the key of a file that lies
/// beside the database.
package struct SealingKey: Sendable {
    private let key: SymmetricKey

    package static let byteCount = 32

    /// Nil for anything but 32 bytes, which are to be random.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// - Parameter purpose: what is sealed, and whose it is. It opens for nothing else, so that whoever may write to the
    ///   database gains nothing by moving a sealed value to another row.
    package func seal(_ bytes: [UInt8], for purpose: String) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: Data(purpose.utf8))
        return Array(box.nonce) + Array(box.ciphertext) + Array(box.tag)
    }

    /// Nil where it was sealed with another key or for something else, or was changed since.
    package func open(_ sealed: [UInt8], for purpose: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: Data(purpose.utf8))
        else { return nil }
        return Array(bytes)
    }
}
