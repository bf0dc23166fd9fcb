import Foundation
import Testing

@testable import BlindTickets

@Suite("Issuance")
struct IssuanceTests {
    private let round: SampleRound
    private let issuance: Issuance

    init() throws {
        round = try SampleRound()
        issuance = try round.issuance
    }

    @Test func `the same request gets the same answer, as often as it comes`() throws {
        let request = try TicketRequest(manifest: round.manifest, segment: "payments")
        let issued = try first(request.blinded)
        #expect(try first(request.blinded) == issued, "signing is deterministic")
        for moment in [SampleRound.during, SampleRound.closes.addingTimeInterval(50)] {
            #expect(decide(request.blinded, earlier: issued, now: moment) == .again(issued))
        }
        #expect(
            try round.admission.admit(
                round.envelope(request.finalize(issued.blindSignature)), now: SampleRound.during
            ).segment == "payments")
    }

    @Test func `a second blinded message is refused`() throws {
        let one = try TicketRequest(manifest: round.manifest, segment: "payments")
        let two = try TicketRequest(manifest: round.manifest, segment: "payments")
        #expect(one.blinded != two.blinded)
        #expect(decide(two.blinded, earlier: try first(one.blinded)) == .refused(.otherRequest))
    }

    @Test func `only people who are asked get one, from their own segment's key`() throws {
        let request = try TicketRequest(manifest: round.manifest, segment: "payments")
        #expect(decide(request.blinded, segment: nil) == .refused(.notAsked))
        #expect(decide(request.blinded, segment: "sales") == .refused(.notAsked))
        // A blinded message may be too large a number for the other key; then the server says so at once.
        var refused = 0
        for _ in 0..<20 {
            let request = try TicketRequest(manifest: round.manifest, segment: "payments")
            switch decide(request.blinded, segment: "search") {
            case .first(let issued):
                #expect(throws: TicketTrouble.blindSignature) { try request.finalize(issued.blindSignature) }
                refused += 1
            case let other: #expect(other == .refused(.malformed))
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: [(999, false), (1000, true), (1999, true), (2000, false), (2050, false)])
    func `tickets are given while the round is open, not in its grace`(_ second: Double, _ isGiven: Bool) throws {
        let request = try TicketRequest(manifest: round.manifest, segment: "payments")
        let decision = decide(request.blinded, now: Date(timeIntervalSince1970: second))
        #expect((decision == .refused(.notOpen)) == !isGiven)
    }

    @Test(arguments: [Data(), Data(count: 383), Data(count: 385), Data(repeating: 0xff, count: 384)])
    func `what is no blinded message is refused`(_ blinded: Data) {
        #expect(decide(blinded) == .refused(.malformed))
    }

    @Test func `an erased key signs nothing, and its public half stays`() throws {
        let key = try TicketKey(stored: round.payments.stored)
        let issuance = try Issuance(round.manifest, keys: ["payments": key, "search": round.search])
        let request = try TicketRequest(manifest: round.manifest, segment: "payments")
        key.erase()
        #expect(key.isErased && key.publicKey == round.payments.publicKey)
        #expect(throws: TicketTrouble.erased) { try key.stored }
        #expect(throws: TicketTrouble.erased) { try key.blindSign(request.blinded) }
        let decision = issuance.decide(request.blinded, segment: "payments", earlier: nil, now: SampleRound.during)
        #expect(decision == .refused(.notOpen))
    }

    @Test func `keys that are not the manifest's are refused`() throws {
        let (payments, search, manifest) = (round.payments, round.search, round.manifest)
        for keys in [[:], ["payments": payments], ["payments": search, "search": payments]] {
            #expect(throws: TicketTrouble.key) { try Issuance(manifest, keys: keys) }
        }
    }

    @Test func `what the server keeps is as likely for any other ticket`() throws {
        // Independence itself is RSA's; here: two requests have no field in common, and no field of a ticket
        // stands in what was issued for it.
        let requests = try (0..<10).map { _ in try TicketRequest(manifest: round.manifest, segment: "payments") }
        let issued = try requests.map { try first($0.blinded) }
        let tickets = try zip(requests, issued).map { try $0.finalize($1.blindSignature) }
        let kept = Set(issued.flatMap { [$0.blindedHash, $0.blindSignature] } + requests.map(\.blinded))
        let shown = Set(tickets.flatMap { [$0.input, $0.signature, $0.hash.bytes] })
        #expect(kept.count == 30 && shown.count == 30 && kept.isDisjoint(with: shown))
        #expect(Set(tickets.map { $0.input.prefix(32) }).count == 10)
    }

    /// Textbook numbers, never to be used as cryptography: n = 3233, e = 17, d = 2753, m = 65, r = 7.
    @Test func `the algebra`() {
        let power = { (base: Int, exponent: Int) -> Int in
            (0..<exponent).reduce(1) { product, _ in product * base % 3233 }
        }
        let blinded = 65 * power(7, 17) % 3233
        let blindSignature = power(blinded, 2753)
        let inverse = (1..<3233).first { $0 * 7 % 3233 == 1 } ?? 0
        let signature = blindSignature * inverse % 3233
        #expect(blinded == 2034 && blindSignature == 883 && signature == 588)
        #expect(signature == power(65, 2753) && power(signature, 17) == 65)
    }

    private func decide(
        _ blinded: Data, segment: String? = "payments", earlier: IssuedTicket? = nil, now: Date = SampleRound.during
    ) -> Issuance.Decision {
        issuance.decide(blinded, segment: segment, earlier: earlier, now: now)
    }

    private func first(_ blinded: Data) throws -> IssuedTicket {
        guard case .first(let issued) = decide(blinded) else { throw TicketTrouble.blindedMessage }
        return issued
    }
}
