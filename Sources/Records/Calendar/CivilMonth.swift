/// A month on the calendar.
package struct CivilMonth: Hashable, Comparable, Sendable {
    package let year: Int64
    /// 1–12.
    package let month: Int64

    package init(year: Int64, month: Int64) {
        self.year = year
        self.month = month
    }

    package static func < (left: CivilMonth, right: CivilMonth) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    package var next: CivilMonth { month == 12 ? .init(year: year + 1, month: 1) : .init(year: year, month: month + 1) }

    package var first: CivilDay {
        let yearFromMarch = month <= 2 ? year - 1 : year
        let fromMarch = month <= 2 ? month + 9 : month - 3
        let dayOfYear = (153 * fromMarch + 2) / 5
        let leapDays = Self.floor(yearFromMarch, 4) - Self.floor(yearFromMarch, 100) + Self.floor(yearFromMarch, 400)
        return CivilDay(number: yearFromMarch * 365 + leapDays + dayOfYear - 719_468)
    }

    /// "2026-03".
    package var text: String { "\(CivilDay.padded(year, to: 4))-\(CivilDay.padded(month, to: 2))" }

    private static func floor(_ value: Int64, _ divisor: Int64) -> Int64 {
        value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
    }
}
