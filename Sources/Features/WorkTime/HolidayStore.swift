import Records
import Store

/// Public holidays under a name, such as `de-by`, for teams and members to choose.
package struct KeptHolidays: Codable, Hashable, Sendable {
    package var name: String
    package var title: String
    package var days: Set<CivilDay>

    package init(name: String, title: String, days: Set<CivilDay>) {
        self.name = name
        self.title = title
        self.days = days
    }
}

extension Connection {
    /// By name.
    package func holidayCalendars() throws -> [KeptHolidays] {
        var days: [String: Set<CivilDay>] = [:]
        try each("SELECT calendar, day FROM holiday") { row in
            days[try row.get(0), default: []].insert(try row.get(1, as: CivilDay.self))
        }
        return try rows("SELECT name, title FROM holiday_calendar ORDER BY name") { row in
            let name: String = try row.get(0)
            return KeptHolidays(name: name, title: try row.get(1), days: days[name] ?? [])
        }
    }

    package func hasHolidayCalendar(_ name: String) throws -> Bool {
        try value("SELECT 1 FROM holiday_calendar WHERE name = \(name)", as: Int.self) != nil
    }

    /// Adds its days to those that are kept under the name, so that next year's file forgets no year before.
    package func keep(_ holidays: KeptHolidays, by actor: AuditEntry.Actor, at now: Int64) throws {
        try run(
            """
            INSERT INTO holiday_calendar (name, title, kept_at)
            VALUES (\(holidays.name), \(holidays.title), \(now * 1000))
            ON CONFLICT (name) DO UPDATE SET title = excluded.title, kept_at = excluded.kept_at
            """)
        for day in holidays.days.sorted() {
            try run(
                """
                INSERT INTO holiday (calendar, day) VALUES (\(holidays.name), \(day))
                ON CONFLICT (calendar, day) DO NOTHING
                """)
        }
        try audit(.holidaysKept, of: holidays.name, by: actor, at: now)
        try noteDeliveryChange(.calendars)
    }

    /// Who had chosen it has no holidays until they choose another.
    package func removeHolidays(_ name: String, by actor: AuditEntry.Actor, at now: Int64) throws {
        try run("UPDATE team SET holidays = NULL WHERE holidays = \(name)")
        try run("UPDATE work_schedule SET holidays = NULL WHERE holidays = \(name)")
        try run("DELETE FROM holiday_calendar WHERE name = \(name)")
        try audit(.holidaysRemoved, of: name, by: actor, at: now)
        try noteDeliveryChange(.calendars)
    }
}
