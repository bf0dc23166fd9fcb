/// A schedule, as commands and the API tell of it.
package struct ScheduleAnswer: Encodable, Sendable {
    package let id: String
    package let title: String
    /// None for everybody.
    package let teams: [String]
    package let when: String
    package let packs: [String]
    package let openDays: Int
    package let minutes: Double
    /// Whether people may tie their answers of up to four rounds together.
    package let isTied: Bool
    package let state: String
    /// When its next round opens for the first of those who are asked.
    package let next: String?
    /// Why the last round that was due was not opened.
    package let note: String?

    package init(_ schedule: PulseSchedule) {
        id = schedule.id
        title = schedule.title
        teams = schedule.teams
        when = schedule.plan.rhythm.words
        packs = schedule.plan.packs
        openDays = schedule.plan.openDays
        minutes = Double(schedule.plan.seconds) / 60
        isTied = schedule.plan.isTied
        state = schedule.state.rawValue
        next = schedule.next.map { Days.instant($0.opens) }
        note = schedule.note
    }
}
