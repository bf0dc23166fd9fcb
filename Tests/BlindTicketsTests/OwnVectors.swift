import BlindTickets
import Foundation

/// `Vectors/tickets.json`, made by `Vectors/make-vectors` with another library in another language.
struct OwnVectors: Decodable {
    struct TicketVector: Decodable {
        let survey, segment, storedKey, publicKey, nonce, random, salt, r: String
        let input, blinded, blindSignature, signature, hash: String
    }

    struct EnvelopeVector: Decodable { let answers, bytes: String }
    struct ManifestVector: Decodable { let bytes, hash: String }
    struct ReplyVector: Decodable { let secret, address, mailbox, text, sealed: String }

    let ticket: TicketVector
    let envelope: EnvelopeVector
    let manifest: ManifestVector
    let reply: ReplyVector

    static let text = String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)

    static func read() throws -> OwnVectors { try JSONDecoder().decode(OwnVectors.self, from: Data(text.utf8)) }

    private static let file = URL(filePath: #filePath)
        .deletingLastPathComponent().appending(path: "Vectors/tickets.json")
}

struct NotBase64: Error {}

func bytes(_ text: String) throws -> Data {
    guard let data = Data(base64URL: text) else { throw NotBase64() }
    return data
}
