import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("The threshold, once announced", .timeLimit(.minutes(40)))
struct ThresholdTests {
    /// The manifest's own bytes are the only place where it stands: whoever changes it there changes the hash that
    /// everybody compares.
    @Test(arguments: Backend.all)
    func `cannot be lowered without another hash`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let announced = try await team.announceKnown().round
            let published = ManifestHash(of: announced.manifestBytes)
            var lowered = announced.manifest
            lowered.k = 4
            let bytes = try lowered.canonicalBytes
            try await database.write { db in
                _ = try db.run("UPDATE pulse_round SET manifest = \(Array(bytes)) WHERE id = \(announced.id)")
            }
            let shown = try await team.round(announced.id)
            #expect(shown.rules.k == 4)
            #expect(throws: ManifestTrouble.otherHash(ManifestHash(of: bytes))) {
                try Manifest(checking: shown.manifestBytes, against: published)
            }
        }
    }

    /// Lowered after the release, even with a hash that nobody compared: there is nothing left to show.
    @Test(arguments: Backend.all)
    func `lowered too late, brings nothing back`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let team = try await Respondents(database, of: 6, seed: 73)
            let round = try await team.announceKnown().round
            for body in try await team.envelopes(round).prefix(4) { _ = try await team.desk.intake.take(body) }
            team.clock.turn(to: Respondents.ended)
            _ = try await team.desk.releaseEnded()
            var lowered = round.manifest
            lowered.k = 4
            let bytes = try lowered.canonicalBytes
            try await database.write { db in
                _ = try db.run(
                    "UPDATE pulse_round SET manifest = \(Array(bytes)), state = 'sealed' WHERE id = \(round.id)")
            }
            _ = try? await team.desk.releaseEnded()
            #expect(try await database.read { try $0.keptResult(of: round.id) } == nil)
            #expect(try await database.read { try $0.count("pulse_words") } == 0)
            let needles = Dictionary(
                uniqueKeysWithValues: (0..<4).map { ("words \($0)", Data(Respondents.words($0, in: round).utf8)) })
            #expect(try Places.bytes(of: location, withLog: false).found(needles) == [])
            try await database.close()
        }
    }

    @Test(arguments: [3, 2, 1, 0])
    func `is never below four`(_ k: Int) async throws {
        try await Backend.sqlite.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            await #expect(throws: ManifestTrouble.self) { try await team.announceKnown(k: k) }
            #expect(try await database.read { try $0.rounds().count } == 0)
        }
    }
}
