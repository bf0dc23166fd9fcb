import Crypto
import Foundation

/// The key of one answer, made and kept by its writer, that opens what a lead writes back.
///
/// The public half travels inside the answer and is used for no other; so a reply finds its writer, and two answers of one
/// person have nothing in common. HPKE (RFC 9180), base mode, P-256, HKDF-SHA256, AES-256-GCM: what browsers have too.
package struct ReplyKey: Sendable {
    private let key: P256.KeyAgreement.PrivateKey

    package init() { key = P256.KeyAgreement.PrivateKey() }

    /// - Parameter secret: 32 bytes.
    package init(secret: Data) throws(ReplyTrouble) {
        do { key = try P256.KeyAgreement.PrivateKey(rawRepresentation: secret) } catch { throw .key }
    }

    /// 32 bytes; whoever has them reads the replies.
    package var secret: Data { key.rawRepresentation }
    package var address: ReplyAddress { ReplyAddress(key: key.publicKey) }

    /// What a lead wrote, and how to follow it up.
    package func content(of sealed: Data, survey: String) throws(ReplyTrouble) -> ReplyContent {
        guard let content = ReplyContent(try bytes(of: sealed, survey: survey)) else { throw .sealed }
        return content
    }

    /// Of what holds text alone.
    package func open(_ sealed: Data, survey: String) throws(ReplyTrouble) -> String {
        guard let text = String(validating: try bytes(of: sealed, survey: survey), as: UTF8.self) else { throw .sealed }
        return text
    }

    private func bytes(of sealed: Data, survey: String) throws(ReplyTrouble) -> Data {
        let length = ReplyAddress.keyLength
        guard sealed.count > length else { throw .sealed }
        var padded: Data
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key, ciphersuite: .P256_SHA256_AES_GCM_256, info: ReplyAddress.info(survey),
                encapsulatedKey: sealed.prefix(length))
            padded = try recipient.open(sealed.dropFirst(length), authenticating: address.mailbox)
        } catch {
            throw .sealed
        }
        guard let end = padded.lastIndex(where: { $0 != 0 }), padded[end] == 0x80 else { throw .sealed }
        return Data(padded.prefix(upTo: end))
    }
}

/// Where a reply goes: a public key, and the mailbox that is named after it.
package struct ReplyAddress: Hashable, Sendable {
    /// 65 bytes, an uncompressed point.
    package let bytes: Data

    static let keyLength = 65
    /// A reply is as long as a multiple of this, and 81 bytes of envelope.
    static let bucket = 1024

    init(key: P256.KeyAgreement.PublicKey) { bytes = key.x963Representation }

    /// - Parameter bytes: as they stood in the answer.
    package init(bytes: Data) throws(ReplyTrouble) {
        do { self.bytes = try P256.KeyAgreement.PublicKey(x963Representation: bytes).x963Representation } catch {
            throw .key
        }
    }

    /// SHA-256 of `tutti-reply-v1` and the key, 32 bytes. Sealed with the reply, so that it opens in no other mailbox.
    ///
    /// Clients fetch all replies of a round and open what they can: asking for one mailbox would say which answer is theirs.
    package var mailbox: Data { Data(SHA256.hash(data: Data("tutti-reply-v1".utf8) + bytes)) }

    /// Encapsulated key (65 bytes) ‖ ciphertext of the text, 0x80, and zeros up to a multiple of 1024.
    package func seal(_ text: String, survey: String) throws(ReplyTrouble) -> Data {
        try seal(Data(text.utf8), bucket: Self.bucket, survey: survey)
    }

    /// The same with a way to follow up.
    package func seal(_ content: ReplyContent, survey: String) throws(ReplyTrouble) -> Data {
        try seal(content.bytes, bucket: Self.bucket, survey: survey)
    }

    func seal(_ plain: Data, bucket: Int, survey: String) throws(ReplyTrouble) -> Data {
        var padded = plain + [0x80]
        padded.append(Data(count: (bucket - padded.count % bucket) % bucket))
        do {
            let key = try P256.KeyAgreement.PublicKey(x963Representation: bytes)
            var sender = try HPKE.Sender(
                recipientKey: key, ciphersuite: .P256_SHA256_AES_GCM_256, info: Self.info(survey))
            return sender.encapsulatedKey + (try sender.seal(padded, authenticating: mailbox))
        } catch {
            throw .sealed
        }
    }

    /// Whether bytes have the size of something sealed, of four pages at most. Whether they open, only the writer can tell.
    package static func isSealed(_ bytes: Data) -> Bool {
        let text = bytes.count - keyLength - 16
        return text > 0 && text <= 4 * bucket && text.isMultiple(of: bucket) && bytes.first == 4
    }

    /// Of one size alone.
    static func isSealed(_ bytes: Data, textSize: Int) -> Bool {
        bytes.count == keyLength + textSize + 16 && bytes.first == 4
    }

    static func info(_ survey: String) -> Data {
        var writer = ByteWriter()
        writer.append(Data("tutti-reply-v1".utf8))
        writer.appendCounted(Data(survey.utf8))
        return writer.data
    }
}

/// Why a reply cannot be sealed or opened.
package enum ReplyTrouble: Error, Hashable, CustomStringConvertible {
    case key
    case sealed
    case long

    package var description: String {
        switch self {
        case .key: "This is not a key for replies."
        case .sealed: "This reply was not sealed for this key."
        case .long: "This is too long: a follow-up has at most 4095 bytes."
        }
    }
}
