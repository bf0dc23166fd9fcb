import BlindTickets
import Dispatch
import Foundation
import NIOCore
import Store
import TestKit
import Testing

@testable import Features

@Suite("A copy of the storage", .timeLimit(.minutes(40)))
struct DumpTests {
    @Test(arguments: Backend.all)
    func `holds no answer while a round is open, and no key and no ticket afterwards`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let team = try await Respondents(database, of: 6, seed: 71)
            let known = try await team.announceKnown()
            let id = known.round.id
            var plain: [String: Data] = ["answer key": Data(known.answerKey)]
            for (place, key) in known.ticketKeys.enumerated() { plain["ticket key \(place)"] = key.suffix(64) }
            for (place, member) in team.members.enumerated() {
                let ticket = try await team.ticket(for: member, in: known.round)
                plain["words \(place)"] = Data(Respondents.words(place, in: known.round).utf8)
                plain["input \(place)"] = ticket.input.prefix(64)
                plain["signature \(place)"] = ticket.signature.prefix(64)
                let body = try team.envelope(
                    ticket, known.round, clear: 4, words: Respondents.words(place, in: known.round))
                plain["envelope \(place)"] = try Envelope(parsing: Data(body.readableBytesView)).answers
                #expect(try await team.desk.intake.take(body) == .counted)
                #expect(try Places.bytes(of: location, withLog: true).found(plain) == [])
            }
            let secrets = try await stored(database, known)
            // Otherwise what is found nowhere afterwards proves nothing.
            #expect(try Places.bytes(of: location, withLog: false).found(secrets) == Set(secrets.keys))

            team.clock.turn(to: Respondents.ended)
            #expect(try await team.desk.releaseEnded() == [id])
            let never = plain.filter { !$0.key.hasPrefix("words") }
            let copy = try Places.bytes(of: location, withLog: false)
            #expect(copy.found(secrets) == [])
            #expect(copy.found(never) == [])
            #expect(copy.found(["words 0": Data(Respondents.words(0, in: known.round).utf8)]) == ["words 0"])
            // One page at most: that the storage was written anew.
            for (name, bytes) in copy where name.hasSuffix("-wal") { #expect(bytes.count < 8192) }
            try await database.close()
        }
    }

    /// Somebody else's long transaction, such as a backup, still sees what was deleted: PostgreSQL keeps it for them.
    @Test(.enabled(if: Backend.all.contains(.postgres)))
    func `is not taken for rewritten while somebody still sees what was deleted`() async throws {
        let server = try PostgresServer.shared()
        let location = try server.makeLocation()
        defer { try? server.drop(location) }
        let database = try await Databases.open(location)
        let reader = try await Databases.open(location)
        let team = try await Respondents(database, of: 6, seed: 72)
        let known = try await team.announceKnown()
        for body in try await team.envelopes(known.round) { _ = try await team.desk.intake.take(body) }
        let secrets = try await stored(database, known)
        team.clock.turn(to: Respondents.ended)

        try await reader.reading { () async throws in
            await #expect(throws: DatabaseTrouble.self) { try await team.desk.releaseEnded() }
            #expect(try await database.read { try $0.remains(of: known.round.id) }.isRewritten == false)
        }
        #expect(try await team.desk.releaseEnded() == [known.round.id])
        #expect(try await database.read { try $0.remains(of: known.round.id) }.isRewritten)
        #expect(try Places.bytes(of: location, withLog: false).found(secrets) == [])
        try await reader.close()
        try await database.close()
    }

    /// What stands in the database until the release, by its exact bytes.
    private func stored(_ database: any Database, _ known: KnownRound) async throws -> [String: Data] {
        let id = known.round.id
        var secrets = ["sealed answer key": Data(known.sealedAnswerKey)]
        for (place, key) in known.sealedTicketKeys.enumerated() {
            secrets["sealed ticket key \(place)"] = Data(key.prefix(64))
        }
        let columns: [(String, SQL)] = [
            ("blinded hash", "SELECT blinded_hash FROM pulse_eligibility WHERE round = \(id)"),
            ("blind signature", "SELECT blind_signature FROM pulse_eligibility WHERE round = \(id)"),
            ("sealed answer", "SELECT sealed FROM pulse_sealed WHERE round = \(id)"),
            ("id of an answer", "SELECT id FROM pulse_sealed WHERE round = \(id)"),
        ]
        for (name, sql) in columns {
            let values: [[UInt8]] = try await database.read { db in try db.rows(sql) { try $0.get(0) } }
            for (place, value) in values.enumerated() { secrets["\(name) \(place)"] = Data(value.prefix(64)) }
        }
        return secrets
    }
}
