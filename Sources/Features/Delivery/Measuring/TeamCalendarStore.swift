import Records
import Store

/// When everybody works, read at once: asking for each member by itself would read all holidays each time.
struct StoredCalendars {
    private let schedules: [Member.ID: [WorkSchedule]]
    private let absences: [Member.ID: [Absence]]
    private let holidays: [String: Set<CivilDay>]

    init(_ db: any Connection) throws {
        var schedules: [Member.ID: [WorkSchedule]] = [:]
        try db.each("SELECT member, from_day, zone, hours, holidays FROM work_schedule ORDER BY member, from_day") {
            schedules[try $0.get(0), default: []].append(
                WorkSchedule(from: try $0.get(1), zone: try $0.get(2), hours: try $0.get(3), holidays: try $0.get(4)))
        }
        self.schedules = schedules
        var absences: [Member.ID: [Absence]] = [:]
        try db.each(
            """
            SELECT member, first_day, last_day, from_minute, until_minute FROM absence
            ORDER BY member, first_day, from_minute
            """
        ) {
            let (from, until): (Int, Int) = (try $0.get(3), try $0.get(4))
            absences[try $0.get(0), default: []].append(
                Absence(
                    first: try $0.get(1), last: try $0.get(2), hours: from == 0 && until == 1440 ? nil : from..<until))
        }
        self.absences = absences
        holidays = Dictionary(try db.holidayCalendars().map { ($0.name, $0.days) }) { first, _ in first }
    }

    /// - Parameters:
    ///   - team: whose hours hold for who has set none; nil where several teams are looked at.
    ///   - teams: of those who belong to another one.
    ///   - people: members, by the person that they are.
    func calendars(_ team: Team?, teams: [Member.ID: Team], people: [Person.ID: Member.ID]) -> TeamCalendars {
        var clocks: [String: ZoneClock] = [:]
        func period(_ from: CivilDay, _ zone: String, _ hours: WeeklyHours, _ name: String?) -> WorkCalendar.Period {
            let clock = clocks[zone] ?? ZoneClock(zone) ?? .utc
            clocks[zone] = clock
            return WorkCalendar.Period(
                from: from, clock: clock, hours: hours, holidays: name.flatMap { holidays[$0] } ?? [])
        }
        func usual(_ team: Team?) -> WorkCalendar.Period {
            let beginning = CivilDay(number: 0)
            guard let team else { return period(beginning, "UTC", .usual, nil) }
            return period(beginning, team.zone, team.hours, team.holidays)
        }
        var own: [Person.ID: WorkCalendar] = [:]
        for (person, member) in people {
            let set = (schedules[member] ?? []).map { period($0.from, $0.zone, $0.hours, $0.holidays) }
            let away = absences[member] ?? []
            // Whoever keeps to the team's hours and is never away has its calendar, and numbers may say so.
            if set.isEmpty, away.isEmpty, team != nil || teams[member] == nil { continue }
            own[person] = WorkCalendar(set.isEmpty ? [usual(team ?? teams[member])] : set, absences: away)
        }
        return TeamCalendars(usual: WorkCalendar([usual(team)]), own: own)
    }
}
