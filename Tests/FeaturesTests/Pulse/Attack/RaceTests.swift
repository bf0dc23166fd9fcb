import BlindTickets
import Dispatch
import Foundation
import NIOCore
import Store
import TestKit
import Testing

@testable import Features

@Suite("Processes that come between each other", .timeLimit(.minutes(40)))
struct RaceTests {
    /// Whether there is a PostgreSQL: SQLite is written by one at a time, in one process.
    private static let hasPostgres = Backend.all.contains(.postgres)

    /// The transaction that keeps an answer began before the round was sealed and ends after the answers were read.
    @Test(.enabled(if: hasPostgres))
    func `an answer on its way while a round is sealed is counted`() async throws {
        try await Backend.postgres.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let known = try await team.announceKnown()
            let id = known.round.id
            for body in try await team.envelopes(known.round).dropLast() {
                #expect(try await team.desk.intake.take(body) == .counted)
            }
            let seal = AnswerSeal(
                key: try RoundKeys(Respondents.key).answerKey(known.sealedAnswerKey, of: id),
                envelope: known.round.manifest.envelope)
            let late = SubmissionQueue.Submission(
                round: id, hash: [UInt8](repeating: 5, count: 32), id: [UInt8](repeating: 6, count: 16),
                sealed: try seal.seal(SealedAnswer(segment: "part-0", answers: Data(#"{"clear":5}"#.utf8))))
            let (written, told) = AsyncStream.makeStream(of: Void.self)
            let gate = DispatchSemaphore(value: 0)
            let writing = Task {
                try await database.write { db in
                    let open = try db.take([late])
                    told.yield()
                    gate.wait()
                    return open
                }
            }
            for await _ in written { break }
            team.clock.turn(to: Respondents.ended)
            let slow = WatchedDatabase(
                database,
                visit: { moment in
                    // After "sealed", before "released".
                    guard moment == 3 else { return }
                    gate.signal()
                    let open = try await writing.value
                    #expect(open == [id])
                })
            #expect(try await team.otherDesk(on: slow).releaseEnded() == [id])
            #expect(try await team.round(id).counts == .init(issued: 6, answered: 6))
            #expect(try await team.counts(id) == [6, 0])
        }
    }

    @Test(arguments: Backend.all)
    func `two queues on one database lose nothing and keep nothing twice`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            // SQLite is for one process: there both queues share what it opened.
            let first = try await Databases.open(location)
            let second = backend == .postgres ? try await Databases.open(location) : first
            let team = try await Respondents(first, of: 12)
            let round = try await team.announceKnown().round
            let bodies = try await team.envelopes(round)
            let desks = [team.otherDesk(on: first, seed: 5), team.otherDesk(on: second, seed: 6)]
            for _ in 0..<2 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for body in bodies + bodies {
                        for desk in desks {
                            group.addTask {
                                let reply = try await Self.insist(desk, body)
                                #expect(reply.body == SubmissionReply.counted.body)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await team.counts(round.id) == [12, 12])
            }
            try Self.expectSilence(of: try await first.read { try $0.spentTickets(round.id) }, backend)
            if backend == .postgres { try await second.close() }
            try await first.close()
        }
    }

    /// As a client does: what was not taken is sent again.
    private static func insist(_ desk: PulseDesk, _ body: ByteBuffer) async throws -> SubmissionReply {
        for _ in 0..<20 {
            if let reply = try? await desk.intake.take(body) { return reply }
        }
        return try await desk.intake.take(body)
    }

    /// PostgreSQL writes errors down with their time. None may say which ticket it was about.
    private static func expectSilence(of hashes: [[UInt8]], _ backend: Backend) throws {
        guard backend == .postgres else { return }
        let log = try Data(contentsOf: PostgresServer.shared().folder.appending(path: "log"))
        for hash in hashes { #expect(!log.contains(any: [Data(Data(hash).hexText.utf8)])) }
    }

    @Test(arguments: Backend.all)
    func `what cannot be kept is not told to be`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let known = try await team.announceKnown()
            let bodies = try await team.envelopes(known.round)
            // The same random id for everybody: a unique violation in the middle of a batch.
            let stuck = PulseDesk(
                database: database, key: Respondents.key, now: { team.clock.now },
                randomBytes: { [UInt8](repeating: 1, count: $0) }, work: PasswordWork())
            #expect(try await stuck.intake.take(bodies[0]) == .counted)
            await #expect(throws: DatabaseTrouble.self) { try await stuck.intake.take(bodies[1]) }
            #expect(try await stuck.intake.take(bodies[0]) == .counted)
            #expect(try await team.counts(known.round.id) == [1, 1])
            for body in bodies { #expect(try await team.desk.intake.take(body) == .counted) }
            #expect(try await team.counts(known.round.id) == [6, 6])
            try Self.expectSilence(of: try await database.read { try $0.spentTickets(known.round.id) }, backend)
        }
    }
}
