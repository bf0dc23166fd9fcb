import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("A round whose server is killed", .timeLimit(.minutes(40)))
struct KilledRoundTests {
    private static let moments = 50

    @Test(arguments: Backend.all)
    func `loses no answer that was acknowledged, and counts none twice`(_ backend: Backend) async throws {
        try await KilledRound.with(backend) { world in
            let now = Date()
            let members = try await world.addMembers(200)
            let round = try await world.announce(members, opens: now, closes: now.addingTimeInterval(86_400))
            let envelopes = try await world.envelopes(members, of: round, at: now)
            var random = SeededGenerator(seed: 53)
            var acknowledged: Set<Int> = []
            var cut = 0
            for _ in 0..<Self.moments {
                let server = try RunningServer(world.arguments, data: world.folder)
                let sent = (0..<24).map { _ in Int.random(in: envelopes.indices, using: &random) }
                let pause = Int.random(in: 0...60, using: &random)
                let victim = server.processIdentifier
                let answered = await Self.send(sent.map { ($0, envelopes[$0]) }, to: server.address) {
                    try? await Task.sleep(for: .milliseconds(pause))
                    kill(victim, SIGKILL)
                }
                server.waitForEnd()
                if answered.count < sent.count { cut += 1 }
                acknowledged.formUnion(answered)
                let (spent, sealed) = try await world.counts(of: round)
                #expect(spent == sealed)
                #expect(spent >= acknowledged.count)
            }
            #expect(cut > Self.moments / 4, "answers come through too fast to be cut off")
            try await Self.expectAll(envelopes, of: round, in: world)
        }
    }

    /// Whoever was not told sends again, and so does whoever was.
    private static func expectAll(_ envelopes: [ByteBuffer], of round: Round, in world: KilledRound) async throws {
        let server = try RunningServer(world.arguments, data: world.folder)
        let all = await send(Array(envelopes.enumerated().map { ($0.offset, $0.element) }), to: server.address) {}
        #expect(all.count == envelopes.count)
        kill(server.processIdentifier, SIGKILL)
        server.waitForEnd()
        let (spent, sealed) = try await world.counts(of: round)
        #expect(spent == envelopes.count)
        #expect(sealed == envelopes.count)
    }

    private static func send(
        _ envelopes: [(Int, ByteBuffer)], to address: String, meanwhile: @escaping @Sendable () async -> Void
    ) async -> Set<Int> {
        await withTaskGroup(of: Int?.self) { group in
            group.addTask {
                await meanwhile()
                return nil
            }
            for (place, envelope) in envelopes {
                group.addTask { await KilledRound.send(envelope, to: address) ? place : nil }
            }
            return await group.reduce(into: []) { if let place = $1 { $0.insert(place) } }
        }
    }

    @Test(arguments: Backend.all)
    func `is released once and whole, whenever its release was cut off`(_ backend: Backend) async throws {
        try await KilledRound.with(backend) { world in
            let opened = Date(timeIntervalSinceNow: -9 * 86_400)
            let members = try await world.addMembers(6)
            var random = SeededGenerator(seed: 54)
            var rounds: [Round] = []
            for _ in 0..<Self.moments {
                let round = try await world.announce(members, opens: opened, closes: opened.addingTimeInterval(86_400))
                for envelope in try await world.envelopes(members, of: round, at: opened) {
                    _ = try await world.desk(at: opened).intake.take(envelope)
                }
                rounds.append(round)
                try world.serve(killedAfter: .random(in: 10...250, using: &random))
            }
            let server = try RunningServer(world.arguments, data: world.folder)
            try await until("every round is over") { try await world.database.read(Self.openRounds) == 0 }
            kill(server.processIdentifier, SIGKILL)
            server.waitForEnd()
            for round in rounds { try await Self.expectReleased(round, in: world) }
        }
    }

    private static func openRounds(_ db: any Connection) throws -> Int? {
        try db.value("SELECT count(*) FROM pulse_round WHERE state NOT IN ('released', 'withheld')", as: Int.self)
    }

    private static func expectReleased(_ round: Round, in world: KilledRound) async throws {
        let (ended, shown, rows) = try await world.database.read { [id = round.id] db in
            let rows = [
                try db.value("SELECT count(*) FROM pulse_words WHERE round = \(id)", as: Int.self),
                try db.value("SELECT count(*) FROM pulse_sealed WHERE round = \(id)", as: Int.self),
                try db.value("SELECT count(*) FROM pulse_signer WHERE round = \(id)", as: Int.self),
            ]
            let shown = try db.value(
                "SELECT count(*) FROM pulse_cell WHERE round = \(id) AND answered = 6", as: Int.self)
            return (try db.round(id), shown, rows)
        }
        #expect(ended?.counts.map { [$0.issued, $0.answered] } == [6, 6])
        #expect(shown == 1)
        #expect(rows == [6, 0, 0])
    }
}
