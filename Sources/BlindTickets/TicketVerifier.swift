import Crypto
import CryptoExtras
import Foundation

/// The public half of a `TicketKey`: blinds, finalizes and verifies.
///
/// The variant is RSABSSA-SHA384-PSS-Randomized. RFC 9474 defines its Prepare as 32 random bytes before the message, and all
/// else as in the Deterministic variant. swift-crypto gives no way to build a prepared message from bytes that came over
/// a line; with Deterministic parameters Prepare changes nothing. So the random bytes are put in front here
/// (`TicketRequest`), and swift-crypto is handed the whole input.
package struct TicketVerifier: Sendable {
    let key: _RSA.BlindSigning.PublicKey<SHA384>
    /// Bytes of a signature, and of a blinded message.
    package let signatureLength: Int

    /// - Parameter der: SubjectPublicKeyInfo as the manifest carries it.
    package init(derRepresentation der: some DataProtocol) throws(TicketTrouble) {
        do {
            key = try _RSA.BlindSigning.PublicKey(
                derRepresentation: der, parameters: .RSABSSA_SHA384_PSS_Deterministic)
            // One exponent for all, and one form of the bytes: nobody can be marked by a key that is "the same, but".
            let exponent = try key.getKeyPrimitives().publicExponent
            guard exponent == Data([1, 0, 1]), key.derRepresentation == Data(der),
                (3072...4096).contains(key.keySizeInBits), key.keySizeInBits % 8 == 0
            else { throw TicketTrouble.key }
        } catch {
            throw .key
        }
        signatureLength = key.keySizeInBits / 8
    }

    /// - Parameter input: 32 random bytes, then the message.
    package func isValid(signature: Data, for input: Data) -> Bool {
        signature.count == signatureLength
            && key.isValidSignature(.init(rawRepresentation: signature), for: key.prepare(input))
    }
}
