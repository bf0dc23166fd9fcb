import Records

/// The ISO weeks, by the team's own clock, that lie in the timeframe as a whole (HANDBOOK 0.1).
struct CompleteWeeks: Sendable {
    struct Week: Hashable, Sendable {
        var monday: CivilDay
        var start: Int64
        var end: Int64
    }

    let weeks: [Week]
    private let calendar: WorkCalendar

    /// - Parameter first: when the data begin; weeks before that of this instant tell nothing. Nil for no weeks.
    init(_ evidence: DeliveryEvidence, since first: Int64?) {
        calendar = evidence.calendars.usual
        guard let first else {
            weeks = []
            return
        }
        var weeks: [Week] = []
        var monday = Self.clock(calendar, at: first).day(at: first).monday
        let earliest = evidence.timeframe.start ?? .min
        while true {
            let next = CivilDay(number: monday.number + 7)
            let start = Self.clock(calendar, at: monday.start).instant(monday, 0)
            let end = Self.clock(calendar, at: next.start).instant(next, 0)
            if end > evidence.timeframe.end { break }
            if start >= earliest { weeks.append(Week(monday: monday, start: start, end: end)) }
            monday = next
        }
        self.weeks = weeks
    }

    private static func clock(_ calendar: WorkCalendar, at instant: Int64) -> ZoneClock {
        calendar.period(on: CivilDay(instant))?.clock ?? .utc
    }

    /// The day that the team's clock shows.
    func day(at instant: Int64) -> CivilDay { Self.clock(calendar, at: instant).day(at: instant) }

    /// Place of the week of an instant; nil outside the complete ones.
    func place(of instant: Int64) -> Int? {
        var (low, high) = (0, weeks.count)
        while low < high {
            let middle = (low + high) / 2
            if weeks[middle].end <= instant { low = middle + 1 } else { high = middle }
        }
        return low < weeks.count && weeks[low].start <= instant ? low : nil
    }

    func hasHoliday(_ week: Week) -> Bool {
        (0..<7).contains { offset in
            let day = CivilDay(number: week.monday.number + Int64(offset))
            guard let period = calendar.period(on: day) else { return false }
            return period.holidays.contains(day) && !period.hours.spans(on: day).isEmpty
        }
    }

    /// - Parameter value: of a week by its place; nil leaves it out, as where nothing could be measured.
    func series(_ value: (Int) -> Double?) -> WeekSeries {
        WeekSeries(
            weeks.indices.compactMap { place in
                value(place).map {
                    .init(monday: weeks[place].monday, value: $0, hasHoliday: hasHoliday(weeks[place]))
                }
            })
    }
}
