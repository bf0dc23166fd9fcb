import Records

/// When something may be told to a member: while they work, and not in the hours that they want quiet.
struct NewsTimes {
    private let hours: WorkingTime
    private let calendar: WorkCalendar
    private let quiet: QuietHours

    /// - Parameter covering: seconds since 1970; nothing is told outside.
    init(_ calendar: WorkCalendar, quiet: QuietHours, covering: ClosedRange<Int64>) {
        hours = WorkingTime([calendar], covering: covering)
        self.calendar = calendar
        self.quiet = quiet
    }

    /// The instant itself where it may be told then, else the next at which it may; nil where none follows.
    func first(notBefore instant: Int64) -> Int64? {
        for span in hours.spans where span.end > instant {
            let at = afterQuiet(max(span.start, instant))
            if at < span.end { return at }
        }
        return nil
    }

    private func afterQuiet(_ instant: Int64) -> Int64 {
        guard let clock = calendar.period(on: CivilDay(instant))?.clock else { return instant }
        let day = clock.day(at: instant)
        let minute = Int(instant - clock.instant(day, 0)) / 60
        guard quiet.contains(minute) else { return instant }
        let isOver = minute < quiet.until
        return clock.instant(isOver ? day : CivilDay(number: day.number + 1), quiet.until)
    }
}

extension NewsFeed {
    /// What became the member's turn within the last thirty days; what waited longer is told with its first entry.
    init(_ day: OwnDay, name: String, origin: String, now: Int64) {
        self.init(
            things: day.next.things, origin: origin, name: name,
            times: NewsTimes(day.calendar, quiet: day.quiet, covering: now - 30 * Timeframe.day...now), now: now)
    }
}
