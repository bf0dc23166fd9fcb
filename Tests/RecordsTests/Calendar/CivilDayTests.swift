import Foundation
import Records
import Testing

@Suite("Days on the calendar")
struct CivilDayTests {
    @Test func `agree with the calendar of the system over eight hundred years`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for number in stride(from: Int64(-130_000), through: 160_000, by: 37) {
            let day = CivilDay(number: number)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(day.start)))
            let expected = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            // The system's calendar is Julian before October 1582; these days all lie after it.
            #expect(day.text == expected)
            #expect(day.weekday == ((parts.weekday ?? 0) + 5) % 7)
            #expect(day.month.first <= day && day < day.month.next.first)
        }
    }

    @Test(arguments: [
        (-1, 0, "1969-12-31", 86_399), (0, 0, "1970-01-01", 0), (0, -60, "1969-12-31", 82_800),
        (86_399, 60, "1970-01-02", 3599),
    ])
    func `are those of the clock that was read`(_ seconds: Int64, _ offset: Int, _ day: String, _ into: Int64) {
        #expect(CivilDay(seconds, offset: Int16(offset)).text == day)
        #expect(CivilDay.secondsIntoDay(seconds, offset: Int16(offset)) == into)
    }

    @Test func `a time at the end of all numbers is a day too`() {
        #expect(CivilDay(.max, offset: 840).number == .max / 86_400)
        #expect(CivilDay(.min, offset: -840).number == .min / 86_400 - 1)
    }

    @Test(arguments: [
        ("2026-05-01", true), ("2024-02-29", true), ("2026-02-29", false), ("2026-13-01", false), ("2026-00-10", false),
        ("2026-04-31", false), ("2026-4-1", false), ("26-04-01", false), ("2026-04-01T", false), ("+026-04-01", false),
        ("", false),
    ])
    func `are read from one form alone`(_ text: String, isDay: Bool) throws {
        #expect(CivilDay(text)?.text == (isDay ? text : nil))
        let json = try JSONEncoder().encode([text])
        #expect((try? JSONDecoder().decode([CivilDay].self, from: json)) == (isDay ? CivilDay(text).map { [$0] } : nil))
    }
}
