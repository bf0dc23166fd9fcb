import BlindTickets
import Foundation
import Records
import Store
import Surveys
import TestKit

@testable import Features

extension Respondents {
    func make(_ name: String, with members: [Member.ID], lead: Member.ID, parent: String? = nil) async throws {
        let now = Int64(clock.now.timeIntervalSince1970)
        try await database.write { db in
            try db.add(Team(name: name, title: name.capitalized, parent: parent), by: .commandLine, at: now)
            for member in members {
                let role: Membership.Role = member == lead ? .lead : .member
                try db.begin(
                    Membership(team: name, member: member, role: role, from: CivilDay(now)), by: .commandLine, at: now)
            }
        }
    }

    /// A round for everybody here, or for both teams alone: Payments with the first members, Search with the next. As many
    /// answer as given, from the first on.
    func announcedByTeams(
        whom: Segmentation.Whom = .everybody, sizes: (payments: Int, search: Int) = (7, 7)
    ) async throws -> Round {
        let payments = Array(members.prefix(sizes.payments))
        let search = Array(members.dropFirst(sizes.payments).prefix(sizes.search))
        try await make("payments", with: payments, lead: "member-1")
        try await make("search", with: search, lead: search[0])
        let announcer = Member(id: members[0], login: "a", name: "A", isAdministrator: true, joinedAt: 0)
        let now = Int64(clock.now.timeIntervalSince1970)
        let askable = try await database.read { try $0.askable(by: announcer, at: now) }
        let parts = try Segmentation(
            whom, chosen: ["payments", "search"], tree: askable.tree, members: askable.members, direct: askable.direct,
            least: 6)
        return try await round(
            desk.announce(
                RoundPlan(
                    title: "Week 47", teams: whom == .teams ? ["payments", "search"] : [],
                    questionnaire: Questionnaire(questions: Self.questions), segments: parts.segments,
                    parts: parts.parts, opens: Self.opens, closes: Self.closes,
                    audience: Readership.sentences(whom, isDivided: true))))
    }

    func releasedByTeams(
        whom: Segmentation.Whom = .everybody, sizes: (payments: Int, search: Int) = (7, 7), answers: Int = .max
    ) async throws -> Round {
        let round = try await announcedByTeams(whom: whom, sizes: sizes)
        for (place, member) in members.prefix(answers).enumerated() {
            guard let segment = try await segment(of: member, round) else { continue }
            let ticket = try await ticket(for: member, in: round, segment: segment)
            _ = try await desk.intake.take(envelope(ticket, round, clear: place % 5 + 1))
        }
        clock.turn(to: Self.ended)
        _ = try await desk.releaseEnded()
        return try await self.round(round.id)
    }

    func segment(of member: Member.ID, _ round: Round) async throws -> String? {
        try await database.read { try $0.eligibility(of: member, in: round.id)?.segment }
    }

    func reader(_ id: Member.ID, _ round: Round) async throws -> Readership? {
        let now = Int64(clock.now.timeIntervalSince1970)
        return try await database.read { db in
            try db.member(id).flatMap { try db.readership(of: round, for: .program($0), at: now) }
        }
    }
}
