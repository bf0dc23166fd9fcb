import BlindTickets
import Foundation
import NIOCore
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// Twelve people wrote, somebody wrote back to each, and each follows up: nobody but whoever wrote back learns what, and nobody who.
@Suite("Follow-ups to replies", .timeLimit(.minutes(40)))
struct FollowUpTests {
    @Test(arguments: Backend.all)
    func `leave nothing that tells their text, their hour or their order`(_ backend: Backend) async throws {
        try await backend.withLocation { location in
            let database = try await Databases.open(location)
            let thread = try await RepliedRound(Respondents(database, of: 12, seed: 91))
            var needles: [String: Data] = [:]
            var sealed: [Data] = []
            // One an hour, in the order in which tickets were fetched, answers came and people joined.
            for (place, permit) in thread.permits.enumerated() {
                thread.team.clock.turn(to: Respondents.ended.addingTimeInterval(Double(place) * 3600))
                let followUp = try FollowUp("Says number \(place), again", with: permit, survey: thread.round.id)
                #expect(followUp.bytes.count == FollowUp.size)
                #expect(try await thread.take(followUp))
                needles["text \(place)"] = Data("Says number \(place), again".utf8)
                needles["permit \(place)"] = permit.secret
                sealed.append(followUp.sealed.prefix(64))
            }
            #expect(try Places.bytes(of: location, withLog: true).found(needles) == [])
            let day = thread.day
            #expect(try await database.read { try $0.dueFollowUps(before: day) } == 0)

            thread.team.clock.turn(to: Respondents.ended.addingTimeInterval(86_400))
            try await thread.team.desk.handOverFollowUps()
            #expect(try await thread.days() == [nil])
            let files = try Places.bytes(of: location, withLog: false)
            #expect(files.found(needles) == [])
            for bytes in sealed {
                // Once in the database's file, and on SQLite once more in its log, where they were marked afterwards.
                let copies = files.values.map { $0.count(of: bytes) }
                #expect(copies.contains(1) && copies.allSatisfy { $0 <= 1 }, "an old copy lies in its old order")
            }
            // The order of hashes is that of chance.
            try await expectOrderOfHashes(database)
            try await database.close()
        }
    }

    private func expectOrderOfHashes(_ database: any Database) async throws {
        guard database.engine == .postgres else { return }
        let hashes: [[UInt8]] = try await database.read { db in
            try db.rows("SELECT permit_hash FROM pulse_follow_up ORDER BY ctid") { try $0.get(0) }
        }
        #expect(hashes.count == 12)
        #expect(hashes == hashes.sorted { $0.lexicographicallyPrecedes($1) })
        let transactions = try await database.read { db in
            try db.value("SELECT count(DISTINCT xmin::text) FROM pulse_follow_up", as: Int.self)
        }
        #expect(transactions == 1)
    }

    @Test(arguments: Backend.all)
    func `are for whoever wrote back, from the next day on, one for each reply`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let thread = try await RepliedRound(Respondents(database, of: 12, seed: 92))
            let followUp = try FollowUp("Thursday is fine", with: thread.permits[0], survey: thread.round.id)
            #expect(try await thread.take(followUp))
            // What counted counts again in words, and stays as it was.
            #expect(try await thread.take(FollowUp("Or not", with: thread.permits[0], survey: thread.round.id)))
            let stranger = FollowUpPermit(address: thread.leadKey.address)
            #expect(try await !thread.take(FollowUp("Who am I", with: stranger, survey: thread.round.id)))
            let elsewhere = Data(repeating: 9, count: 16).base64URL
            #expect(try await !thread.take(FollowUp("x", with: thread.permits[1], survey: elsewhere)))

