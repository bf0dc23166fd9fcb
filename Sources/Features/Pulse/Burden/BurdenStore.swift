import BlindTickets
import Foundation
import Records
import Store
import Surveys

extension Connection {
    package func burdenLedger(at now: Int64) throws -> BurdenLedger {
        let crowd = try askedCrowd()
        let since = now - Int64(Burden.month)
        let opened = try rows(
            "SELECT id, team, opens_at FROM pulse_round WHERE opens_at > \(since * 1000) ORDER BY opens_at DESC, id"
        ) { (try $0.get(0, as: Round.ID.self), try $0.get(1, as: String.self), try $0.get(2, as: Int64.self) / 1000) }
        let entries = try opened.compactMap { id, teams, opens -> BurdenLedger.Entry? in
            guard let round = try round(id) else { return nil }
            return BurdenLedger.Entry(
                id: id, title: round.manifest.title, teams: round.teams,
                asked: .init(
                    opened: Date(timeIntervalSince1970: TimeInterval(opens)), seconds: try questionnaire(of: id).seconds
                ), people: crowd.people(of: round.teams, at: opens))
        }
        let planned = try pulseSchedules().filter { $0.state == .running }.map { schedule in
            BurdenLedger.Planned(
                schedule: schedule.id, seconds: schedule.plan.secondsWithinThirtyDays,
                people: crowd.people(of: schedule.teams, at: now))
        }
        let budgets = try pulseBudgets()
        let all = budgets[""] ?? .usual
        return BurdenLedger(
            entries: entries, planned: planned,
            budgets: crowd.members.mapValues { member in
                let own = crowd.teams(of: member.id, at: now).compactMap { budgets[$0] }
                return ([all] + own).min { $0.minutesPerMonth < $1.minutesPerMonth } ?? all
            }, now: Date(timeIntervalSince1970: TimeInterval(now)))
    }

    /// By team, where something else than the usual is agreed; by an empty name for everybody.
    package func pulseBudgets() throws -> [String: Burden] {
        var budgets: [String: Burden] = [:]
        try each("SELECT team, minutes FROM pulse_budget") { row in
            budgets[try row.get(0)] = Burden(minutesPerMonth: try row.get(1))
        }
        return budgets
    }

    /// - Parameter team: empty for everybody.
    package func keep(_ budget: Burden, ofTeam team: String, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard try pulseBudgets()[team] != budget else { return }
        if !team.isEmpty, try self.team(team) == nil { throw TeamTrouble.unknown(team) }
        try run(
            """
            INSERT INTO pulse_budget (team, minutes) VALUES (\(team), \(budget.minutesPerMonth))
            ON CONFLICT (team) DO UPDATE SET minutes = excluded.minutes
            """)
        try audit(.budgetChanged, of: "\(team) \(budget.minutesPerMonth)", by: actor, at: now)
    }

    /// - Throws: `BurdenTrouble`.
    func refuseBeyondBudget(_ plan: RoundPlan, at now: Int64) throws {
        try burdenLedger(at: now).allow(plan.questionnaire.seconds, of: Set(plan.segments.flatMap(\.members)))
    }

    func askedCrowd() throws -> AskedCrowd {
        let teams = try teams()
        let members = try members().filter { $0.leftAt == nil }
        return AskedCrowd(
            tree: TeamTree(teams), members: Dictionary(members.map { ($0.id, $0) }) { first, _ in first },
            memberships: Dictionary(grouping: try memberships(), by: \.member))
    }
}

/// Everybody who may sign in, and to which teams they belonged when.
struct AskedCrowd: Sendable {
    let tree: TeamTree
    let members: [Member.ID: Member]
    let memberships: [Member.ID: [Membership]]

    /// With the teams above them.
    func teams(of member: Member.ID, at instant: Int64) -> Set<String> {
        (memberships[member] ?? []).reduce(into: []) { names, membership in
            guard let team = tree[membership.team], membership.holds(on: team.day(at: instant)) else { return }
            names.insert(team.name)
            names.formUnion(tree.above(team.name).map(\.name))
        }
    }

    /// Who is asked, or was: all, or those who belong to one of the teams or to a part of it.
    func people(of asked: [String], at instant: Int64) -> Set<Member.ID> {
        Set(
            members.values.filter { member in
                member.joinedAt <= instant
                    && (asked.isEmpty || !teams(of: member.id, at: instant).isDisjoint(with: asked))
            }.map(\.id))
    }
}

extension PulseSchedule.Plan {
    /// What its rounds may ask for within thirty days, at most.
    package var secondsWithinThirtyDays: Int { seconds * rhythm.every.mostWithinThirtyDays }
}
