import CryptoExtras
import Foundation

@testable import BlindTickets

/// Two segments, each with its key, open from 1000 s to 2000 s of 1970, with 100 s of grace.
struct SampleRound {
    var manifest: Manifest
    let payments: TicketKey
    let search: TicketKey

    static let opens = Date(timeIntervalSince1970: 1000)
    static let during = Date(timeIntervalSince1970: 1500)
    static let closes = Date(timeIntervalSince1970: 2000)

    init(survey: String = "AAAAAAAAAAAAAAAAAAAAAA") throws {
        payments = try TicketKey(stored: SampleKeys.payments)
        search = try TicketKey(stored: SampleKeys.search)
        manifest = Manifest(
            survey: survey, title: "October", mode: .anonymous,
            segments: [
                .init(id: "payments", title: "Payments", size: 10, traits: ["team": "a"], key: payments.publicKey),
                .init(id: "search", title: "Search", size: 6, traits: ["team": "b"], key: search.publicKey),
            ],
            items: [.init(id: "clarity", version: 1, text: "I know what is expected of me.")], cuts: [["team"]],
            opens: Self.opens, closes: Self.closes, grace: 100, release: .atClose, audience: ["Everybody in the team."])
    }

    var issuance: Issuance { get throws { try Issuance(manifest, keys: ["payments": payments, "search": search]) } }
    var admission: Admission { get throws { try Admission(manifest) } }

    func ticket(_ segment: String = "payments") throws -> Ticket {
        let request = try TicketRequest(manifest: manifest, segment: segment)
        return try request.finalize((segment == "payments" ? payments : search).blindSign(request.blinded))
    }

    func envelope(_ ticket: Ticket, _ answers: Data = Data("{}".utf8)) throws -> Data {
        try Envelope(ticket: ticket, answers: answers).sealed(size: manifest.envelope)
    }

    /// A ticket that the key of Payments signed, whatever its message says. Only the server could make such a thing.
    func signed(_ message: Data) throws -> (input: Data, signature: Data) {
        let verifier = try TicketVerifier(derRepresentation: payments.publicKey)
        let input = Data(count: 32) + message
        let blinding = try verifier.key.blind(verifier.key.prepare(input))
        let signature = try verifier.key.finalize(
            .init(rawRepresentation: payments.blindSign(blinding.blindedMessage)), for: verifier.key.prepare(input),
            blindingInverse: blinding.inverse)
        return (input, signature.rawRepresentation)
    }
}

/// Keys of 3072 bits, made once: to find primes takes longer than all else here.
enum SampleKeys {
    static let payments = made()
    static let search = made()

    private static func made() -> Data { (try? TicketKey().stored) ?? Data() }
}
