/// The all-day events of an iCalendar file, as far as holidays need it.
struct HolidayCalendar {
    private struct Event {
        var line: Int
        var start: CivilDay?
        /// The first day after it; nil for one day.
        var end: CivilDay?
        var isCancelled = false
    }

    private var days: Set<CivilDay> = []
    private var event: Event?
    /// Components inside the event, such as an alarm; what they say is theirs.
    private var depth = 0

    static func days(in lines: [Substring]) throws(HolidayTrouble) -> Set<CivilDay> {
        var calendar = HolidayCalendar()
        for (number, line) in unfolded(lines) { try calendar.read(line, number) }
        if calendar.event != nil { throw .unfinished }
        return calendar.days
    }

    /// A line that begins with a blank goes on with the one before.
    private static func unfolded(_ lines: [Substring]) -> [(number: Int, text: String)] {
        var whole: [(number: Int, text: String)] = []
        for (place, line) in lines.enumerated() {
            if let first = line.first, first == " " || first == "\t", !whole.isEmpty {
                whole[whole.count - 1].text += line.dropFirst()
            } else {
                whole.append((place + 1, String(line)))
            }
        }
        return whole
    }

    private mutating func read(_ line: String, _ number: Int) throws(HolidayTrouble) {
        guard let colon = Self.colon(in: line) else { return }
        let parts = line[..<colon].uppercased().split(separator: ";").map(String.init)
        let value = line[line.index(after: colon)...].filter { !$0.isWhitespace }.uppercased()
        switch (parts.first ?? "", value) {
        case ("BEGIN", "VEVENT") where event == nil: event = Event(line: number)
        case ("BEGIN", _) where event != nil: depth += 1
        case ("END", _) where depth > 0: depth -= 1
        case ("END", "VEVENT"): try finish()
        case (let name, _) where event != nil && depth == 0: try read(name, Array(parts.dropFirst()), value, number)
        default: break
        }
    }

    /// The one between a name with its parameters and the value; one in quotes belongs to a parameter.
    private static func colon(in line: String) -> String.Index? {
        var isQuoted = false
        return line.indices.first { place in
            if line[place] == "\"" { isQuoted.toggle() }
            return line[place] == ":" && !isQuoted
        }
    }

    private mutating func read(
        _ name: String, _ parameters: [String], _ value: String, _ number: Int
    ) throws(HolidayTrouble) {
        switch name {
        case "DTSTART": event?.start = try Self.day(value, parameters, number)
        case "DTEND": event?.end = try Self.day(value, parameters, number)
        case "RRULE", "RDATE": throw .repeats(line: number)
        case "DURATION": throw .hours(line: number)
        case "STATUS": event?.isCancelled = value == "CANCELLED"
        default: break
        }
    }

    private static func day(_ value: String, _ parameters: [String], _ line: Int) throws(HolidayTrouble) -> CivilDay {
        if value.contains("T") || parameters.contains("VALUE=DATE-TIME") { throw .hours(line: line) }
        let digits = Array(value)
        guard digits.count == 8,
            let day = CivilDay(String(digits[..<4]) + "-" + String(digits[4..<6]) + "-" + String(digits[6...]))
        else { throw .noDay(line: line) }
        return day
    }

    private mutating func finish() throws(HolidayTrouble) {
        guard let event else { return }
        self.event = nil
        guard let start = event.start else { throw .noDay(line: event.line) }
        let count = (event.end?.number ?? start.number + 1) - start.number
        guard (1...366).contains(count) else { throw .span(line: event.line) }
        if event.isCancelled { return }
        for place in 0..<count { days.insert(CivilDay(number: start.number + place)) }
    }
}
