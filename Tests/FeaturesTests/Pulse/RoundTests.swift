import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("The life of a round", .timeLimit(.minutes(40)))
struct RoundTests {
    @Test(arguments: Backend.all)
    func `from the announcement to the release`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 8)
            let round = try await team.announce()
            #expect(round.phase(at: Respondents.opens) == .open)
            for (number, member) in team.members.enumerated() {
                let ticket = try await team.ticket(for: member, in: round)
                guard number < 7 else { continue }
                let words = number == 2 ? "Fewer meetings" : nil
                let body = try team.envelope(ticket, round, clear: number % 5 + 1, words: words)
                #expect(try await team.desk.intake.take(body) == .counted)
            }
            #expect(try await team.desk.releaseEnded() == [])
            team.clock.turn(to: Respondents.ended)
            #expect(try await team.desk.releaseEnded() == [round.id])
            let released = try await team.round(round.id)
            #expect(released.state == .released)
            #expect(released.counts == .init(issued: 8, answered: 7))
            let whole = try #require(try await database.read { try $0.keptResult(of: round.id) }).whole
            #expect(whole.answered == 7)
            #expect(whole.questions[0].points?.mean == 2.6)
            let words: [String] = try await database.read { db in
                try db.rows("SELECT words FROM pulse_words") { try $0.get(0) }
            }
            #expect(words == ["Fewer meetings"])
            #expect(try await team.desk.releaseEnded() == [])
        }
    }

    @Test(arguments: Backend.all)
    func `whoever answers in words alone has answered, and what they wrote is kept`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let round = try await team.announce()
            for (number, member) in team.members.enumerated() {
                let ticket = try await team.ticket(for: member, in: round)
                let words = number == 0 ? nil : "Words of number \(number)"
                let body = try team.envelope(ticket, round, clear: number == 0 ? 3 : nil, words: words)
                #expect(try await team.desk.intake.take(body) == .counted)
            }
            team.clock.turn(to: Respondents.ended)
            #expect(try await team.desk.releaseEnded() == [round.id])
            #expect(try await team.round(round.id).state == .released)
            let whole = try #require(try await database.read { try $0.keptResult(of: round.id) }).whole
            #expect(whole.answered == 6)
            #expect(whole.questions[0].points == nil, "one rating is nobody's to see")
            #expect(try await database.read { try $0.count("pulse_words") } == 5)
        }
    }

    @Test(arguments: Backend.all)
    func `keys, tickets and what was sealed are gone after the release`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let round = try await team.announce()
            for member in team.members {
                let ticket = try await team.ticket(for: member, in: round)
                _ = try await team.desk.intake.take(team.envelope(ticket, round))
            }
            team.clock.turn(to: Respondents.ended)
            _ = try await team.desk.releaseEnded()
            let left = try await database.read { db in
                try ["pulse_signer", "pulse_eligibility", "pulse_sealed"].map { table in try db.count(table) }
            }
            #expect(left == [0, 0, 0])
            let key = try await database.read {
                try $0.value("SELECT answer_key FROM pulse_round", as: [UInt8].self)
            }
            #expect(key == nil)
        }
    }

    @Test(arguments: Backend.all)
    func `a ticket counts once, and its holder is told the same both times`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let round = try await team.announce()
            let ticket = try await team.ticket(for: team.members[0], in: round)
            let replies = try await withThrowingTaskGroup(of: SubmissionReply.self) { group in
                for clear in 1...5 {
                    let body = try team.envelope(ticket, round, clear: clear)
                    group.addTask { try await team.desk.intake.take(body) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(replies == Array(repeating: .counted, count: 5))
            #expect(try await database.read { try $0.spentCount(round.id) } == 1)
            #expect(try await database.read { try $0.count("pulse_sealed") } == 1)
        }
    }

    @Test(arguments: Backend.all)
    func `everybody gets one ticket, however often they ask`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 7)
            let round = try await team.announce(segments: [Array(team.members.prefix(6))])
            let request = try TicketRequest(manifest: round.manifest, segment: "part-0")
            let other = try TicketRequest(manifest: round.manifest, segment: "part-0")
            let first = try await team.desk.issue(request.blinded, to: "member-0", in: round.id)
            #expect(try await team.desk.issue(request.blinded, to: "member-0", in: round.id) == first)
            let refusals: [(Data, String, IssueRefusal)] = [
                (other.blinded, "member-0", .otherRequest), (other.blinded, "member-6", .notAsked),
                (other.blinded, "nobody", .notAsked), (Data(other.blinded.dropLast()), "member-1", .malformed),
            ]
            for (blinded, member, refusal) in refusals {
                await #expect(throws: refusal) { try await team.desk.issue(blinded, to: member, in: round.id) }
            }
            team.clock.turn(to: Respondents.closes)
            await #expect(throws: IssueRefusal.notOpen) {
                try await team.desk.issue(other.blinded, to: "member-1", in: round.id)
            }
            #expect(try await team.desk.issue(request.blinded, to: "member-0", in: round.id) == first)
        }
    }

    @Test(arguments: Backend.all)
    func `too few answers are shown to nobody, and none is kept`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let round = try await team.announce()
            for member in team.members.prefix(4) {
                let ticket = try await team.ticket(for: member, in: round)
                _ = try await team.desk.intake.take(team.envelope(ticket, round, words: "so"))
            }
            team.clock.turn(to: Respondents.ended)
            _ = try await team.desk.releaseEnded()
            #expect(try await team.round(round.id).state == .withheld)
            let left = try await database.read { db in
                try ["pulse_sealed", "pulse_words"].map { table in try db.count(table) }
            }
            #expect(left == [0, 0])
        }
    }

    @Test(arguments: Backend.all)
    func `what comes too late, or is no answer, is refused alike`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 12)
            let halves = [Array(team.members.prefix(6)), Array(team.members.suffix(6))]
            let round = try await team.announce(segments: halves)
            let ticket = try await team.ticket(for: team.members[0], in: round)
            let mine = try team.envelope(ticket, round)
            let text = String(decoding: try JSONEncoder().encode(ticket), as: UTF8.self)
            let elsewhere = try JSONDecoder().decode(
                Ticket.self, from: Data(text.replacing("part-0", with: "part-1").utf8))
            var forged = mine
            forged.setInteger(UInt8(forged.getInteger(at: 300, as: UInt8.self)! ^ 1), at: 300)
            let bodies = [
                try team.envelope(elsewhere, round), forged, ByteBuffer(), ByteBuffer(string: "{}"),
                ByteBuffer(repeating: 0, count: 4096), ByteBuffer(buffer: mine.getSlice(at: 0, length: 4095)!),
            ]
            for body in bodies { #expect(try await team.desk.intake.take(body) == .refused) }
            team.clock.turn(to: Respondents.closes.addingTimeInterval(11 * 3600))
            #expect(try await team.desk.intake.take(mine) == .counted)
            team.clock.turn(to: Respondents.ended)
            let late = try await database.read { try $0.spentCount(round.id) }
            #expect(try await team.desk.intake.take(mine) == .refused)
            #expect(try await database.read { try $0.spentCount(round.id) } == late)
        }
    }

    @Test(arguments: Backend.all)
    func `an answer that comes in the middle of a release is refused`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let round = try await team.announce()
            let ticket = try await team.ticket(for: team.members[0], in: round)
            try await database.write { db in
                _ = try db.run("UPDATE pulse_round SET state = 'sealed' WHERE id = \(round.id)")
            }
            #expect(try await team.desk.intake.take(team.envelope(ticket, round)) == .refused)
            #expect(try await database.read { try $0.spentCount(round.id) } == 0)
        }
    }
}

extension Connection {
    func count(_ table: StaticString) throws -> Int {
        try value("SELECT count(*) FROM \(raw: table)") ?? 0
    }
}
