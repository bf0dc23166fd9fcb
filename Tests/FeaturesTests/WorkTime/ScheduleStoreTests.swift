import Records
import Store
import TestKit
import Testing

@testable import Features

@Suite("Working time as it is kept", .timeLimit(.minutes(40)))
struct ScheduleStoreTests {
    private static let now: Int64 = 1_790_000_000

    @Test(arguments: Backend.all)
    func `a calendar is put together from zones, hours, holidays and absences`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let me = try await ada(database)
            let monday = try #require(CivilDay("2026-03-02"))
            let easter = try #require(CivilDay("2026-03-04"))
            let away = Absence(first: CivilDay(number: monday.number + 1), last: CivilDay(number: monday.number + 1))
            let half = Absence(
                first: CivilDay(number: monday.number + 3), last: CivilDay(number: monday.number + 3),
                hours: 720..<1440)
            let schedule = WorkSchedule(
                from: monday, zone: "Europe/Berlin", hours: try WeeklyHours("Mon-Fri 09:00-17:00"), holidays: "de")
            try await database.write { db in
                try db.keep(KeptHolidays(name: "de", title: "Germany", days: [easter]), by: .commandLine, at: Self.now)
                try db.keep(schedule, of: me)
                try db.add(away, of: me)
                try db.add(half, of: me)
            }
            #expect(try await database.read { try $0.schedules(of: me) } == [schedule])
            #expect(try await database.read { try $0.absences(of: me) } == [away, half])
            let (calendar, isTeams) = try await database.read { try $0.workCalendar(of: me.member.id, in: nil) }
            let clock = try #require(ZoneClock("Europe/Berlin"))
            let (start, end) = (clock.instant(monday, 0), clock.instant(CivilDay(number: monday.number + 6), 1440))
            #expect(WorkingTime([calendar], covering: start...end).hours(from: start, to: end) == 8 + 3 + 8)
            #expect(!isTeams)
            try await database.write { db in
                try db.remove(away, of: me)
                try db.removeHolidays("de", by: .commandLine, at: Self.now)
            }
            #expect(try await database.read { try $0.absences(of: me) } == [half])
            #expect(try await database.read { try $0.schedules(of: me).map(\.holidays) } == [nil])
        }
    }

    @Test(arguments: Backend.all)
    func `who has said nothing works in the hours of the team, and that is told`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let me = try await ada(database)
            let team = Team(
                name: "band", title: "Band", zone: "Asia/Tokyo", hours: try WeeklyHours("Mon 10:00-12:00"))
            let (calendar, isTeams) = try await database.read { try $0.workCalendar(of: me.member.id, in: team) }
            #expect(isTeams && calendar.periods.map(\.clock.name) == ["Asia/Tokyo"])
            #expect(calendar.periods.first?.hours.hoursAWeek == 2)
        }
    }

    @Test(arguments: Backend.all)
    func `quiet hours are the night until somebody says otherwise`(_ backend: Backend) async throws {
        try await backend.withDatabase { database in
            let me = try await ada(database)
            let usual = try await database.read { try $0.quietHours(of: me.member.id) }
            #expect(usual.contains(0) && usual.contains(19 * 60) && !usual.contains(8 * 60))
            try await database.write { try $0.keep(QuietHours(from: 720, until: 780), of: me) }
            let own = try await database.read { try $0.quietHours(of: me.member.id) }
            #expect(own.contains(720) && !own.contains(780) && !own.contains(0))
            #expect(!QuietHours(from: 0, until: 0).contains(0))
        }
    }

    @Test func `a zone that there is not is refused`() async throws {
        try await Backend.sqlite.withDatabase { database in
            let me = try await ada(database)
            let day = CivilDay(number: 20_000)
            await #expect(throws: TeamTrouble.noZone("Mars/Base")) {
                try await database.write {
                    try $0.keep(WorkSchedule(from: day, zone: "Mars/Base", hours: .usual), of: me)
                }
            }
        }
    }

    private func ada(_ database: any Database) async throws -> Oneself {
        try await database.write { db in
            try db.add(
                Member(id: "a1", login: "ada", name: "Ada", isAdministrator: false, joinedAt: 5), password: nil)
        }
        return try #require(try await Doorkeeper.holder(of: database, as: "ada"))
    }
}
