import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("Follow-ups whose server is killed", .timeLimit(.minutes(40)))
struct KilledFollowUpsTests {
    private static let moments = 10

    @Test(arguments: Backend.all)
    func `are neither lost nor kept twice, nor is their day kept`(_ backend: Backend) async throws {
        try await KilledRound.with(backend) { world in
            let opened = Date(timeIntervalSinceNow: -9 * 86_400)
            let members = try await world.addMembers(24)
            let round = try await world.announce(members, opens: opened, closes: opened.addingTimeInterval(86_400))
            for envelope in try await world.envelopes(members, of: round, at: opened) {
                _ = try await world.desk(at: opened).intake.take(envelope)
            }
            #expect(try await world.desk(at: Date()).releaseEnded() == [round.id])
            let followUps = try await Self.writeBack(to: round, in: world)
            var random = SeededGenerator(seed: 55)
            try await Self.storm(followUps, in: world, &random)
            try await Self.handOver(followUps, in: world, &random)
        }
    }

    /// Everybody's words get a reply; what each of them follows it up with.
    private static func writeBack(to round: Round, in world: KilledRound) async throws -> [FollowUp] {
        try await world.database.write { db in
            let words: [[UInt8]] = try db.rows("SELECT id FROM pulse_words ORDER BY id") { try $0.get(0) }
            #expect(words.count == 24)
            return try words.enumerated().map { place, id in
                let permit = FollowUpPermit(address: ReplyKey().address)
                let content = ReplyContent(text: "Thursday?", permit: permit)
                let sealed = Array(try ReplyKey().address.seal(content, survey: round.id))
                try db.run(
                    """
                    INSERT INTO pulse_reply_message (round, words, place, sealed, permit_hash, written_at)
                    VALUES (\(round.id), \(id), 1, \(sealed), \(Array(permit.hash)), 0)
                    """)
                return try FollowUp("Number \(place)", with: permit, survey: round.id)
            }
        }
    }

    private static func storm(
        _ followUps: [FollowUp], in world: KilledRound, _ random: inout SeededGenerator
    ) async throws {
        var acknowledged: Set<Int> = []
        for moment in 0...moments {
            let server = try RunningServer(world.arguments, data: world.folder)
            let sent = (0..<12).map { _ in Int.random(in: followUps.indices, using: &random) }
            // The last is sent all, and killed when it has told of all.
            let places = moment < moments ? sent : Array(followUps.indices)
            let pause = Int.random(in: 0...40, using: &random)
            let (victim, address) = (server.processIdentifier, server.address)
            await withTaskGroup(of: Int?.self) { group in
                if moment < moments {
                    group.addTask {
                        try? await Task.sleep(for: .milliseconds(pause))
                        kill(victim, SIGKILL)
                        return nil
                    }
                }
                for place in places {
                    group.addTask {
                        let bytes = ByteBuffer(bytes: followUps[place].bytes)
                        let isTold = await KilledRound.send(bytes, to: address, at: "/api/v1/pulse/follow-ups")
                        return isTold ? place : nil
                    }
                }
                for await place in group { if let place { acknowledged.insert(place) } }
            }
            kill(victim, SIGKILL)
            server.waitForEnd()
            let kept = try await hashes(in: world)
            #expect(Set(kept).count == kept.count)
            #expect(Set(acknowledged.map { Array(followUps[$0].permitHash) }).isSubset(of: kept))
        }
        #expect(acknowledged.count == followUps.count)
    }

    /// On the next day, with servers that are killed while they write everything anew.
    private static func handOver(
        _ followUps: [FollowUp], in world: KilledRound, _ random: inout SeededGenerator
    ) async throws {
        for _ in 0..<moments {
            try await world.database.write { _ = try $0.run("UPDATE pulse_follow_up SET came_on = 1") }
            try world.serve(killedAfter: .random(in: 50...600, using: &random))
            #expect(try await hashes(in: world).count == followUps.count)
        }
        let server = try RunningServer(world.arguments, data: world.folder)
        try await until("no day is kept") {
            try await world.database.read { db in
                try db.value("SELECT count(*) FROM pulse_follow_up WHERE came_on IS NOT NULL", as: Int.self)
            } == 0
        }
        kill(server.processIdentifier, SIGKILL)
        server.waitForEnd()
        let kept: [[UInt8]: [UInt8]] = try await world.database.read { db in
            let rows = try db.rows("SELECT permit_hash, sealed FROM pulse_follow_up WHERE came_on IS NULL") {
                (try $0.get(0, as: [UInt8].self), try $0.get(1, as: [UInt8].self))
            }
            return Dictionary(uniqueKeysWithValues: rows)
        }
        #expect(kept.count == followUps.count)
        #expect(followUps.allSatisfy { kept[Array($0.permitHash)] == Array($0.sealed) })
    }

    private static func hashes(in world: KilledRound) async throws -> [[UInt8]] {
        try await world.database.read { db in try db.rows("SELECT permit_hash FROM pulse_follow_up") { try $0.get(0) } }
    }
}
