import Foundation

/// When people are asked, by the clock on their own wall.
package struct PromptSchedule: Codable, Hashable, Sendable {
    /// 1 for Monday to 7 for Sunday.
    package let weekday: Int
    package let hour: Int
    package let minute: Int
    /// 1 for every week.
    package let everyWeeks: Int
    /// A day of the first week that counts, as days since 1970-01-01.
    package let firstDay: Int

    /// Nil for what is no weekday, no time of the day, or no number of weeks.
    package init?(weekday: Int, hour: Int, minute: Int = 0, everyWeeks: Int = 2, firstDay: Int = 0) {
        guard (1...7).contains(weekday), (0..<24).contains(hour), (0..<60).contains(minute),
            (1...52).contains(everyWeeks)
        else { return nil }
        self.weekday = weekday
        self.hour = hour
        self.minute = minute
        self.everyWeeks = everyWeeks
        self.firstDay = firstDay
    }

    /// The next moment after another in somebody's zone. A time that a clock change leaves out comes as soon as the clock
    /// goes on; one that comes twice is the first of both.
    package func next(after moment: Date, in zone: TimeZone) -> Date? {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = zone
        let today = day(of: moment, calendar)
        // A period and a week more holds at least one moment after this one.
        return (today...today + 7 * (everyWeeks + 1)).lazy.filter(isDay).compactMap { day in
            self.moment(on: day, calendar)
        }.first { $0 > moment }
    }

    /// Whether somebody is asked on a day, counted from 1970-01-01, a Thursday.
    private func isDay(_ day: Int) -> Bool {
        Self.weekday(day) == weekday && (Self.week(day) - Self.week(firstDay)) % everyWeeks == 0
    }

    private static func week(_ day: Int) -> Int { Int((Double(day + 3) / 7).rounded(.down)) }
    private static func weekday(_ day: Int) -> Int { ((day + 3) % 7 + 7) % 7 + 1 }

    private func day(of moment: Date, _ calendar: Calendar) -> Int {
        let seconds = moment.timeIntervalSince1970 + Double(calendar.timeZone.secondsFromGMT(for: moment))
        return Int((seconds / 86_400).rounded(.down))
    }

    private func moment(on day: Int, _ calendar: Calendar) -> Date? {
        var utc = Calendar(identifier: .iso8601)
        utc.timeZone = .gmt
        var parts = utc.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
        parts.hour = hour
        parts.minute = minute
        return calendar.nextDate(
            after: Date(timeIntervalSince1970: Double(day) * 86_400 - 2 * 86_400), matching: parts,
            matchingPolicy: .nextTime, repeatedTimePolicy: .first)
    }
}
