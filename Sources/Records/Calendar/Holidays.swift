/// Days on which nobody is expected to work, as a file gives them.
///
/// Either a calendar (iCalendar, RFC 5545) with an all-day event for each, or plain text with a day a line, such as
/// `2026-05-01 Labour Day`; there a line that begins with `#` says nothing. What is not understood is refused, because
/// a holiday that is left out silently makes rest look like work.
package struct Holidays: Hashable, Sendable {
    package let days: Set<CivilDay>

    /// - Throws: `HolidayTrouble`.
    package init(_ text: String) throws(HolidayTrouble) {
        let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let isCalendar = lines.first { !$0.isEmpty }?.uppercased().hasPrefix("BEGIN:VCALENDAR") ?? false
        days = isCalendar ? try HolidayCalendar.days(in: lines) : try Self.days(in: lines)
        if days.isEmpty { throw .empty }
    }

    private static func days(in lines: [Substring]) throws(HolidayTrouble) -> Set<CivilDay> {
        var days: Set<CivilDay> = []
        for (number, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard let first = words.first, !first.hasPrefix("#") else { continue }
            guard let day = CivilDay(first) else { throw .noDay(line: number + 1) }
            days.insert(day)
        }
        return days
    }
}

/// Why a file of holidays cannot be used.
package enum HolidayTrouble: Error, Hashable, CustomStringConvertible {
    case empty
    /// Lines count from 1.
    case noDay(line: Int)
    case hours(line: Int)
    case repeats(line: Int)
    case span(line: Int)
    case unfinished

    package var description: String {
        switch self {
        case .empty: "It names no day."
        case .noDay(let line): "Line \(line) is no day. A day is written 2026-05-01, or 20260501 in a calendar."
        case .hours(let line): "The event in line \(line) has hours. Only all-day events are read (DTSTART;VALUE=DATE)."
        case .repeats(let line):
            "The event in line \(line) repeats, which is not read. Give every year's day as an event of its own."
        case .span(let line): "The event in line \(line) ends before it begins, or lasts longer than a year."
        case .unfinished: "It breaks off within an event."
        }
    }
}
