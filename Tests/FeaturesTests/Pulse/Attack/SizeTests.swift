import BlindTickets
import Foundation
import NIOCore
import Store
import TestKit
import Testing

@testable import Features

@Suite("Size tells nothing", .timeLimit(.minutes(40)))
struct SizeTests {
    @Test(arguments: Backend.all)
    func `sealed answers all take the same room, whatever they say`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 12)
            let halves = [Array(team.members.prefix(6)), Array(team.members.suffix(6))]
            let round = try await team.announceKnown(segments: halves).round
            for (place, member) in team.members.enumerated() {
                let ticket = try await team.ticket(for: member, in: round, segment: "part-\(place / 6)")
                let words = place % 3 == 0 ? nil : String(repeating: "so ", count: 40 * place)
                let body = try team.envelope(ticket, round, clear: place % 5 + 1, words: words)
                #expect(body.readableBytes == round.manifest.envelope)
                let replies = [try await team.desk.intake.take(body), try await team.desk.intake.take(body)]
                #expect(replies[0].body == replies[1].body)
            }
            let sizes = try await database.read { db in
                let stored: SQL =
                    db.engine == .postgres
                    ? "SELECT DISTINCT pg_column_size(sealed) + 0 * length(round) FROM pulse_sealed"
                    : "SELECT DISTINCT length(sealed) FROM pulse_sealed"
                return try db.rows(stored) { try $0.get(0, as: Int.self) }
            }
            // The nonce and the tag beside what an envelope has room for.
            #expect(sizes == [round.manifest.envelope + 28])
            #expect(try await team.counts(round.id) == [12, 12])
        }
    }

    @Test func `the same answer is sealed differently every time`() throws {
        let keys = RoundKeys(Respondents.key)
        let key = try keys.answerKey(keys.seal(answerKey: [UInt8](repeating: 3, count: 32), of: "one"), of: "one")
        let seal = AnswerSeal(key: key, envelope: 4096)
        let answer = SealedAnswer(segment: "part-0", answers: Data("{}".utf8))
        let (one, other) = (try seal.seal(answer), try seal.seal(answer))
        #expect(one != other)
        #expect(try seal.open(seal.seal(answer)) == answer)
    }
}
