import Foundation
import TestKit
import Testing

@testable import BlindTickets

@Suite("Admission")
struct AdmissionTests {
    private let round: SampleRound
    private let admission: Admission

    init() throws {
        round = try SampleRound()
        admission = try round.admission
    }

    @Test func `a true ticket counts, in the segment that signed it`() throws {
        for segment in ["payments", "search"] {
            let ticket = try round.ticket(segment)
            let admitted = try admission.admit(round.envelope(ticket, Data("4".utf8)), now: SampleRound.during)
            #expect(admitted == .init(segment: segment, hash: ticket.hash, answers: Data("4".utf8)))
        }
    }

    @Test func `the same ticket twice has one hash, whatever the answers say`() throws {
        let ticket = try round.ticket()
        let first = try admission.admit(round.envelope(ticket, Data("1".utf8)), now: SampleRound.during)
        let second = try admission.admit(round.envelope(ticket, Data("5".utf8)), now: SampleRound.during)
        #expect(first.hash == second.hash && first.answers != second.answers)
    }

    @Test func `another signature over the same input is the same ticket`() throws {
        // PSS has many valid signatures for one input: were the spent list to hold signatures, each would count.
        let message = try TicketMessage(survey: round.manifest.survey, segment: "payments", nonce: Data(count: 32))
            .bytes
        let (one, two) = (try round.signed(message), try round.signed(message))
        #expect(one.input == two.input && one.signature != two.signature)
        let hashes = try [one, two].map { made in
            try admission.admit(round.envelope(ticket(made)), now: SampleRound.during).hash
        }
        #expect(hashes[0] == hashes[1])
    }

    @Test func `a ticket of another segment is refused`() throws {
        let search = try round.ticket("search")
        let lied = Ticket(survey: search.survey, segment: "payments", input: search.input, signature: search.signature)
        #expect(throws: Refusal.signature) { try admit(lied) }
        let unknown = Ticket(survey: search.survey, segment: "sales", input: search.input, signature: search.signature)
        #expect(throws: Refusal.segment) { try admit(unknown) }
    }

    @Test func `a ticket of another survey is refused, even with the same key`() throws {
        let other = try SampleRound(survey: "BBBBBBBBBBBBBBBBBBBBBB")
        let ticket = try other.ticket()
        #expect(throws: Refusal.survey) { try admit(ticket) }
        let renamed = Ticket(
            survey: round.manifest.survey, segment: "payments", input: ticket.input, signature: ticket.signature)
        #expect(throws: Refusal.message) { try admit(renamed) }
    }

    @Test(arguments: ["", "tutti-survey-v1", "tutti-survey-v2AAAAAAAAAAAAAAAAAAAAAApayments"])
    func `a signed message of another form is refused`(_ start: String) throws {
        let made = try round.signed(Data(start.utf8) + Data(count: start.isEmpty ? 0 : 32))
        #expect(throws: Refusal.message) { try admit(ticket(made)) }
    }

    @Test func `a forged ticket is refused`() throws {
        let honest = try round.ticket()
        for signature in [
            Data(count: 384), Data(repeating: 0xff, count: 384), Data(), honest.signature.dropLast(),
            honest.signature + Data([0]), Data(honest.signature.reversed()),
        ] {
            let forged = Ticket(
                survey: honest.survey, segment: honest.segment, input: honest.input, signature: signature)
            #expect(throws: Refusal.signature) { try admit(forged) }
        }
    }

    @Test func `one bit anywhere in ticket or padding makes it worthless`() throws {
        let answers = Data("{\"clarity\":4}".utf8)
        let sealed = try round.envelope(round.ticket(), answers)
        let end = try #require(sealed.range(of: answers)).upperBound
        // The answers and their length are the sender's own affair: a ticket says nothing about them.
        let start = end - answers.count - 2
        var chance = SeededGenerator(seed: 7)
        for place in Array(0..<start) + (0..<200).map({ _ in Int.random(in: end..<4096, using: &chance) }) {
            var touched = sealed
            touched[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            #expect(throws: Refusal.self, "byte \(place)") {
                try admission.admit(touched, now: SampleRound.during)
            }
        }
    }

    @Test(arguments: [0, 1, 4095, 4097, 8192, 65_536, 69_632])
    func `an envelope of any other size is refused`(_ size: Int) throws {
        let sealed = try round.envelope(round.ticket())
        let sized = sealed.prefix(size) + Data(count: max(0, size - sealed.count))
        #expect(throws: Refusal.size) { try admission.admit(sized, now: SampleRound.during) }
    }

    @Test func `fields in another order, or cut off, are refused`() throws {
        let ticket = try round.ticket()
        let fields = [Data(ticket.survey.utf8), Data("payments".utf8), ticket.input, ticket.signature, Data("4".utf8)]
        for order in [[1, 0, 2, 3, 4], [0, 1, 3, 2, 4], [0, 1, 2, 4, 3], [4, 3, 2, 1, 0], [0, 1, 2], [0], []] {
            var writer = ByteWriter()
            writer.append(Envelope.prefix)
            for field in order { writer.appendCounted(fields[field]) }
            let sealed = writer.data + Data(count: 4096 - writer.data.count)
            #expect(throws: Refusal.self, "\(order)") { try admission.admit(sealed, now: SampleRound.during) }
        }
    }

    @Test(arguments: [(999, false), (1000, true), (2099, true), (2100, false)])
    func `answers are taken from opening to the end of grace`(_ second: Double, _ isTaken: Bool) throws {
        let sealed = try round.envelope(round.ticket())
        let admitted = try? admission.admit(sealed, now: Date(timeIntervalSince1970: second))
        #expect((admitted != nil) == isTaken)
    }

    @Test func `random bytes never count and never trap`() throws {
        var chance = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            var bytes = Envelope.prefix + Data((0..<4080).map { _ in UInt8.random(in: 0...3, using: &chance) })
            if Bool.random(using: &chance) { bytes[0] ^= 1 }
            #expect(throws: Refusal.self) { try admission.admit(bytes, now: SampleRound.during) }
        }
    }

    @Test func `whoever sends learns one of two words, both of one length`() {
        #expect(Set(SubmissionReply.allCases.map(\.body.count)) == [64])
        #expect(SubmissionReply.counted.body.starts(with: Data("{\"answer\":\"counted\"}".utf8)))
    }

    private func admit(_ ticket: Ticket) throws {
        _ = try admission.admit(round.envelope(ticket), now: SampleRound.during)
    }

    private func ticket(_ made: (input: Data, signature: Data)) -> Ticket {
        Ticket(survey: round.manifest.survey, segment: "payments", input: made.input, signature: made.signature)
    }
}
