import Foundation
import Records
import Surveys

/// What somebody typed to start a pulse that comes again, as it was sent.
struct ScheduleForm: Sendable {
    var title = ""
    var whom = Segmentation.Whom.everybody
    var teams: Set<String> = []
    var packs: Set<Pack.ID> = []
    var every = PulseRhythm.Every.fortnightly.rawValue
    var weekday = "1"
    var time = "10:00"
    /// A day; empty for the next possible one.
    var first = ""
    var openDays = "4"
    var minutes = "2"
    var isTied = false

    init() {}

    /// With what is usual.
    init(teams: [String]) {
        whom = teams.isEmpty ? .everybody : .teams
        self.teams = Set(teams)
    }

    /// As it stands, to be changed.
    init(_ schedule: PulseSchedule) {
        let (plan, rhythm) = (schedule.plan, schedule.plan.rhythm)
        title = schedule.title
        whom = schedule.teams.isEmpty ? .everybody : .teams
        teams = Set(schedule.teams)
        packs = Set(plan.packs)
        every = rhythm.every.rawValue
        weekday = "\(rhythm.weekday)"
        time = WallTime.text(rhythm.minute)
        openDays = "\(plan.openDays)"
        minutes = "\(plan.seconds / 60)"
        isTied = plan.isTied
    }

    /// - Parameters:
    ///   - teams: that may be chosen; others are not looked at.
    ///   - packs: that there are.
    init(_ form: Form, teams: some Sequence<String>, packs: [Pack]) {
        title = form["title"]
        whom = form["whom"] == NewRoundForm.onlyTeams ? .teams : .everybody
        self.teams = Set(teams.filter { form.isChecked(NewRoundForm.field(team: $0)) })
        self.packs = Set(packs.map(\.id).filter { form.isChecked(NewRoundForm.field($0)) })
        every = form["every"]
        weekday = form["weekday"]
        time = form["time"]
        first = form["first"]
        openDays = form["open-days"]
        minutes = form["minutes"]
        isTied = form.isChecked("tied")
    }

    static let mostMinutes = Rotation.mostSeconds / 60

    /// - Parameters:
    ///   - today: by UTC; no round begins before it.
    ///   - since: the first day of the schedule that is changed: of every other week it says which one counts.
    /// - Throws: `FormTrouble` with a sentence for whoever typed.
    func plan(_ known: [Pack], today: CivilDay, since: CivilDay? = nil) throws(FormTrouble) -> PulseSchedule.Plan {
        let rhythm = try rhythm(today: today, since: since)
        let mostDays = rhythm.every.leastDays - 1
        guard let days = Int(openDays), (1...mostDays).contains(days) else {
            throw FormTrouble(
                "Days open must be a whole number from 1 to \(mostDays): a round is over before the next one begins.")
        }
        guard let minutes = Int(minutes), (1...Self.mostMinutes).contains(minutes) else {
            throw FormTrouble("Minutes a round must be a whole number from 1 to \(Self.mostMinutes).")
        }
        let chosen = known.filter { packs.contains($0.id) }
        guard !chosen.isEmpty else { throw FormTrouble("Choose a pack to ask from.") }
        for pack in chosen {
            let longest = Rotation([pack]).longestUnit
            guard longest <= minutes * 60 else {
                throw FormTrouble(
                    "“\(pack.title)” has questions that belong together and take about \(BurdenTrouble.minutes(longest)). Give a round more time, or leave it out."
                )
            }
        }
        return PulseSchedule.Plan(
            rhythm: rhythm, packs: chosen.map(\.id), openDays: days, seconds: minutes * 60, isTied: isTied)
    }

    private func rhythm(today: CivilDay, since: CivilDay?) throws(FormTrouble) -> PulseRhythm {
        guard let every = PulseRhythm.Every(rawValue: every) else {
            throw FormTrouble("It comes every week, every other week, or every month.")
        }
        guard let minute = WallTime.minutes(time), minute < 1440 else {
            throw FormTrouble("“\(time)” is no time of day. Write it as 10:00.")
        }
        let start = first.isEmpty ? since ?? today : CivilDay(first)
        guard let start, first.isEmpty || start >= today, start.number <= today.number + 366 else {
            throw FormTrouble("The first day is one from \(today.text) on, within a year, written as 2026-03-02.")
        }
        guard let weekday = Int(weekday),
            let rhythm = PulseRhythm(every, weekday: weekday, minute: minute, first: start)
        else { throw FormTrouble("Choose a weekday.") }
        return rhythm
    }

    func checkedTitle() throws(FormTrouble) -> String {
        guard (1...50).contains(title.count) else { throw FormTrouble("A title has 1 to 50 characters.") }
        return title
    }
}
