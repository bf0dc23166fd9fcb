import Crypto
import CryptoExtras
import Foundation

/// A client on its way to a ticket: sends `blinded`, receives the blind signature, and finalizes.
///
/// It lives in memory only: swift-crypto has no way to write a blinding inverse down. Send the same `blinded` again until
/// an answer comes, and store the ticket before anything else happens (docs/anonymity.md, "A ticket that gets lost").
package struct TicketRequest {
    /// What the server gets to see.
    package let blinded: Data
    private let survey: String
    private let segment: String
    private let input: Data
    private let verifier: TicketVerifier
    private let inverse: _RSA.BlindSigning.BlindingInverse

    /// - Parameter manifest: checked against a hash from elsewhere (`Manifest(checking:against:)`).
    package init(manifest: Manifest, segment: String) throws {
        let verifier = try manifest.verifier(of: segment)
        let message = try TicketMessage(survey: manifest.survey, segment: segment)
        input = Data.unguessable(Ticket.randomLength) + message.bytes
        let blinding = try verifier.key.blind(verifier.key.prepare(input))
        blinded = blinding.blindedMessage
        inverse = blinding.inverse
        survey = manifest.survey
        self.segment = segment
        self.verifier = verifier
    }

    /// Takes the blinding away and verifies what is left. Needs no line to the server.
    package func finalize(_ blindSignature: Data) throws(TicketTrouble) -> Ticket {
        do {
            let signature = try verifier.key.finalize(
                .init(rawRepresentation: blindSignature), for: verifier.key.prepare(input), blindingInverse: inverse)
            return Ticket(
                survey: survey, segment: segment, input: input, signature: signature.rawRepresentation)
        } catch {
            throw .blindSignature
        }
    }
}

/// The right to answer once, which names nobody.
package struct Ticket: Hashable, Sendable {
    package let survey: String
    package let segment: String
    /// 32 random bytes, then the bytes of a `TicketMessage`.
    package let input: Data
    package let signature: Data

    static let randomLength = 32

    /// Nil for an input that says nothing we know.
    var message: TicketMessage? { try? TicketMessage(parsing: input.dropFirst(Self.randomLength)) }

    /// What the spent list holds, and how somebody finds their own ticket in it: the receipt.
    package var hash: TicketHash { TicketHash(of: input) }
}

extension Ticket: Codable {
    private enum Key: String, CodingKey { case survey, segment, input, signature }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        func bytes(_ key: Key) throws -> Data {
            guard let data = Data(base64URL: try fields.decode(String.self, forKey: key)) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: fields, debugDescription: "not base64url")
            }
            return data
        }
        survey = try fields.decode(String.self, forKey: .survey)
        segment = try fields.decode(String.self, forKey: .segment)
        input = try bytes(.input)
        signature = try bytes(.signature)
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(survey, forKey: .survey)
        try fields.encode(segment, forKey: .segment)
        try fields.encode(input.base64URL, forKey: .input)
        try fields.encode(signature.base64URL, forKey: .signature)
    }
}

/// SHA-256 of a ticket's input: tells that a ticket was used, and nothing about whose it was.
package struct TicketHash: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 32 bytes.
    package let bytes: Data

    package init(of input: Data) { bytes = Data(SHA256.hash(data: input)) }

    /// - Returns: nil unless they are 32 bytes, as `bytes` gave them.
    package init?(stored bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Data(bytes)
    }

    /// - Returns: nil unless it is what `description` writes.
    package init?(_ text: String) {
        guard let bytes = Data(hex: text), bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    package static func < (one: TicketHash, other: TicketHash) -> Bool {
        one.bytes.lexicographicallyPrecedes(other.bytes)
    }

    /// 64 hexadecimal digits, as the list of used tickets shows them.
    package var description: String { bytes.hex }
}
