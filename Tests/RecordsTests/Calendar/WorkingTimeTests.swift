import Foundation
import Records
import TestKit
import Testing

@Suite("Working time between two moments")
struct WorkingTimeTests {
    @Test func `a weekend with a change of clocks is counted as HANDBOOK A7 counts it`() throws {
        let berlin = WorkCalendar(try clock("Europe/Berlin"))
        let newYork = WorkCalendar(try clock("America/New_York"))
        let ready = try instant("2025-03-28T15:00:00Z")
        let reviewed = try instant("2025-03-31T08:30:00Z")
        #expect(Double(reviewed - ready) / 3600 == 65.5)
        #expect(hours([berlin], ready, reviewed) == 2.5)
        #expect(hours([berlin, newYork], ready, reviewed) == 7.5)
        let each = [berlin, newYork].map { WorkingTime([$0], covering: ready...reviewed) }
        #expect(WorkingTime(union: each).hours(from: ready, to: reviewed) == 7.5)
    }

    @Test func `public holidays are no working time`() throws {
        let easter = Set(["2025-04-18", "2025-04-21"].compactMap { CivilDay($0) })
        let clock = try clock("Europe/Berlin")
        let ready = try instant("2025-04-17T13:00:00Z")
        let reviewed = try instant("2025-04-22T09:00:00Z")
        #expect(Double(reviewed - ready) / 3600 == 116)
        #expect(hours([WorkCalendar(clock, holidays: easter)], ready, reviewed) == 4)
        #expect(hours([WorkCalendar(clock)], ready, reviewed) == 20)
    }

    @Test(arguments: [
        ("2025-03-30", 7.0), ("2025-10-26", 9.0), ("2025-06-01", 8.0),
    ])
    func `a night of eight hours has seven or nine when the clock changes`(_ day: String, _ expected: Double) throws {
        let day = try #require(CivilDay(day))
        let clock = try clock("Europe/Berlin")
        let nights = WorkCalendar(clock, hours: try WeeklyHours("Mon-Sun 00:00-08:00"))
        #expect(hours([nights], clock.instant(day, 0), clock.instant(day, 1440)) == expected)
    }

    @Test func `a pull request of Friday evening that is reviewed on Monday at ten waited one hour`() throws {
        let calendar = WorkCalendar(try clock("Europe/Berlin"))
        #expect(hours([calendar], try instant("2026-01-16T16:00:00Z"), try instant("2026-01-19T09:00:00Z")) == 1)
    }

    @Test func `split days and shifts past midnight count every part`() throws {
        let clock = try clock("Asia/Tokyo")
        let split = WorkCalendar(clock, hours: try WeeklyHours("Mon-Fri 09:00-12:00 13:00-17:30"))
        let monday = try #require(CivilDay("2026-03-02"))
        #expect(hours([split], clock.instant(monday, 0), clock.instant(monday, 1440)) == 7.5)
        let noon = clock.instant(monday, 750)
        #expect(hours([split], noon, noon + 3600) == 0.5)
        let night = WorkCalendar(clock, hours: try WeeklyHours("Fri 22:00-06:00"))
        let saturday = try #require(CivilDay("2026-03-07"))
        #expect(hours([night], clock.instant(saturday, 0), clock.instant(saturday, 1440)) == 6)
        #expect(hours([night], clock.instant(monday, 0), clock.instant(saturday, 1440)) == 8)
    }

    @Test func `absences take away whole days or a part of each`() throws {
        let clock = try clock("Europe/Lisbon")
        let (monday, friday) = (try #require(CivilDay("2026-03-02")), try #require(CivilDay("2026-03-06")))
        let tuesday = CivilDay(number: monday.number + 1)
        let span = (clock.instant(monday, 0), clock.instant(friday, 1440))
        let away = Absence(first: monday, last: tuesday)
        let afternoon = Absence(first: friday, last: friday, hours: 720..<1440)
        #expect(hours([WorkCalendar(clock, absences: [away])], span.0, span.1) == 24)
        #expect(hours([WorkCalendar(clock, absences: [away, afternoon])], span.0, span.1) == 19)
        #expect(hours([WorkCalendar(clock, absences: [away, away])], span.0, span.1) == 24)
    }

    @Test(arguments: [UInt64](0..<20))
    func `between any two moments it is what all spans together have there`(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let absences = (0..<4).map { _ in
            let first = Int64.random(in: 20_000..<20_400, using: &random)
            let last = first + Int64.random(in: 0..<40, using: &random)
            return Absence(first: CivilDay(number: first), last: CivilDay(number: last))
        }
        let calendar = WorkCalendar(
            try clock("America/New_York"), hours: try WeeklyHours("Mon-Thu 09:00-12:00 13:00-17:30"),
            absences: absences)
        let (start, end) = (CivilDay(number: 20_000).start, CivilDay(number: 20_400).start)
        let time = WorkingTime([calendar], covering: start...end)
        var edges: [Int64] = [start - 4_000_000_000, start, end, end + 4_000_000_000]
        for span in time.spans { edges += [span.start - 1, span.start, span.end, span.end + 1] }
        for _ in 0..<500 {
            let from = try #require(edges.randomElement(using: &random))
            let until = try #require(edges.randomElement(using: &random))
            let sum: Int64 = time.spans.reduce(0) { $0 + max(0, min($1.end, until) - max($1.start, from)) }
            #expect(time.seconds(from: from, to: until) == sum)
        }
        #expect(WorkingTime(union: []).seconds(from: .min, to: .max) == 0)
    }

    @Test func `somebody who moves is on the new clock from that day on`() throws {
        let (berlin, newYork) = (try clock("Europe/Berlin"), try clock("America/New_York"))
        let wednesday = try #require(CivilDay("2026-01-14"))
        let moved = WorkCalendar([
            .init(from: CivilDay(number: 0), clock: berlin, hours: .usual),
            .init(from: wednesday, clock: newYork, hours: .usual),
        ])
        let tuesday = CivilDay(number: wednesday.number - 1)
        let spans = WorkingTime(
            [moved], covering: berlin.instant(tuesday, 0)...newYork.instant(wednesday, 1440)
        ).spans.filter { $0.start >= berlin.instant(tuesday, 0) && $0.end <= newYork.instant(wednesday, 1440) }
        #expect(
            spans == [
                .init(berlin.instant(tuesday, 540), berlin.instant(tuesday, 1020)),
                .init(newYork.instant(wednesday, 540), newYork.instant(wednesday, 1020)),
            ])
    }

