import BlindTickets
import Foundation
import Records
import Store
import Surveys

extension Connection {
    /// Where those are whom a schedule asks, and which days all its teams have off.
    func askedPlaces(_ teams: [String], at now: Int64) throws -> AskedPlaces {
        let crowd = try askedCrowd()
        let people = crowd.people(of: teams, at: now)
        let today = CivilDay(now)
        var own: [Member.ID: String] = [:]
        try each("SELECT member, zone FROM work_schedule WHERE from_day <= \(today) ORDER BY from_day") { row in
            own[try row.get(0)] = try row.get(1, as: String.self)
        }
        let zones = Set(people.map { own[$0] ?? crowd.usualZone(of: $0, at: now) })
        let calendars = Dictionary(try holidayCalendars().map { ($0.name, $0.days) }) { one, _ in one }
        let asked =
            teams.isEmpty ? crowd.tree.rows.filter { $0.depth == 0 }.map(\.team) : teams.compactMap { crowd.tree[$0] }
        let off = asked.filter { $0.archivedAt == nil }.map { $0.holidays.flatMap { calendars[$0] } ?? [] }
        return AskedPlaces(
            clocks: zones.sorted().compactMap { ZoneClock($0) },
            holidays: off.dropFirst().reduce(off.first ?? []) { $0.intersection($1) })
    }

    /// The first occasion on which a round can still open in time.
    ///
    /// - Parameter day: no earlier one.
    func nextOccasion(
        of plan: PulseSchedule.Plan, _ teams: [String], from day: CivilDay, at now: Int64
    ) throws -> PulseSchedule.Occasion {
        let places = try askedPlaces(teams, at: now)
        // What opened longer ago than this has closed.
        var day = plan.rhythm.day(from: max(day, CivilDay(number: CivilDay(now).number - Int64(plan.openDays) - 8)))
        while true {
            let moments = ScheduledMoments(plan, on: day, places)
            if now <= moments.latest, moments.isLongEnough {
                return PulseSchedule.Occasion(day: day, opens: moments.opens)
            }
            day = plan.rhythm.day(from: CivilDay(number: day.number + 1))
        }
    }

    /// What is to be done now that a schedule's time has come.
    func step(
        of schedule: PulseSchedule, at now: Int64, using chance: inout some RandomNumberGenerator
    ) throws -> ScheduleStep {
        let plan = schedule.plan
        let day = schedule.next?.day ?? CivilDay(now)
        let moments = ScheduledMoments(plan, on: day, try askedPlaces(schedule.teams, at: now))
        if now < moments.opens { return .goOn(to: .init(day: day, opens: moments.opens), note: schedule.note) }
        let next = try nextOccasion(of: plan, schedule.teams, from: CivilDay(number: day.number + 1), at: now)
        func leaveOut(_ why: String) -> ScheduleStep {
            .goOn(
                to: next, note: ScheduleStep.leftOut(Date(timeIntervalSince1970: TimeInterval(moments.opens)), why))
        }
        guard now <= moments.latest else {
            let waited = schedule.note.flatMap { note in
                note.hasPrefix(ScheduleStep.waits) ? String(note.dropFirst(ScheduleStep.waits.count)) : nil
            }
            return leaveOut(waited ?? "The server was not running until half of its time was over.")
        }
        guard moments.isLongEnough else { return leaveOut("It would have been open for less than a day.") }
        let askable = try askable(by: nil, at: now)
        let teams = schedule.teams.filter { askable.tree[$0] != nil }
        guard schedule.teams.isEmpty || !teams.isEmpty else { return leaveOut("Its teams are archived.") }
        let whom: Segmentation.Whom = teams.isEmpty ? .everybody : .teams
        var segmentation: Segmentation
        do {
            segmentation = try Segmentation(
                whom, chosen: Set(teams), tree: askable.tree, members: askable.members, direct: askable.direct,
                least: Askable.least(k: PrivacyRules.usual.k))
        } catch { return leaveOut("\(error)") }
        if plan.isTied { segmentation = segmentation.undivided }
        let people = Set(segmentation.segments.flatMap(\.members))
        guard people.count >= Askable.least(k: PrivacyRules.usual.k) else {
            return leaveOut("Fewer than \(Askable.least(k: PrivacyRules.usual.k)) people could be asked.")
        }
        let room = min(plan.seconds, try burdenLedger(at: now).room(among: people))
        guard let questionnaire = try questionnaire(of: schedule, seconds: room, at: now, using: &chance) else {
            return leaveOut(
                room < plan.seconds
                    ? "What was asked within thirty days leaves too little time for another question."
                    : "Every question of its packs was asked too short a time ago.")
        }
        var round = RoundPlan(
            title: "\(schedule.title), \(Days.long(moments.day))", teams: teams.sorted(),
            questionnaire: questionnaire, segments: segmentation.segments, parts: segmentation.parts,
            opens: Date(timeIntervalSince1970: TimeInterval(now)),
            closes: Date(timeIntervalSince1970: TimeInterval(moments.closes)), k: PrivacyRules.usual.k,
            audience: Readership.sentences(whom, isDivided: segmentation.segments.count > 1))
        round.schedule = schedule.id
        round.tying = try tying(schedule, teams.sorted(), questionnaire)
        return .open(round, on: moments.day, next: next)
    }

