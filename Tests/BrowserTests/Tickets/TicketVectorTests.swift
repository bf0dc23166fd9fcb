import BrowserKit
import Crypto
import CryptoExtras
import Foundation
import Records
import TestKit
import Testing

/// The numbers of RFC 9474 and our own, computed in Chromium by the file that pages load.
@Suite("Vectors of tickets in the browser", .serialized)
struct TicketVectorTests {
    /// Reads `crypto/rfc9474.json`, which lies beside the checkout; says that it skips where it is not.
    @Test(.enabled(if: published != nil, "needs ../shared/data/crypto/rfc9474.json"), .timeLimit(.minutes(40)))
    func `all four variants of RFC 9474 give the published bytes`() async throws {
        let vectors = try #require(Self.published?.elements)
        try await withTicketPage { page, _ in
            for vector in vectors {
                let field = { (name: String) in Data(digits: vector[name]?.text ?? "") }
                let salt = field("salt")
                #expect(Data(digits: vector["sLen"]?.text ?? "").first.map(Int.init) == salt.count)
                let key = try _RSA.BlindSigning.PublicKey<SHA384>(
                    n: field("n"), e: field("e"), parameters: .RSABSSA_SHA384_PSS_Deterministic)
                let verifier = "(await BlindTickets.TicketVerifier.from(\(key.derRepresentation.js)))"
                let r = try await page.text(Self.inverse(of: field("inv"), modulo: field("n")))
                let blinded = try await page.value(
                    "\(verifier).blind(\(field("input_msg").js), \(salt.js), BigInt('0x\(r)'))"
                        + ".then(({ blinded, inverse }) => [h(blinded), h(inverse)])")
                let expected = [field("blinded_msg"), field("inv")].map(\.padded.digits)
                #expect(blinded.elements.compactMap(\.text) == expected, "\(vector["name"]?.text ?? "")")
                let signature = try await page.bytes(
                    "await \(verifier).finalize(\(field("blind_sig").padded.js), \(field("input_msg").js),"
                        + " \(field("inv").padded.js), \(salt.count))")
                #expect(signature == field("sig").padded)
            }
            #expect(vectors.count == 4)
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `what another implementation made is the same here`() async throws {
        let text = try String(contentsOf: Self.ownFile, encoding: .utf8)
        try await withTicketPage { page, _ in
            try await page.page.evaluate("globalThis.own = \(text); 0")
            try await page.page.evaluate("globalThis.u = BlindTickets.fromBase64URL; 0")
            for (what, expression) in Self.checks {
                let isHeld = try await page.value(expression)
                #expect(isHeld == .bool(true), "\(what)")
            }
        }
    }

    private static let checks = [
        (
            "the input",
            "h(u(own.ticket.random)) + h(BlindTickets.ticketMessage(own.ticket.survey, own.ticket.segment,"
                + " u(own.ticket.nonce))) === h(u(own.ticket.input))"
        ),
        (
            "the blinded message",
            "await BlindTickets.TicketVerifier.from(u(own.ticket.publicKey)).then((key) => key.blind("
                + "u(own.ticket.input), u(own.ticket.salt), BigInt('0x' + h(u(own.ticket.r)))))"
                + ".then(({ blinded }) => BlindTickets.base64URL(blinded) === own.ticket.blinded)"
        ),
        ("the signature", "await (await \(key)).isValid(u(own.ticket.signature), u(own.ticket.input))"),
        ("the hash", "await new BlindTickets.Ticket(\(ticket)).hash() === own.ticket.hash"),
        (
            "the envelope",
            "BlindTickets.base64URL(BlindTickets.sealEnvelope(\(ticket), u(own.envelope.answers), 4096)) === own.envelope.bytes"
        ),
        (
            "the manifest",
            "(await BlindTickets.readManifest(u(own.manifest.bytes), own.manifest.hash)).survey === own.ticket.survey"
        ),
        (
            "the mailbox",
            "BlindTickets.base64URL(await BlindTickets.replyMailbox(u(own.reply.address))) === own.reply.mailbox"
        ),
        (
            "the reply",
            "await (await BlindTickets.ReplyKey.from(u(own.reply.secret), u(own.reply.address)))"
                + ".open(u(own.reply.sealed), own.ticket.survey) === own.reply.text"
        ),
    ]

    private static let key = "BlindTickets.TicketVerifier.from(u(own.ticket.publicKey))"
    private static let ticket =
        "{ survey: own.ticket.survey, segment: own.ticket.segment, input: u(own.ticket.input), signature: u(own.ticket.signature) }"

    private static let published = try? JSONDecoder().decode(
        JSONValue.self, from: Data(contentsOf: SharedData.file("crypto/rfc9474.json")))

    private static let ownFile = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "BlindTicketsTests/Vectors/tickets.json")

    private static func inverse(of number: Data, modulo modulus: Data) -> String {
        """
        (() => {
          const n = BigInt("0x\(modulus.digits)");
          let [a, b, x, y] = [BigInt("0x\(number.digits)"), n, 1n, 0n];
          while (a > 0n) [a, b, x, y] = [b % a, a, y - (b / a) * x, x];
          return (((y % n) + n) % n).toString(16);
        })()
        """
    }
}

extension Data {
    /// To the 512 bytes of a key of 4096 bits.
    fileprivate var padded: Data { Data(count: Swift.max(0, 512 - count)) + self }
}

/// A fresh browser on a page of its own.
func withTicketPage(_ body: (TicketPage, TicketServer) async throws -> Void) async throws {
    let server = try TicketServer()
    defer { server.stop() }
    let browser = try Browser()
    defer { browser.close() }
    let page = try await browser.page()
    try await page.open(server.address + "/")
    try await body(TicketPage(page: page), server)
    #expect(page.complaints.isEmpty, "the console said \(page.complaints)")
}