    @Test func `nothing passes backwards, and nothing without a calendar`() throws {
        let calendar = WorkCalendar(try clock("UTC"))
        let noon = try instant("2026-03-02T12:00:00Z")
        #expect(hours([calendar], noon, noon) == 0)
        #expect(WorkingTime([calendar], covering: noon...noon).seconds(from: noon, to: noon - 3600) == 0)
        #expect(hours([], noon, noon + 86_400) == 0)
        #expect(hours([WorkCalendar([])], noon, noon + 86_400) == 0)
    }

    /// HANDBOOK I1 to the letter, day by day, as a reference to compare with.
    @Test func `any wait is as long as the definition says, over years and clocks`() throws {
        let start = try instant("2024-01-01T00:00:00Z")
        var generator = SeededGenerator(seed: 7)
        for zone in ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia"] {
            let clock = try clock(zone)
            let hours = try WeeklyHours("Mon-Thu 08:30-12:15 13:00-17:00; Fri 22:00-03:00; Sun 01:00-04:00")
            let holidays = Set((0..<40).map { CivilDay(number: CivilDay(start).number + $0 * 17) })
            let calendar = WorkCalendar(clock, hours: hours, holidays: holidays)
            let time = WorkingTime([calendar], covering: start...(start + 900 * 86_400))
            for _ in 0..<200 {
                let from = start + Int64.random(in: 0..<(700 * 86_400), using: &generator)
                let to = from + Int64.random(in: 0..<(40 * 86_400), using: &generator)
                let expected = Self.reference(from, to, clock, hours, holidays)
                #expect(time.seconds(from: from, to: to) == expected, "\(zone) \(from) \(to)")
            }
        }
    }

    @Test func `of several people the union counts, whether it is laid out or not`() throws {
        let start = try instant("2025-01-01T00:00:00Z")
        let span = start...(start + 200 * 86_400)
        let zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"]
        let parts = try zones.map { WorkingTime([WorkCalendar(try clock($0))], covering: span) }
        let union = WorkingTime(union: parts)
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let from = start + Int64.random(in: 0..<(150 * 86_400), using: &generator)
            let to = from + Int64.random(in: 0..<(20 * 86_400), using: &generator)
            #expect(WorkingTime.seconds(from: from, to: to, ofAny: parts) == union.seconds(from: from, to: to))
        }
        #expect(WorkingTime.seconds(from: start, to: start + 86_400, ofAny: []) == 0)
    }

    @Test func `three hundred thousand waits take less than two seconds`() throws {
        let start = try instant("2021-01-01T00:00:00Z")
        let zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC"]
        let span = start...(start + 5 * 366 * 86_400)
        let people = try zones.map { WorkingTime([WorkCalendar(try clock($0))], covering: span) }
        var generator = SeededGenerator(seed: 3)
        let waits = (0..<300_000).map { _ in start + Int64.random(in: 0..<(4 * 366 * 86_400), using: &generator) }
        var sum: Int64 = 0
        let took = ProcessorTime.seconds {
            for (number, from) in waits.enumerated() {
                sum += people[number % 4].minutes(from: from, to: from + Int64(number % 90) * 86_400)
            }
        }
        #expect(sum > 0)
        #expect(took < 2, "took \(took) seconds of this thread")
    }

    private func hours(_ calendars: [WorkCalendar], _ from: Int64, _ to: Int64) -> Double {
        WorkingTime(calendars, covering: from...to).hours(from: from, to: to)
    }

    private func clock(_ name: String) throws -> ZoneClock { try #require(ZoneClock(name)) }

    private func instant(_ text: String) throws -> Int64 {
        Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970)
    }

    private static func reference(
        _ t1: Int64, _ t2: Int64, _ clock: ZoneClock, _ hours: WeeklyHours, _ holidays: Set<CivilDay>
    ) -> Int64 {
        var spans: [(Int64, Int64)] = []
        for number in (clock.day(at: t1).number - 1)...clock.day(at: t2).number {
            let day = CivilDay(number: number)
            if holidays.contains(day) { continue }
            for span in hours.spans(on: day) {
                let end = CivilDay(number: span.until > span.from ? number : number + 1)
                let from = max(clock.instant(day, span.from), t1)
                let to = min(clock.instant(end, span.until), t2)
                if from < to { spans.append((from, to)) }
            }
        }
        spans.sort { $0 < $1 }
        var (sum, reached) = (Int64(0), Int64.min)
        for (from, to) in spans {
            sum += max(0, to - max(from, reached))
            reached = max(reached, to)
        }
        return sum
    }
}
