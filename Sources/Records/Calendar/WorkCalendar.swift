/// When somebody works: where they are, their ordinary week, public holidays and absences (HANDBOOK A7).
package struct WorkCalendar: Hashable, Sendable {
    /// What holds from a day on, until the next period begins.
    package struct Period: Hashable, Sendable {
        package var from: CivilDay
        package var clock: ZoneClock
        package var hours: WeeklyHours
        package var holidays: Set<CivilDay>

        package init(from: CivilDay, clock: ZoneClock, hours: WeeklyHours, holidays: Set<CivilDay> = []) {
            self.from = from
            self.clock = clock
            self.hours = hours
            self.holidays = holidays
        }
    }

    /// By their beginnings. The first also holds for all days before it.
    package let periods: [Period]
    package let absences: [Absence]

    /// - Parameter periods: one at least, else the calendar has no working time.
    package init(_ periods: [Period], absences: [Absence] = []) {
        self.periods = periods.sorted { $0.from < $1.from }
        self.absences = absences
    }

    package init(
        _ clock: ZoneClock, hours: WeeklyHours = .usual, holidays: Set<CivilDay> = [], absences: [Absence] = []
    ) {
        self.init(
            [Period(from: CivilDay(number: 0), clock: clock, hours: hours, holidays: holidays)], absences: absences)
    }

    package func period(on day: CivilDay) -> Period? { periods.last { $0.from <= day } ?? periods.first }

    /// The spans of working time that begin on days by the calendar's own clock; in order, apart from each other.
    func spans(from first: CivilDay, through last: CivilDay) -> [WorkingTime.Span] {
        guard !periods.isEmpty, first <= last else { return [] }
        var spans: [WorkingTime.Span] = []
        var place = max(0, (periods.lastIndex { $0.from <= first } ?? 0))
        for number in first.number...last.number {
            let day = CivilDay(number: number)
            while place + 1 < periods.count, periods[place + 1].from <= day { place += 1 }
            let period = periods[place]
            if period.holidays.contains(day) { continue }
            for span in period.hours.spans(on: day) {
                let end = span.isPastMidnight ? CivilDay(number: number + 1) : day
                let worked = WorkingTime.Span(
                    period.clock.instant(day, span.from), period.clock.instant(end, span.until))
                if worked.start < worked.end { spans.append(worked) }
            }
        }
        return WorkingTime.merged(spans).without(away(from: first, through: last))
    }

    private func away(from first: CivilDay, through last: CivilDay) -> [WorkingTime.Span] {
        let spans = absences.filter { $0.first <= last && first <= $0.last }.flatMap { absence in
            (absence.first.number...absence.last.number).compactMap { number -> WorkingTime.Span? in
                let day = CivilDay(number: number)
                guard let clock = period(on: day)?.clock else { return nil }
                let span = WorkingTime.Span(
                    clock.instant(day, absence.hours?.lowerBound ?? 0),
                    clock.instant(day, absence.hours?.upperBound ?? 1440))
                return span.start < span.end ? span : nil
            }
        }
        return WorkingTime.merged(spans)
    }
}

/// Days on which somebody does not work though they usually would. Why is nobody's matter and is not kept.
package struct Absence: Codable, Hashable, Sendable {
    package var first: CivilDay
    /// The last day of it; the same for one day.
    package var last: CivilDay
    /// Minutes after midnight, on each of the days; nil for whole days.
    package var hours: Range<Int>?

    package init(first: CivilDay, last: CivilDay, hours: Range<Int>? = nil) {
        self.first = first
        self.last = last
        self.hours = hours
    }
}
