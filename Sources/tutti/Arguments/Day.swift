import ArgumentParser
import Foundation

/// A point in time as people type it: `2026-03-02`, `2026-03-02T10:00:00Z`, `12 weeks`, `2 years ago`.
enum Day: Hashable, Sendable {
    /// Seconds since 1970; `isWholeDay` when no time was given.
    case at(Int64, isWholeDay: Bool)
    case before(Int, Unit)

    enum Unit: String, Sendable {
        case day, week, month, year
    }

    /// The beginning of a span: a day begins at midnight in UTC.
    func start(now: Date) -> Int64 {
        switch self {
        case .at(let seconds, _): seconds
        case .before(let count, let unit): Self.going(back: count, unit, from: now)
        }
    }

    /// The end of a span: a day belongs to it as a whole.
    func end(now: Date) -> Int64 {
        switch self {
        case .at(let seconds, let isWholeDay): isWholeDay ? seconds + 86_400 : seconds
        case .before(let count, let unit): Self.going(back: count, unit, from: now)
        }
    }

    private static func going(back count: Int, _ unit: Unit, from now: Date) -> Int64 {
        let part: Calendar.Component =
            switch unit {
            case .day: .day
            case .week: .weekOfYear
            case .month: .month
            case .year: .year
            }
        let then = utc.date(byAdding: part, value: -count, to: now) ?? now
        return Int64(then.timeIntervalSince1970.rounded(.down))
    }

    private static let utc: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}

extension Day: ExpressibleByArgument {
    init?(argument: String) {
        let text = argument.trimmingCharacters(in: .whitespaces).lowercased()
        if let day = Self.relative(text) ?? Self.calendarDay(text) ?? Self.instant(argument) {
            self = day
        } else {
            return nil
        }
    }

    private static func relative(_ text: String) -> Day? {
        if text == "today" || text == "now" { return .before(0, .day) }
        if text == "yesterday" { return .before(1, .day) }
        guard let match = text.wholeMatch(of: #/(\d{1,5})[ .]*(day|week|month|year)s?([ .]+ago)?/#),
            let count = Int(match.output.1), let unit = Unit(rawValue: String(match.output.2))
        else { return nil }
        return .before(count, unit)
    }

    private static func calendarDay(_ text: String) -> Day? {
        guard let match = text.wholeMatch(of: #/(\d{4})-(\d{1,2})-(\d{1,2})/#),
            let year = Int(match.output.1), let month = Int(match.output.2), let day = Int(match.output.3)
        else { return nil }
        let parts = DateComponents(year: year, month: month, day: day)
        guard parts.isValidDate(in: utc), let date = utc.date(from: parts) else { return nil }
        return .at(Int64(date.timeIntervalSince1970), isWholeDay: true)
    }

    private static func instant(_ text: String) -> Day? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        return .at(Int64(date.timeIntervalSince1970.rounded(.down)), isWholeDay: false)
    }
}
