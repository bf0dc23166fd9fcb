import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("A round that is cut off at any moment", .timeLimit(.minutes(40)))
struct InterruptionTests {
    /// Three for each of three transactions, two for the rewriting.
    private static let releaseMoments = 11

    @Test(arguments: Backend.all)
    func `a release goes on where it was cut off, and comes to the same`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            var uncut: String?
            // The last one is not cut off at all.
            for moment in (0...Self.releaseMoments).reversed() {
                let known = try await team.announceKnown()
                let id = known.round.id
                for body in try await team.envelopes(known.round) {
                    #expect(try await team.desk.intake.take(body) == .counted)
                }
                team.clock.turn(to: Respondents.ended)
                let cut = team.otherDesk(on: WatchedDatabase(database, cutAt: moment))
                if moment < Self.releaseMoments {
                    await #expect(throws: WatchedDatabase.Cut.self) { try await cut.releaseEnded() }
                } else {
                    #expect(try await cut.releaseEnded() == [id])
                }
                _ = try await team.desk.releaseEnded()
                let left = try await database.read { try $0.remains(of: id) }
                #expect(left == Remains(spent: 6, words: 6, isRewritten: true), "cut off at \(moment)")
                let released = try await team.round(id)
                #expect(released.counts == .init(issued: 6, answered: 6))
                let result = try await database.read { try $0.keptResult(of: id)?.whole.questions[0] }
                let told = try String(decoding: JSONEncoder.sorted.encode(result), as: UTF8.self)
                #expect(told == uncut ?? told)
                uncut = told
                #expect(try await team.desk.releaseEnded() == [])
                team.clock.turn(to: Respondents.opens)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `an answer that was cut off may be sent again, and counts once`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            for moment in 0..<9 {
                let known = try await team.announceKnown()
                let bodies = try await team.envelopes(known.round)
                let cut = team.otherDesk(on: WatchedDatabase(database, cutAt: moment))
                let replies = await withTaskGroup(of: SubmissionReply?.self) { group in
                    for body in bodies { group.addTask { try? await cut.intake.take(body) } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                let told = replies.filter { $0 == .counted }.count
                let kept = try await team.counts(known.round.id)
                #expect(kept[0] == kept[1], "cut off at \(moment)")
                #expect(kept[0] >= told)
                for body in bodies { #expect(try await team.desk.intake.take(body) == .counted) }
                #expect(try await team.counts(known.round.id) == [6, 6])
                let seal = AnswerSeal(
                    key: try RoundKeys(Respondents.key).answerKey(known.sealedAnswerKey, of: known.round.id),
                    envelope: known.round.manifest.envelope)
                let sealed: [[UInt8]] = try await database.read { db in
                    try db.rows("SELECT sealed FROM pulse_sealed WHERE round = \(known.round.id)") { try $0.get(0) }
                }
                let sheets = try sealed.map { AnswerSheet(try seal.open($0), Respondents.questions) }
                #expect(Set(sheets.flatMap { $0.words.map(\.text) }).count == 6)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `one round that cannot be released keeps no other one waiting`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            var rounds: [Round.ID] = []
            for _ in 0..<2 {
                let round = try await team.announceKnown().round
                for body in try await team.envelopes(round) { _ = try await team.desk.intake.take(body) }
                rounds.append(round.id)
            }
            let broken = try #require(rounds.min())
            try await database.write { db in
                _ = try db.run(
                    "UPDATE pulse_round SET answer_key = \([UInt8](repeating: 0, count: 60)) WHERE id = \(broken)")
            }
            team.clock.turn(to: Respondents.ended)
            await #expect(throws: RoundKeyTrouble.otherKey) { try await team.desk.releaseEnded() }
            for id in rounds {
                #expect(try await team.round(id).state == (id == broken ? .sealed : .released))
            }
        }
    }

    @Test(arguments: Backend.all)
    func `an answer that was damaged keeps no key alive`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let round = try await team.announceKnown().round
            for body in try await team.envelopes(round) { _ = try await team.desk.intake.take(body) }
            try await database.write { db in
                let damaged = try db.value("SELECT id FROM pulse_sealed ORDER BY id LIMIT 1", as: [UInt8].self) ?? []
                try db.run("UPDATE pulse_sealed SET sealed = \([1, 2, 3] as [UInt8]) WHERE id = \(damaged)")
            }
            team.clock.turn(to: Respondents.ended)
            #expect(try await team.desk.releaseEnded() == [round.id])
            #expect(try await team.round(round.id).counts == .init(issued: 6, answered: 6))
            #expect(try await database.read { try $0.keptResult(of: round.id) }?.whole.answered == 5)
        }
    }
}

/// What is left of a round after its release.
struct Remains: Hashable, Sendable {
    var keys = 0
    var eligible = 0
    var sealed = 0
    var spent = 0
    var words = 0
    var isRewritten = false
}

extension Connection {
    func remains(of round: Round.ID) throws -> Remains {
        Remains(
            keys: try value(
                """
                SELECT (SELECT count(*) FROM pulse_signer WHERE round = \(round))
                    + (SELECT count(*) FROM pulse_round WHERE id = \(round) AND answer_key IS NOT NULL)
                """) ?? -1,
            eligible: try value("SELECT count(*) FROM pulse_eligibility WHERE round = \(round)") ?? -1,
            sealed: try value("SELECT count(*) FROM pulse_sealed WHERE round = \(round)") ?? -1,
            spent: try spentCount(round),
            words: try rows("SELECT DISTINCT words FROM pulse_words WHERE round = \(round)", as: OneText.self).count,
            isRewritten: try value("SELECT is_rewritten FROM pulse_round WHERE id = \(round)") ?? false)
    }
}

private struct OneText: RowDecodable {
    init(_ row: Row) throws { _ = try row.get(0, as: String.self) }
}

extension JSONEncoder {
    fileprivate static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return encoder
    }
}
