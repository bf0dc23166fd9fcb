import Foundation
import Records
import Store
import Surveys
import TestKit
import Testing

@testable import Features

@Suite("How much people are asked", .timeLimit(.minutes(40)))
struct BurdenTests {
    private static let now = Int64(Respondents.opens.timeIntervalSince1970)

    private static func plan(_ team: Respondents, _ count: Int, opens: Date, members: [Member.ID]? = nil) -> RoundPlan {
        let questions = (0..<count).map {
            Question(
                id: .init("own/\($0)-\(Int(opens.timeIntervalSince1970))"), text: "?", form: .points(Points(1...5)!))
        }
        return RoundPlan(
            title: "Some", questionnaire: Questionnaire(questions: questions),
            segments: [.init(id: "all", title: "All", members: members ?? team.members)], opens: opens,
            closes: opens.addingTimeInterval(86_400), audience: ["All."])
    }

    @Test(arguments: Backend.all)
    func `beyond what is agreed nobody is asked, and from when on is said`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            // 50 questions take ten minutes of fifteen.
            _ = try await team.desk.announceWithinBudget(Self.plan(team, 50, opens: Respondents.opens))
            team.clock.turn(to: Respondents.opens.addingTimeInterval(20 * 86_400))
            let error = await #expect(throws: BurdenTrouble.self) {
                try await team.desk.announceWithinBudget(Self.plan(team, 26, opens: team.clock.now))
            }
            let day = CivilDay(Self.now + 30 * 86_400 + 86_399)
            #expect(error == .tooMuch(seconds: 312, used: 600, minutes: 15, from: day))
            #expect(error?.description.contains("10 minutes within thirty days") ?? false)
            _ = try await team.desk.announceWithinBudget(Self.plan(team, 25, opens: team.clock.now))
            team.clock.turn(to: Respondents.opens.addingTimeInterval(30 * 86_400 + 1))
            _ = try await team.desk.announceWithinBudget(Self.plan(team, 26, opens: team.clock.now))
            #expect(try await database.read { try $0.count("pulse_round") } == 3)
        }
    }

    @Test(arguments: Backend.all)
    func `two who announce at once do not both get the last minutes`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let (one, other) = (
                Self.plan(team, 50, opens: Respondents.opens),
                Self.plan(team, 50, opens: Respondents.opens.addingTimeInterval(1))
            )
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for plan in [one, other] {
                    group.addTask { (try? await team.desk.announceWithinBudget(plan)) != nil }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
        }
    }

    /// Whose clock is ahead, or who read it later, may be written first.
    @Test(arguments: Backend.all, [-2.0, -1, 1, 3600])
    func `what opens a moment later or earlier takes its minutes all the same`(
        _ backend: Backend, seconds: TimeInterval
    ) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 6)
            let now = Respondents.opens.addingTimeInterval(60)
            team.clock.turn(to: now)
            _ = try await team.desk.announceWithinBudget(Self.plan(team, 50, opens: now.addingTimeInterval(seconds)))
            await #expect(throws: BurdenTrouble.self) {
                try await team.desk.announceWithinBudget(Self.plan(team, 50, opens: now))
            }
        }
    }

    @Test(arguments: Backend.all)
    func `who was asked follows from teams on the day, and the least that is agreed counts`(_ backend: Backend)
        async throws
    {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 14)
            _ = try await team.announcedByTeams(whom: .teams)
            try await team.make("late", with: ["member-13"], lead: "member-13")
            let now = Self.now
            try await database.write { db in
                try db.keep(Burden(minutesPerMonth: 20)!, ofTeam: "", by: .commandLine, at: now)
                try db.keep(Burden(minutesPerMonth: 3)!, ofTeam: "payments", by: .commandLine, at: now)
                // Who leaves a team was asked all the same.
                try db.endMembership(
                    of: "member-0", in: "payments", on: CivilDay(now + 2 * 86_400), by: .commandLine, at: now)
            }
            let ledger = try await database.read { try $0.burdenLedger(at: now + 5 * 86_400) }
            #expect(ledger.used(by: "member-0") == 72 && ledger.used(by: "member-6") == 72)
            #expect(ledger.budget(of: "member-0").minutesPerMonth == 20)
            #expect(ledger.budget(of: "member-1").minutesPerMonth == 3)
            #expect(ledger.room(among: ["member-1", "member-13"]) == 108)
            #expect(ledger.used(by: "nobody") == 0)
        }
    }

    /// What is known of burden is who was asked: the same whoever answered.
    @Test(arguments: Backend.all)
    func `nothing of it depends on who answered`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let team = try await Respondents(database, of: 8)
            let round = try await team.announce()
            for member in team.members.prefix(6) {
                let ticket = try await team.ticket(for: member, in: round)
                _ = try await team.desk.intake.take(team.envelope(ticket, round))
            }
            for moment in [Respondents.opens, Respondents.ended] {
                team.clock.turn(to: moment)
                _ = try await team.desk.releaseEnded()
                let now = Int64(moment.timeIntervalSince1970)
                let ledger = try await database.read { try $0.burdenLedger(at: now) }
                #expect(Set(team.members.map { ledger.used(by: $0) }).count == 1)
            }
        }
    }
}
