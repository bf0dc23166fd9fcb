import Records

/// On which days a pulse comes again, and at what time by the clock on everybody's own wall.
package struct PulseRhythm: Codable, Hashable, Sendable {
    package enum Every: String, Codable, CaseIterable, Sendable {
        case weekly, fortnightly
        /// On the first such weekday of every month.
        case monthly

        /// Rounds that may begin within thirty days, at most.
        package var mostWithinThirtyDays: Int {
            switch self {
            case .weekly: 5
            case .fortnightly: 3
            case .monthly: 2
            }
        }

        /// Days from one to the next, at least.
        var leastDays: Int {
            switch self {
            case .weekly: 7
            case .fortnightly: 14
            case .monthly: 28
            }
        }
    }

    package let every: Every
    /// 0 for Monday to 6 for Sunday.
    package let weekday: Int
    /// After midnight.
    package let minute: Int
    /// No round begins before it; of every other week the one with this day counts.
    package let first: CivilDay

    /// Nil for what is no weekday or no time of the day.
    package init?(_ every: Every, weekday: Int, minute: Int, first: CivilDay) {
        guard (0..<7).contains(weekday), (0..<1440).contains(minute) else { return nil }
        self.every = every
        self.weekday = weekday
        self.minute = minute
        self.first = first
    }

    /// The first of its days that is not before another one.
    package func day(from day: CivilDay) -> CivilDay {
        let start = max(day, first)
        // Two months hold the first such weekday of one that has not begun.
        let days = (start.number...start.number + 62).lazy.map { CivilDay(number: $0) }
        return days.first(where: isDay) ?? start
    }

    private func isDay(_ day: CivilDay) -> Bool {
        guard day.weekday == weekday else { return false }
        switch every {
        case .weekly: return true
        case .fortnightly: return (day.monday.number - first.monday.number) % 14 == 0
        case .monthly: return day.date.day <= 7
        }
    }

    /// "Every other week, on Tuesday at 10:00".
    package var words: String {
        let (name, time) = (Self.weekdays[weekday], WallTime.text(minute))
        return switch every {
        case .weekly: "Every week, on \(name) at \(time)"
        case .fortnightly: "Every other week, on \(name) at \(time)"
        case .monthly: "Every month, on its first \(name) at \(time)"
        }
    }

    package static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
}
