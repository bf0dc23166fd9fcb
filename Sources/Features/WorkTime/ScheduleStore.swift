import Records
import Store

/// Where somebody is and when they work, from a day on until the next one begins.
package struct WorkSchedule: Codable, Hashable, Sendable {
    package var from: CivilDay
    /// IANA.
    package var zone: String
    package var hours: WeeklyHours
    /// The name of a holiday calendar.
    package var holidays: String?

    package init(from: CivilDay, zone: String, hours: WeeklyHours, holidays: String? = nil) {
        self.from = from
        self.zone = zone
        self.hours = hours
        self.holidays = holidays
    }
}

/// In which hours of every day no message is sent, by the member's own clock.
package struct QuietHours: Codable, Hashable, Sendable {
    /// Minutes after midnight. Where both are equal no hour is quiet.
    package var from: Int
    package var until: Int

    /// From seven in the evening to eight in the morning.
    package static let usual = QuietHours(from: 19 * 60, until: 8 * 60)

    package init(from: Int, until: Int) {
        self.from = from
        self.until = until
    }

    /// - Parameter minute: after midnight.
    package func contains(_ minute: Int) -> Bool {
        from <= until ? from <= minute && minute < until : minute >= from || minute < until
    }
}

extension Connection {
    /// By their first days.
    package func schedules(of me: Oneself) throws -> [WorkSchedule] { try schedules(me.member.id) }

    /// Replaces what was to begin on the same day.
    ///
    /// - Throws: `TeamTrouble` for a zone or a holiday calendar that there is not.
    package func keep(_ schedule: WorkSchedule, of me: Oneself) throws {
        guard ZoneClock(schedule.zone) != nil else { throw TeamTrouble.noZone(schedule.zone) }
        if let name = schedule.holidays, try !hasHolidayCalendar(name) { throw TeamTrouble.noHolidays(name) }
        try run(
            """
            INSERT INTO work_schedule (member, from_day, zone, hours, holidays)
            VALUES (\(me.member.id), \(schedule.from), \(schedule.zone), \(schedule.hours), \(schedule.holidays))
            ON CONFLICT (member, from_day)
                DO UPDATE SET zone = excluded.zone, hours = excluded.hours, holidays = excluded.holidays
            """)
        try noteDeliveryChange(.calendars)
    }

    /// By their first days.
    package func absences(of me: Oneself) throws -> [Absence] { try absences(me.member.id) }

    package func add(_ absence: Absence, of me: Oneself) throws {
        try run(
            """
            INSERT INTO absence (member, first_day, last_day, from_minute, until_minute)
            VALUES (\(me.member.id), \(absence.first), \(absence.last), \(absence.hours?.lowerBound ?? 0),
                    \(absence.hours?.upperBound ?? 1440))
            ON CONFLICT (member, first_day, from_minute)
                DO UPDATE SET last_day = excluded.last_day, until_minute = excluded.until_minute
            """)
        try noteDeliveryChange(.calendars)
    }

    package func remove(_ absence: Absence, of me: Oneself) throws {
        try run(
            """
            DELETE FROM absence WHERE member = \(me.member.id) AND first_day = \(absence.first)
                AND from_minute = \(absence.hours?.lowerBound ?? 0)
            """)
        try noteDeliveryChange(.calendars)
    }

    package func quietHours(of member: Member.ID) throws -> QuietHours {
        try row("SELECT from_minute, until_minute FROM quiet_hours WHERE member = \(member)") {
            QuietHours(from: try $0.get(0), until: try $0.get(1))
        } ?? .usual
    }

    package func keep(_ hours: QuietHours, of me: Oneself) throws {
        try run(
            """
            INSERT INTO quiet_hours (member, from_minute, until_minute)
            VALUES (\(me.member.id), \(hours.from), \(hours.until))
            ON CONFLICT (member)
                DO UPDATE SET from_minute = excluded.from_minute, until_minute = excluded.until_minute
            """)
    }

    /// When somebody works, for the clocks of waits and the times of messages. Not a figure about them: what comes of it
    /// is a wait of a team's.
    ///
    /// - Parameter team: whose hours hold for members who have not set their own.
    /// - Returns: the calendar, and whether it is only the team's.
    package func workCalendar(of member: Member.ID, in team: Team?) throws -> (calendar: WorkCalendar, isTeams: Bool) {
        let kept = try holidayCalendars()
        func period(_ from: CivilDay, _ zone: String, _ hours: WeeklyHours, _ name: String?) -> WorkCalendar.Period {
            WorkCalendar.Period(
                from: from, clock: ZoneClock(zone) ?? .utc, hours: hours,
                holidays: kept.first { $0.name == name }?.days ?? [])
        }
        let own = try schedules(member).map { period($0.from, $0.zone, $0.hours, $0.holidays) }
        let beginning = CivilDay(number: 0)
        let usual =
            team.map { period(beginning, $0.zone, $0.hours, $0.holidays) }
            ?? period(beginning, "UTC", .usual, nil)
        return (
            WorkCalendar(own.isEmpty ? [usual] : own, absences: try absences(member)), own.isEmpty
        )
    }

    private func schedules(_ member: Member.ID) throws -> [WorkSchedule] {
        try rows(
            "SELECT from_day, zone, hours, holidays FROM work_schedule WHERE member = \(member) ORDER BY from_day"
        ) {
            WorkSchedule(from: try $0.get(0), zone: try $0.get(1), hours: try $0.get(2), holidays: try $0.get(3))
        }
    }

    private func absences(_ member: Member.ID) throws -> [Absence] {
        try rows(
            """
            SELECT first_day, last_day, from_minute, until_minute FROM absence WHERE member = \(member)
            ORDER BY first_day, from_minute
            """
        ) {
            let (from, until): (Int, Int) = (try $0.get(2), try $0.get(3))
            return Absence(
                first: try $0.get(0), last: try $0.get(1), hours: from == 0 && until == 1440 ? nil : from..<until)
        }
    }
}