    /// A series goes on as long as it may, with the same people and something that was asked before; then another one begins.
    private func tying(_ schedule: PulseSchedule, _ teams: [String], _ asked: Questionnaire) throws -> Tying {
        guard schedule.plan.isTied else { return .none }
        guard let series = try openSeries(ofSchedule: schedule.id), series.teams == teams,
            let before = try rounds(of: schedule.id).first.map({ try questionnaire(of: $0.id) })
        else { return .begins }
        let known = Set(before.questions.filter { $0.points != nil }.map(\.id))
        return asked.questions.contains { known.contains($0.id) } ? .goesOn(series.id) : .begins
    }

    /// The least-asked questions of its packs; nil where none is due, or none fits.
    private func questionnaire(
        of schedule: PulseSchedule, seconds: Int, at now: Int64, using chance: inout some RandomNumberGenerator
    ) throws -> Questionnaire? {
        let packs = try packs().filter { schedule.plan.packs.contains($0.id) }
        // Pauses are told in weeks: a round that opened some days late must not make the next one leave its question out.
        let halfAWeek: Int64 = 302_400
        let chosen = Rotation(packs).next(
            past: try questionPast(asking: schedule.teams), seconds: seconds,
            at: Date(timeIntervalSince1970: TimeInterval(now + halfAWeek)), using: &chance)
        return chosen.isEmpty ? nil : Questionnaire(packs, asking: Set(chosen.map(\.id)))
    }

    /// How often questions were asked of some of these people, and when last.
    func questionPast(asking teams: [String]) throws -> [Question.ID: Rotation.Past] {
        let tree = TeamTree(try self.teams())
        func isRelated(_ other: [String]) -> Bool {
            teams.isEmpty || other.isEmpty
                || teams.contains { mine in
                    other.contains { theirs in
                        mine == theirs || tree.above(mine).contains { $0.name == theirs }
                            || tree.above(theirs).contains { $0.name == mine }
                    }
                }
        }
        var past: [Question.ID: Rotation.Past] = [:]
        try each("SELECT team, opens_at, questionnaire FROM pulse_round") { row in
            guard isRelated(try row.text(0).split(separator: " ").map(String.init)) else { return }
            let opened = Date(timeIntervalSince1970: TimeInterval(try row.get(1, as: Int64.self)) / 1000)
            let asked = try JSONDecoder().decode(Questionnaire.self, from: Data(row.text(2).utf8))
            for question in asked.questions {
                let before = past[question.id]
                past[question.id] = Rotation.Past(
                    times: (before?.times ?? 0) + 1, last: max(before?.last ?? opened, opened))
            }
        }
        return past
    }
}

extension ScheduledMoments {
    /// A round that is open for less than a day reaches too few.
    var isLongEnough: Bool { closes - opens >= 86_400 }
}

extension AskedCrowd {
    /// Of somebody who has said nothing of where they are: that of their first team.
    fileprivate func usualZone(of member: Member.ID, at now: Int64) -> String {
        let teams = (memberships[member] ?? []).compactMap { membership in
            tree[membership.team].flatMap { membership.holds(on: $0.day(at: now)) ? $0 : nil }
        }
        return teams.min { $0.name < $1.name }?.zone ?? "UTC"
    }
}
