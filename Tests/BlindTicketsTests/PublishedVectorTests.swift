import Crypto
import CryptoExtras
import Foundation
import Testing

@testable import BlindTickets

/// Reads `crypto/rfc9474.json`, which lies beside the checkout; says that it skips where it is not.
@Suite("Vectors of RFC 9474", .enabled(if: PublishedVector.arePresent, "needs ../shared/data/crypto/rfc9474.json"))
struct PublishedVectorTests {
    @Test func `there is one for each variant`() {
        #expect(PublishedVector.all.count == 4)
        #expect(PublishedVector.all.count { $0.isSalted } == 2)
    }

    @Test(arguments: PublishedVector.all)
    func `blind signatures are equal`(_ vector: PublishedVector) throws {
        let key = try TicketKey(stored: privateKey(vector).derRepresentation)
        let blinded = try PublishedVector.bytes(vector.blindedMessage, count: 512)
        let expected = try PublishedVector.bytes(vector.blindSignature, count: 512)
        #expect(try key.blindSign(blinded) == expected)
        #expect(try key.blindSign(blinded) == expected)
    }

    @Test(arguments: PublishedVector.all)
    func `signatures with a salt are valid, others are of another variant`(_ vector: PublishedVector) throws {
        let verifier = try TicketVerifier(derRepresentation: privateKey(vector).publicKey.derRepresentation)
        let input = try PublishedVector.bytes(vector.inputMessage)
        var signature = try PublishedVector.bytes(vector.signature, count: 512)
        #expect(verifier.isValid(signature: signature, for: input) == vector.isSalted)
        signature[100] ^= 1
        #expect(!verifier.isValid(signature: signature, for: input))
    }

    private func privateKey(_ vector: PublishedVector) throws -> _RSA.BlindSigning.PrivateKey<SHA384> {
        try _RSA.BlindSigning.PrivateKey(
            n: PublishedVector.bytes(vector.n), e: PublishedVector.bytes(vector.e), d: PublishedVector.bytes(vector.d),
            p: PublishedVector.bytes(vector.p), q: PublishedVector.bytes(vector.q),
            parameters: .RSABSSA_SHA384_PSS_Deterministic)
    }
}
