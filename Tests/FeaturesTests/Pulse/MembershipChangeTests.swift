import BlindTickets
import Foundation
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

/// Who is asked is fixed at the announcement: whatever becomes of them afterwards changes no count and opens no difference.
@Suite("People who come, go and move while a round is open", .timeLimit(.minutes(40)))
struct MembershipChangeTests {
    enum Change: CaseIterable, Sendable { case erasure, leaving, moving, joining, archiving }

    @Test(arguments: Backend.all, Change.allCases)
    func `change neither what was issued nor who answers where`(_ backend: Backend, _ change: Change) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 14)
            let round = try await team.announcedByTeams(whom: .teams)
            var tickets: [Ticket] = []
            for member in team.members {
                let segment = try #require(try await team.segment(of: member, round))
                tickets.append(try await team.ticket(for: member, in: round, segment: segment))
            }
            let before = try await team.counts(round)
            try await team.make(change)
            let after = try await team.counts(round)
            #expect(after.issued == before.issued)
            #expect(after.people == before.people)
            #expect(before.issued == 14)
            #expect(before.people == [7, 7])
            // Their ticket is as good as before, and they count where they were asked.
            for ticket in tickets { #expect(try await team.desk.intake.take(team.envelope(ticket, round)) == .counted) }
            team.clock.turn(to: Respondents.ended)
            _ = try await team.desk.releaseEnded()
            let released = try await team.round(round.id)
            #expect(released.counts == .init(issued: 14, answered: 14))
            let cells = try #require(try await database.read { try $0.keptResult(of: round.id) }).cells
            #expect(cells.map(\.answered) == [14, 7, 7])
            #expect(cells.map(\.invited) == [14, 7, 7])
        }
    }

    @Test(arguments: Backend.all)
    func `whoever comes later is not asked`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 15)
            let round = try await team.announcedByTeams(whom: .teams)
            try await team.join("member-14", "payments")
            await #expect(throws: IssueRefusal.notAsked) {
                try await team.ticket(for: "member-14", in: round, segment: "payments")
            }
        }
    }

    /// Both at once would tell what the one who is asked in one of them alone answered.
    @Test(arguments: Backend.all)
    func `nearly the same people are not asked the same at the same time`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 20)
            let first = try await team.announce(segments: [Array(team.members.prefix(12))])
            for count in [8, 9, 11, 13, 16] {
                await #expect(throws: NearlySameRound.self) {
                    try await team.announce(segments: [Array(team.members.prefix(count))])
                }
            }
            // A part of a divided round counts like a whole.
            await #expect(throws: NearlySameRound.self) {
                try await team.announce(segments: [Array(team.members.prefix(11)), Array(team.members.suffix(9))])
            }
            for count in [7, 12, 17] { _ = try await team.announce(segments: [Array(team.members.prefix(count))]) }
            #expect(try await database.read { try $0.rounds().count } == 4)
            #expect(first.state == .announced)
            team.clock.turn(to: Respondents.ended)
            _ = try await team.desk.releaseEnded()
            #expect(try await database.read { try $0.rounds().allSatisfy { $0.state == .withheld } })
        }
    }
}

extension Respondents {
    fileprivate func counts(_ round: Round) async throws -> (issued: Int, people: [Int]) {
        try await database.read { db in
            (
                try db.issuedCount(round.id),
                try round.manifest.segments.map { try db.people(in: $0.id, of: round.id).count }
            )
        }
    }

    fileprivate func join(_ member: Member.ID, _ team: String) async throws {
        let now = Int64(clock.now.timeIntervalSince1970)
        try await database.write { db in
            try db.begin(
                Membership(team: team, member: member, role: .member, from: CivilDay(now)), by: .commandLine, at: now)
        }
    }

    /// Of somebody of Payments.
    fileprivate func make(_ change: MembershipChangeTests.Change) async throws {
        let now = Int64(clock.now.timeIntervalSince1970)
        switch change {
        case .joining: try await join("member-2", "search")
        case .moving:
            try await database.write { db in
                try db.endMembership(of: "member-2", in: "payments", on: CivilDay(now), by: .commandLine, at: now)
            }
            try await join("member-2", "search")
        case .leaving:
            try await database.write { db in
                _ = try db.run("UPDATE member SET left_at = \(now * 1000) WHERE id = 'member-2'")
            }
        case .erasure:
            let me = try #require(try await Doorkeeper.holder(of: database, as: "member-2"))
            try await database.write { db in
                _ = try db.erase(
                    me, salt: [UInt8](repeating: 1, count: 32), pseudonym: "nobody", by: .commandLine, at: now)
            }
        case .archiving:
            try await database.write { db in
                try db.archive("payments", on: CivilDay(now + 86_400), by: .commandLine, at: now)
            }
        }
    }
}
