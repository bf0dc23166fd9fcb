import BlindTickets
import BrowserKit
import Foundation
import Records
import Testing

/// The browser and the server's library, each doing its half.
@Suite("Tickets between browser and server", .serialized)
struct TicketExchangeTests {
    @Test(.timeLimit(.minutes(40)))
    func `what the browser blinds is signed, finalized and counted`() async throws {
        let round = try TicketRound()
        try await withTicketPage { page, _ in
            try await page.page.evaluate("globalThis.kept = {}; 0")
            try await page.value(
                "await BlindTickets.readManifest(\(try round.bytes.js), '\(try round.manifest.hash)')"
                    + ".then((manifest) => { kept.manifest = manifest; return 0 })")
            let room = try round.manifest.room(in: "payments")
            #expect(try await page.value("await BlindTickets.room(kept.manifest, 'payments')").int == room)

            let blinded = try await page.bytes(
                "(kept.request = await BlindTickets.TicketRequest.make(kept.manifest, 'payments')).blinded")
            let signature = try round.sign(blinded)
            let answers = Data((0..<room).map { UInt8(truncatingIfNeeded: $0) })
            let envelope = try await page.bytes(
                "BlindTickets.sealEnvelope(kept.ticket = await kept.request.finalize(\(signature.js)), \(answers.js), 4096)"
            )

            let admitted = try round.admission.admit(envelope, now: Date())
            #expect(admitted.answers == answers && admitted.segment == "payments")
            #expect(try await page.text("await kept.ticket.hash()") == admitted.hash.description)

            let carried = try await page.text("JSON.stringify(kept.ticket)")
            let ticket = try JSONDecoder().decode(Ticket.self, from: Data(carried.utf8))
            #expect(ticket.hash == admitted.hash)
            let back = String(decoding: try JSONEncoder().encode(ticket), as: UTF8.self)
            #expect(
                try await page.text("await BlindTickets.Ticket.fromJSON(\(back)).hash()") == ticket.hash.description)

            let list = UsedTickets(survey: round.manifest.survey, issued: 1, hashes: [admitted.hash]).text
                .debugDescription
            #expect(try await page.value("BlindTickets.isReceiptIn(await kept.ticket.hash(), \(list))") == .bool(true))
            #expect(
                try await page.value("BlindTickets.isReceiptIn('\(String(repeating: "0", count: 64))', \(list))")
                    == .bool(false))
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `replies open on the other side, and for nobody else`() async throws {
        let survey = Names.newSurvey()
        try await withTicketPage { page, _ in
            let address = try await page.bytes("(globalThis.mine = await BlindTickets.ReplyKey.make()).address")
            let sealed = try ReplyAddress(bytes: address).seal("Danke! ✓", survey: survey)
            #expect(try await page.text("await mine.open(\(sealed.js), '\(survey)')") == "Danke! ✓")
            let sentence = "This reply was not sealed for this key."
            #expect(try await page.trouble("mine.open(\(sealed.js), '\(Names.newSurvey())')") == sentence)
            #expect(
                try await page.trouble("(await BlindTickets.ReplyKey.make()).open(\(sealed.js), '\(survey)')")
                    == sentence)
            #expect(try await page.value("mine.key.extractable") == .bool(false))

            let key = ReplyKey()
            let fromBrowser = try await page.bytes(
                "await BlindTickets.sealReply('Thursday?', \(key.address.bytes.js), '\(survey)')")
            #expect(try key.open(fromBrowser, survey: survey) == "Thursday?")
        }
    }

    @Test(.timeLimit(.minutes(40)))
    func `a manifest, a signature or an answer that is not right gets a sentence`() async throws {
        let round = try TicketRound()
        var small = round.manifest
        small.segments[0].size = 5
        var twice = round.manifest
        twice.segments[1].key = twice.segments[0].key
        let spaced = Data(String(decoding: try round.bytes, as: UTF8.self).replacing(":5,", with: ": 5,").utf8)
        try await withTicketPage { page, _ in
            let read = { (bytes: Data) in "BlindTickets.readManifest(\(bytes.js))" }
            #expect(try await page.trouble(read(round.bytes)) == "")
            #expect(try await page.trouble(read(small.canonicalBytes)).contains("six people"))
            #expect(try await page.trouble(read(twice.canonicalBytes)).contains("its own key"))
            #expect(try await page.trouble(read(spaced)).contains("not a manifest in its one form"))
            #expect(try await page.trouble(read(Data([0xff, 0xfe]))).contains("not a manifest in its one form"))
            let other = String(repeating: "0", count: 64)
            #expect(
                try await page.trouble("BlindTickets.readManifest(\(try round.bytes.js), '\(other)')")
                    .contains("not the one you gave"))

            let make =
                "await BlindTickets.TicketRequest.make(await BlindTickets.readManifest(\(try round.bytes.js)), 'payments')"
            for length in [384, 383, 0] {
                #expect(
                    try await page.trouble("(\(make)).finalize(new Uint8Array(\(length)).fill(1))")
                        .contains("does not fit the key"))
            }
            #expect(
                try await page.trouble(
                    "BlindTickets.sealEnvelope({ survey: '', segment: '', input: b(''), signature: b('') }, new Uint8Array(4071), 4096)"
                ) == "The answers are 1 bytes too long for this round.")
        }
    }
}