            let today = thread.day
            #expect(try await database.read { try $0.followUps(in: thread.round.id, before: today) }.isEmpty)
            let told = try await database.read { try $0.followUps(in: thread.round.id, before: today + 1) }
            #expect(told.map(\.words) == [thread.words[0]])
            let sealed = Data(try #require(told.first).sealed)
            #expect(try thread.leadKey.open(sealed, survey: thread.round.id) == "Thursday is fine")
            #expect(throws: ReplyTrouble.sealed) { try thread.writers[0].open(sealed, survey: thread.round.id) }
        }
    }

    @Test func `go with the words that they are about`() async throws {
        try await Backend.sqlite.withDatabase { database in
            let thread = try await RepliedRound(Respondents(database, of: 12, seed: 93))
            #expect(
                try await thread.take(FollowUp("Thursday", with: thread.permits[0], survey: thread.round.id)))
            try await database.write { _ = try $0.run("DELETE FROM pulse_words") }
            #expect(try await thread.days() == [])
        }
    }
}

/// A round that was released, with a reply to everybody's words.
private struct RepliedRound: Sendable {
    let team: Respondents
    let round: Round
    let writers: [ReplyKey]
    let leadKey = ReplyKey()
    /// In the order of `team.members`.
    let permits: [FollowUpPermit]
    let words: [[UInt8]]

    init(_ team: Respondents) async throws {
        self.team = team
        round = try await team.announceKnown().round
        writers = team.members.map { _ in ReplyKey() }
        for (place, member) in team.members.enumerated() {
            let ticket = try await team.ticket(for: member, in: round)
            var response = Response([.init("clear"): .point(3), .init("better"): .words("Words of \(place)")])
            response.replyTo[.init("better")] = writers[place].address.bytes.base64URL
            let envelope = Envelope(ticket: ticket, answers: try JSONEncoder().encode(response))
            let body = ByteBuffer(bytes: try envelope.sealed(size: round.manifest.envelope))
            #expect(try await team.desk.intake.take(body) == .counted)
        }
        team.clock.turn(to: Respondents.ended)
        _ = try await team.desk.releaseEnded()
        let stored: [String: [UInt8]] = try await team.database.read { db in
            Dictionary(
                uniqueKeysWithValues: try db.rows("SELECT words, id FROM pulse_words") {
                    (try $0.get(0, as: String.self), try $0.get(1, as: [UInt8].self))
                })
        }
        words = try team.members.indices.map { try #require(stored["Words of \($0)"]) }
        permits = team.members.map { [leadKey] _ in FollowUpPermit(address: leadKey.address) }
        for (place, permit) in permits.enumerated() { try await writeBack(place, permit) }
    }

    /// As a lead's client and the route do.
    private func writeBack(_ place: Int, _ permit: FollowUpPermit) async throws {
        let content = ReplyContent(text: "Thursday?", permit: permit)
        let sealed = Array(try writers[place].address.seal(content, survey: round.id))
        #expect(try writers[place].content(of: Data(sealed), survey: round.id) == content)
        let (id, words, hash) = (round.id, words[place], Array(permit.hash))
        try await team.database.write { db in
            _ = try db.run(
                """
                INSERT INTO pulse_reply_message (round, words, place, sealed, permit_hash, written_at)
                VALUES (\(id), \(words), 1, \(sealed), \(hash), 0)
                """)
        }
    }

    var day: Int64 { Int64(team.clock.now.timeIntervalSince1970) / 86_400 }

    /// What the route does with the bytes.
    func take(_ followUp: FollowUp) async throws -> Bool {
        let day = day
        guard let parsed = FollowUp(parsing: followUp.bytes) else { return false }
        return try await team.database.write { try $0.take(parsed, on: day) }
    }

    func days() async throws -> Set<Int64?> {
        try await team.database.read { db in
            Set(try db.rows("SELECT came_on FROM pulse_follow_up") { try $0.get(0, as: Int64?.self) })
        }
    }
}

extension Data {
    fileprivate func count(of needle: Data) -> Int {
        var (found, rest) = (0, self[...])
        while let range = rest.range(of: needle) {
            found += 1
            rest = rest[range.upperBound...]
        }
        return found
    }
}
