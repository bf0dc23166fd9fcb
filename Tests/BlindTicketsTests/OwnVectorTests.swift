import Foundation
import Testing

@testable import BlindTickets

@Suite("Vectors made by another implementation")
struct OwnVectorTests {
    private let vectors: OwnVectors

    init() throws { vectors = try OwnVectors.read() }

    @Test func `the blinded message gets the same signature`() throws {
        let key = try TicketKey(stored: bytes(vectors.ticket.storedKey))
        #expect(key.publicKey == (try bytes(vectors.ticket.publicKey)))
        #expect(try key.blindSign(bytes(vectors.ticket.blinded)) == bytes(vectors.ticket.blindSignature))
        #expect(try TicketKey(stored: key.stored).publicKey == key.publicKey)
    }

    @Test func `the message has the bytes of the definition, and can be read again`() throws {
        let message = try TicketMessage(
            survey: vectors.ticket.survey, segment: vectors.ticket.segment, nonce: bytes(vectors.ticket.nonce))
        #expect(try bytes(vectors.ticket.random) + message.bytes == bytes(vectors.ticket.input))
        #expect(try TicketMessage(parsing: message.bytes) == message)
    }

    @Test func `the ticket is valid, and has its hash`() throws {
        let ticket = try self.ticket
        let verifier = try TicketVerifier(derRepresentation: bytes(vectors.ticket.publicKey))
        #expect(verifier.isValid(signature: ticket.signature, for: ticket.input))
        #expect(ticket.hash.description == vectors.ticket.hash)
    }

    @Test func `the envelope is the same to the last byte`() throws {
        let envelope = Envelope(ticket: try ticket, answers: try bytes(vectors.envelope.answers))
        let sealed = try bytes(vectors.envelope.bytes)
        #expect(try envelope.sealed(size: 4096) == sealed)
        #expect(try Envelope(parsing: sealed) == envelope)
    }

    @Test func `the manifest is read, written and hashed the same`() throws {
        let published = try bytes(vectors.manifest.bytes)
        let hash = try #require(ManifestHash(vectors.manifest.hash))
        let manifest = try Manifest(checking: published, against: hash)
        #expect(try manifest.canonicalBytes == published)
        #expect(try manifest.hash == hash)
        #expect(manifest.title.unicodeScalars.contains("\u{2028}"))
    }

    @Test func `the reply opens, and its mailbox has its name`() throws {
        let key = try ReplyKey(secret: bytes(vectors.reply.secret))
        #expect(try key.address.bytes == bytes(vectors.reply.address))
        #expect(try key.address.mailbox == bytes(vectors.reply.mailbox))
        #expect(try key.open(bytes(vectors.reply.sealed), survey: vectors.ticket.survey) == vectors.reply.text)
    }

    private var ticket: Ticket {
        get throws {
            Ticket(
                survey: vectors.ticket.survey, segment: vectors.ticket.segment, input: try bytes(vectors.ticket.input),
                signature: try bytes(vectors.ticket.signature))
        }
    }
}
