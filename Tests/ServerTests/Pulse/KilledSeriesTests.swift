import BlindTickets
import Foundation
import Store
import TestKit
import Testing

@testable import Features

/// Series that nobody goes on with, on servers that are killed while they end them.
@Suite("Series whose server is killed", .timeLimit(.minutes(40)))
struct KilledSeriesTests {
    private static let moments = 10

    @Test(arguments: Backend.all)
    func `end whole or not at all, and nothing that tied answers is left`(_ backend: Backend) async throws {
        try await KilledRound.with(backend) { world in
            let opened = Date(timeIntervalSinceNow: -200 * 86_400)
            let members = try await world.addMembers(12)
            var random = SeededGenerator(seed: 56)
            var tied: [String: Data] = [:]
            for moment in 0..<Self.moments {
                let series = try await Self.tie(members, at: opened, in: world)
                for (name, bytes) in try await Self.secrets(of: series, in: world) { tied["\(moment) \(name)"] = bytes }
                try world.serve(killedAfter: .random(in: 50...500, using: &random))
                let left = try await Self.secrets(of: series, in: world)
                #expect(left.count == 13 || left.isEmpty)
            }
            #expect(tied.count == 13 * Self.moments)
            let server = try RunningServer(world.arguments, data: world.folder)
            try await Self.waitForEnd(in: world)
            kill(server.processIdentifier, SIGKILL)
            server.waitForEnd()
            #expect(try Places.bytes(of: world.location, withLog: false).found(tied) == [])
        }
    }

    /// A first wave that everybody tied their answer in, counted long ago.
    private static func tie(
        _ members: [Member.ID], at opened: Date, in world: KilledRound
    ) async throws -> WaveSeries.ID {
        let closes = opened.addingTimeInterval(86_400)
        let round = try await world.announce(members, opens: opened, closes: closes, tying: .begins)
        for envelope in try await world.envelopes(members, of: round, at: opened) {
            _ = try await world.desk(at: opened).intake.take(envelope)
        }
        #expect(try await world.desk(at: closes.addingTimeInterval(86_400)).releaseEnded() == [round.id])
        return try #require(round.manifest.series?.id)
    }

    /// What ties answers together: the key, and how each row begins. Rows count whole series only where both are there.
    private static func secrets(of series: WaveSeries.ID, in world: KilledRound) async throws -> [String: Data] {
        try await world.database.read { db in
            var found: [String: Data] = [:]
            if let key = try db.seriesKey(series) { found["key"] = Data(key) }
            for (place, tied) in try db.tiedAnswers(series).enumerated() {
                found["row \(place)"] = Data(tied.sealed.prefix(64))
            }
            return found
        }
    }

    /// Until every series has ended and its storage is written anew.
    private static func waitForEnd(in world: KilledRound) async throws {
        try await until("every series has ended") {
            try await world.database.read { db in
                try db.allSeries().allSatisfy(\.isEnded) && db.unwrittenSeries().isEmpty
            }
        }
    }
}
