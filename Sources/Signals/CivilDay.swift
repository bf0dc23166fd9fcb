/// A day on a calendar, whichever clock it was read from.
struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    let number: Int64

    init(number: Int64) { self.number = number }

    /// - Parameters:
    ///   - seconds: since 1970 in UTC.
    ///   - offset: minutes east of UTC of the clock to read.
    init(_ seconds: Int64, offset: Int16 = 0) {
        self.init(number: Self.floor(Self.local(seconds, offset: offset), 86_400).quotient)
    }

    static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    /// Monday is 0.
    var weekday: Int { Int(Self.floor(number + 3, 7).remainder) }

    /// The Monday of the ISO week.
    var monday: CivilDay { CivilDay(number: number - Int64(weekday)) }

    /// When it begins in UTC, in seconds since 1970.
    var start: Int64 { number * 86_400 }

    /// "2026-03-02".
    var text: String {
        let (year, month, day) = date
        return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
    }

    var month: CivilMonth {
        let (year, month, _) = date
        return CivilMonth(year: year, month: month)
    }

    /// In the Gregorian calendar, also before it was made, by H. Hinnant's days-to-civil algorithm (2013): the year is
    /// counted from March, so that a leap day ends it.
    private var date: (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = Self.floor(number + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }

    /// Seconds into the day on a clock that stands `offset` minutes east of UTC.
    static func secondsIntoDay(_ seconds: Int64, offset: Int16) -> Int64 {
        floor(local(seconds, offset: offset), 86_400).remainder
    }

    private static func local(_ seconds: Int64, offset: Int16) -> Int64 {
        let (local, overflows) = seconds.addingReportingOverflow(Int64(offset) * 60)
        return overflows ? seconds : local
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    fileprivate static func padded(_ value: Int64, to width: Int) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A month on the calendar.
struct CivilMonth: Hashable, Comparable, Sendable {
    let year: Int64
    /// 1–12.
    let month: Int64

    static func < (left: CivilMonth, right: CivilMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    var next: CivilMonth { month == 12 ? .init(year: year + 1, month: 1) : .init(year: year, month: month + 1) }

    var first: CivilDay {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let fromMarch = month <= 2 ? month + 9 : month - 3
        let dayOfYear = (153 * fromMarch + 2) / 5
        let leapDays = Self.floor(yearFromMarch, 4) - Self.floor(yearFromMarch, 100) + Self.floor(yearFromMarch, 400)
        return CivilDay(number: yearFromMarch * 365 + leapDays + dayOfYear - 719_468)
    }

    /// "2026-03".
    var text: String { "\(CivilDay.padded(year, to: 4))-\(CivilDay.padded(month, to: 2))" }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
