import Foundation
import TestKit
import Testing

@testable import BlindTickets

@Suite("Envelopes, moments, replies and receipts")
struct EnvelopeTests {
    private let round: SampleRound

    init() throws { round = try SampleRound() }

    @Test func `all envelopes of a round have one size, up to the last byte of room`() throws {
        let ticket = try round.ticket()
        let room = try round.manifest.room(in: "payments")
        #expect(room == 4096 - 16 - (2 + 22) - (2 + 8) - (2 + 32 + 15 + 22 + 8 + 32) - (2 + 384) - 2)
        for length in [0, 1, room - 1, room] {
            let sealed = try round.envelope(ticket, Data(repeating: 7, count: length))
            #expect(sealed.count == 4096)
            #expect(try Envelope(parsing: sealed).answers.count == length)
        }
        #expect(throws: Refusal.tooLong(by: 1)) { try round.envelope(ticket, Data(count: room + 1)) }
        #expect(throws: Refusal.size) { try Envelope(ticket: ticket, answers: Data()).sealed(size: 5000) }
        #expect(try Envelope(ticket: ticket, answers: Data(count: 64_900)).sealed(size: 65_536).count == 65_536)
    }

    @Test func `a ticket travels as JSON`() throws {
        let ticket = try round.ticket()
        let carried = try JSONEncoder().encode(ticket)
        #expect(try JSONDecoder().decode(Ticket.self, from: carried) == ticket)
        #expect(throws: DecodingError.self) {
            let text = String(decoding: carried, as: UTF8.self).replacing(ticket.input.base64URL, with: "?")
            return try JSONDecoder().decode(Ticket.self, from: Data(text.utf8))
        }
    }

    @Test func `moments lie anywhere in twelve hours, and before the close`() {
        var chance = SeededGenerator(seed: 3)
        let now = SampleRound.opens
        let far = (0..<4000).map { _ in
            DelayPlan.moment(after: now, closes: now + 1_000_000, using: &chance).timeIntervalSince(now)
        }
        #expect(far.allSatisfy { (0...43_200).contains($0) })
        for hour in 0..<12 {
            let count = far.count { $0 >= Double(hour) * 3600 && $0 < Double(hour + 1) * 3600 }
            #expect((250...420).contains(count), "\(count) of 4000 in hour \(hour)")
        }
        for _ in 0..<1000 {
            let moment = DelayPlan.moment(after: now, closes: now + 3600, using: &chance)
            #expect(moment >= now && moment <= now + 3300)
        }
        #expect(DelayPlan.moment(after: now, closes: now + 300, using: &chance) == now)
        #expect(DelayPlan.moment(after: now, closes: now - 60, using: &chance) == now)
    }

    @Test(arguments: [0, 1, 1006, 1007, 1008, 5000])
    func `a reply opens for its writer alone, and shows no exact length`(_ length: Int) throws {
        let key = ReplyKey()
        let text = String(repeating: "x", count: length)
        let address = try ReplyAddress(bytes: key.address.bytes)
        let sealed = try address.seal(text, survey: round.manifest.survey)
        #expect((sealed.count - 65 - 16).isMultiple(of: 1024))
        #expect(try key.open(sealed, survey: round.manifest.survey) == text)
        #expect(try ReplyKey(secret: key.secret).open(sealed, survey: round.manifest.survey) == text)
        #expect(throws: ReplyTrouble.sealed) { try ReplyKey().open(sealed, survey: round.manifest.survey) }
        #expect(throws: ReplyTrouble.sealed) { try key.open(sealed, survey: Names.newSurvey()) }
        var chance = SeededGenerator(seed: 5)
        for _ in 0..<50 {
            var touched = sealed
            touched[Int.random(in: 0..<sealed.count, using: &chance)] ^= 1
            #expect(throws: ReplyTrouble.sealed) { try key.open(touched, survey: round.manifest.survey) }
        }
        for part in [0, 64, 65, 66] {
            #expect(throws: ReplyTrouble.sealed) { try key.open(sealed.prefix(part), survey: round.manifest.survey) }
        }
    }

    @Test func `two replies to one answer have nothing in common, and no two mailboxes have one name`() throws {
        let key = ReplyKey()
        let one = try key.address.seal("Thank you.", survey: round.manifest.survey)
        let two = try key.address.seal("Thank you.", survey: round.manifest.survey)
        #expect(one.prefix(65) != two.prefix(65) && one.suffix(1040) != two.suffix(1040))
        #expect(key.address.mailbox != ReplyKey().address.mailbox)
        #expect(throws: ReplyTrouble.key) { try ReplyAddress(bytes: Data(repeating: 4, count: 65)) }
    }

    @Test func `a receipt is found, and the list says nothing about order`() throws {
        let tickets = try (0..<6).map { _ in try round.ticket() }
        let list = UsedTickets(survey: round.manifest.survey, issued: 8, hashes: tickets.map(\.hash))
        #expect(list == UsedTickets(survey: round.manifest.survey, issued: 8, hashes: tickets.reversed().map(\.hash)))
        #expect(tickets.allSatisfy(list.contains))
        #expect(try !list.contains(round.ticket()))
        #expect(try UsedTickets(parsing: list.text) == list)
        #expect(list.text.contains("\n\(tickets[0].hash)\n"))
        try list.check(against: round.manifest)
    }

    @Test func `a list that cannot be true is refused`() throws {
        let hashes = (0..<20).map { TicketHash(of: Data([$0])) }
        func check(_ survey: String, _ issued: Int, _ hashes: [TicketHash]) throws {
            try UsedTickets(survey: survey, issued: issued, hashes: hashes).check(against: round.manifest)
        }
        let own = round.manifest.survey
        #expect(throws: UsedTicketsTrouble.otherSurvey) { try check(Names.newSurvey(), 16, hashes) }
        #expect(throws: UsedTicketsTrouble.usedTwice) { try check(own, 16, [hashes[0], hashes[0]]) }
        #expect(throws: UsedTicketsTrouble.moreUsedThanIssued) { try check(own, 3, Array(hashes.prefix(4))) }
        #expect(throws: UsedTicketsTrouble.moreIssuedThanAsked) { try check(own, 17, Array(hashes.prefix(4))) }
        let text = UsedTickets(survey: own, issued: 16, hashes: hashes).text
        for broken in [text + "\n", String(text.dropLast()), text.replacing("16", with: "016"), text.uppercased(), ""] {
            #expect(throws: UsedTicketsTrouble.form) { try UsedTickets(parsing: broken) }
        }
    }

    @Test func `a new survey's id is one, and no two are equal`() {
        let ids = (0..<100).map { _ in Names.newSurvey() }
        #expect(ids.allSatisfy(Names.isSurvey) && Set(ids).count == 100)
        #expect(!Names.isName("") && !Names.isName("a b") && !Names.isName("é") && !Names.isSurvey("short"))
        #expect(Names.isName(String(repeating: "a", count: 64)) && !Names.isName(String(repeating: "a", count: 65)))
    }
}
