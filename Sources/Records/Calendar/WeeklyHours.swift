/// When somebody works in an ordinary week, by their own clock.
///
/// Written as `Mon-Thu 09:00-17:00; Fri 09:00-12:30 13:00-15:00`. An end that is not after its beginning is on the next
/// day: `Fri 22:00-06:00` ends on Saturday.
package struct WeeklyHours: Hashable, Sendable {
    /// For every weekday, Monday first, the spans that begin on it.
    package private(set) var days: [[Span]]

    /// Minutes after midnight by the clock on the wall.
    package struct Span: Hashable, Comparable, Sendable {
        package let from: Int
        /// Past midnight where it is not after `from`; 1440 is midnight at the end of the day.
        package let until: Int

        package init(from: Int, until: Int) {
            self.from = from
            self.until = until
        }

        package static func < (left: Span, right: Span) -> Bool { (left.from, left.until) < (right.from, right.until) }

        package var isPastMidnight: Bool { until <= from }

        package var text: String { "\(WallTime.text(from))-\(WallTime.text(until))" }
    }

    /// - Parameter days: seven, Monday first.
    package init(days: [[Span]]) {
        self.days = (0..<7).map { $0 < days.count ? days[$0].sorted() : [] }
    }

    /// Monday to Friday from nine to five.
    package static let usual = WeeklyHours(
        days: Array(repeating: [Span(from: 540, until: 1020)], count: 5))

    package func spans(on day: CivilDay) -> [Span] { days[day.weekday] }

    /// Hours of a week without a change of clocks.
    package var hoursAWeek: Double {
        let minutes = days.joined().reduce(0) { $0 + ($1.isPastMidnight ? $1.until + 1440 : $1.until) - $1.from }
        return Double(minutes) / 60
    }

    /// The same hours always give the same text. Neighbouring days with the same hours stand together.
    package var text: String {
        var parts: [String] = []
        var first = 0
        while first < 7 {
            var last = first
            while last < 6, days[last + 1] == days[first] { last += 1 }
            if !days[first].isEmpty {
                let name = first == last ? Self.names[first] : "\(Self.names[first])-\(Self.names[last])"
                parts.append(([name] + days[first].map(\.text)).joined(separator: " "))
            }
            first = last + 1
        }
        return parts.joined(separator: "; ")
    }

    static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}

/// Times of day as a clock on the wall shows them, in minutes after midnight.
package enum WallTime {
    /// "09:05".
    package static func text(_ minutes: Int) -> String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// Reads "9:05", "09:05" and "24:00"; nil for anything else.
    package static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            text.utf8.allSatisfy({ $0 == 58 || (48...57).contains($0) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), minute < 60, hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour * 60 + minute
    }
}

extension WeeklyHours: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        do {
            self = try WeeklyHours(text)
        } catch {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "\(error)"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
