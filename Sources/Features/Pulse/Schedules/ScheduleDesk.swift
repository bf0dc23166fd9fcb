import BlindTickets
import Foundation
import Records
import Store
import Surveys

/// Starts, pauses and ends pulses that come again, for pages, the API and commands alike.
extension Connection {
    /// - Throws: `FormTrouble`, `BurdenTrouble`.
    package func startSchedule(
        _ typed: ScheduleDraft, id: PulseSchedule.ID, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> PulseSchedule {
        let title = try typed.form.checkedTitle()
        let plan = try typed.form.plan(try packs(), today: CivilDay(now))
        let teams = typed.form.whom == .teams ? typed.form.teams.sorted() : []
        guard typed.form.whom == .everybody || !teams.isEmpty else {
            throw FormTrouble("Choose a team, or ask everybody.")
        }
        let askable = try askable(by: nil, at: now)
        for name in teams where askable.tree[name] == nil { throw FormTrouble("There is no team called \(name).") }
        let least = Askable.least(k: PrivacyRules.usual.k)
        _ = try Segmentation(
            typed.form.whom, chosen: Set(teams), tree: askable.tree, members: askable.members, direct: askable.direct,
            least: least)
        let people = try askedCrowd().people(of: teams, at: now)
        guard people.count >= least else {
            throw FormTrouble("At least \(least) people are needed; here are \(people.count).")
        }
        try burdenLedger(at: now).allowPlan(plan.secondsWithinThirtyDays, of: people)
        let schedule = PulseSchedule(
            id: id, title: title, teams: teams, plan: plan,
            next: try nextOccasion(of: plan, teams, from: plan.rhythm.first, at: now))
        try add(schedule, by: actor, at: now)
        return schedule
    }

    /// - Throws: `BurdenTrouble` where it cannot run again beside what was scheduled meanwhile.
    package func set(
        _ state: PulseSchedule.State, of id: PulseSchedule.ID, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        guard let schedule = try pulseSchedule(id), schedule.state != state, schedule.state != .ended else { return }
        guard state == .running else {
            try set(state, next: nil, of: schedule, by: actor, at: now)
            return
        }
        let plan = schedule.plan
        try burdenLedger(at: now).allowPlan(
            plan.secondsWithinThirtyDays, of: askedCrowd().people(of: schedule.teams, at: now))
        // Not on a day on which it has opened a round already.
        let last = try rounds(of: id).first.map { CivilDay(Int64($0.manifest.opens.timeIntervalSince1970)).number + 1 }
        let day = max(CivilDay(number: last ?? 0), CivilDay(now))
        try set(
            state, next: try nextOccasion(of: plan, schedule.teams, from: day, at: now), of: schedule, by: actor,
            at: now)
    }
}

/// What somebody wants to be asked again and again, before it is checked.
package struct ScheduleDraft: Sendable {
    let form: ScheduleForm

    init(_ form: ScheduleForm) { self.form = form }

    /// As the command line names it.
    package init(
        title: String, teams: [String], packs: [Pack.ID], every: String, weekday: Int, time: String, first: String,
        openDays: Int, minutes: Int
    ) {
        var form = ScheduleForm()
        form.title = title
        form.whom = teams.isEmpty ? .everybody : .teams
        form.teams = Set(teams)
        form.packs = Set(packs)
        form.every = every
        form.weekday = "\(weekday)"
        form.time = time
        form.first = first
        form.openDays = "\(openDays)"
        form.minutes = "\(minutes)"
        self.form = form
    }
}
