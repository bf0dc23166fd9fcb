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

    /// Changes it for its rounds to come. Whom it asks stays: rounds of the same people are compared.
    ///
    /// - Throws: `FormTrouble`, `BurdenTrouble`.
    package func change(
        _ schedule: PulseSchedule, to change: ScheduleChange, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> PulseSchedule {
        guard schedule.state != .ended else { throw FormTrouble("It was ended for good. Start another one.") }
        let form = change.form(of: schedule)
        var changed = schedule
        changed.title = try form.checkedTitle()
        changed.plan = try form.plan(try packs(), today: CivilDay(now), since: schedule.plan.rhythm.first)
        if schedule.state == .running {
            try burdenLedger(at: now).allowPlan(
                changed.plan.secondsWithinThirtyDays, of: askedCrowd().people(of: schedule.teams, at: now),
                besides: schedule.id)
            changed.next = try nextOccasion(
                of: changed.plan, schedule.teams, from: try dayAfterLast(of: schedule, at: now), at: now)
        }
        changed.note = nil
        try keep(changed, by: actor, at: now)
        return changed
    }

    /// The first day on which it may open a round: not one on which it has opened one already.
    private func dayAfterLast(of schedule: PulseSchedule, at now: Int64) throws -> CivilDay {
        let last = try rounds(of: schedule.id).first.map {
            CivilDay(Int64($0.manifest.opens.timeIntervalSince1970)).number + 1
        }
        return max(CivilDay(number: last ?? 0), CivilDay(now))
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
        let day = try dayAfterLast(of: schedule, at: now)
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
        openDays: Int, minutes: Int, isTied: Bool = false
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
        form.isTied = isTied
        self.form = form
    }
}

/// What somebody wants to be otherwise; nil for what stays.
package struct ScheduleChange: Sendable {
    var title: String?
    var packs: [Pack.ID]?
    var every: String?
    var weekday: Int?
    var time: String?
    var first: String?
    var openDays: Int?
    var minutes: Int?
    var isTied: Bool?

    package init(
        title: String? = nil, packs: [Pack.ID]? = nil, every: String? = nil, weekday: Int? = nil, time: String? = nil,
        first: String? = nil, openDays: Int? = nil, minutes: Int? = nil, isTied: Bool? = nil
    ) {
        self.title = title
        self.packs = packs
        self.every = every
        self.weekday = weekday
        self.time = time
        self.first = first
        self.openDays = openDays
        self.minutes = minutes
        self.isTied = isTied
    }

    /// All that stands in a form.
    init(_ typed: ScheduleForm) {
        title = typed.title
        packs = typed.packs.sorted()
        every = typed.every
        // What is no number is no weekday and no length either: the form says so.
        weekday = Int(typed.weekday) ?? -1
        time = typed.time
        first = typed.first
        openDays = Int(typed.openDays) ?? 0
        minutes = Int(typed.minutes) ?? 0
        isTied = typed.isTied
    }

    var isNothing: Bool {
        title == nil && packs == nil && every == nil && weekday == nil && time == nil && first == nil && openDays == nil
            && minutes == nil && isTied == nil
    }

    func form(of schedule: PulseSchedule) -> ScheduleForm { added(to: ScheduleForm(schedule)) }

    func added(to form: ScheduleForm) -> ScheduleForm {
        var form = form
        if let title { form.title = title }
        if let packs { form.packs = Set(packs) }
        if let every { form.every = every }
        if let weekday { form.weekday = "\(weekday)" }
        if let time { form.time = time }
        if let first { form.first = first }
        if let openDays { form.openDays = "\(openDays)" }
        if let minutes { form.minutes = "\(minutes)" }
        if let isTied { form.isTied = isTied }
        return form
    }
}
