extension WeeklyHours {
    /// Reads what somebody wrote: days or ranges of them, then spans of time; parted by `;` or a new line.
    ///
    /// An empty text means no working hours at all. A day that stands twice has all its spans.
    ///
    /// - Throws: `WeeklyHoursTrouble`.
    package init(_ text: String) throws(WeeklyHoursTrouble) {
        var days: [[Span]] = Array(repeating: [], count: 7)
        for part in Self.plain(text).split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let words = part.split { $0.isWhitespace || $0 == "," }.map(String.init)
            if words.isEmpty { continue }
            let count = words.firstIndex { $0.first?.isNumber == true } ?? words.count
            if count == 0 { throw .noDay(String(part)) }
            if count == words.count { throw .noTime(String(part)) }
            var spans: [Span] = []
            for word in words[count...] { spans.append(try Self.span(word)) }
            for word in words[..<count] { for day in try Self.weekdays(word) { days[day] += spans } }
        }
        for day in days where day.count > 1 {
            let sorted = day.sorted()
            for (one, next) in zip(sorted, sorted.dropFirst()) where one.isPastMidnight || next.from < one.until {
                throw .overlap(one.text, next.text)
            }
        }
        self.init(days: days)
    }

    /// People write dashes of all lengths, with and without blanks.
    ///
    /// Every page reads the hours of every team, and a regular expression takes longer than all else about them.
    private static func plain(_ text: String) -> String {
        var plain = ""
        var blanks = ""
        var isAfterDash = false
        for character in text {
            switch character {
            case " ", "\t": if !isAfterDash { blanks.append(character) }
            case "-", "–", "—", "−":
                plain.append("-")
                (blanks, isAfterDash) = ("", true)
            default:
                plain += blanks
                plain.append(character)
                (blanks, isAfterDash) = ("", false)
            }
        }
        return plain
    }

    private static func span(_ word: String) throws(WeeklyHoursTrouble) -> Span {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let from = WallTime.minutes(ends[0]), let until = WallTime.minutes(ends[1]), from < 1440,
            from != until
        else { throw .noSpan(word) }
        // "22:00-00:00" ends at midnight, not a day later.
        return Span(from: from, until: until == 0 ? 1440 : until)
    }

    private static func weekdays(_ word: String) throws(WeeklyHoursTrouble) -> [Int] {
        let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { weekday(String($0)) }
        guard ends.count <= 2, let first = ends.first ?? nil, let last = ends.last ?? nil else {
            throw .noWeekday(word)
        }
        return first <= last ? Array(first...last) : Array(first...6) + Array(0...last)
    }

    private static func weekday(_ word: String) -> Int? {
        let word = word.lowercased()
        guard word.count >= 2 else { return nil }
        return longNames.firstIndex { $0.hasPrefix(word) }
    }

    private static let longNames = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]
}

/// Why a text tells no working hours.
package enum WeeklyHoursTrouble: Error, Hashable, CustomStringConvertible {
    case noDay(String)
    case noTime(String)
    case noSpan(String)
    case noWeekday(String)
    case overlap(String, String)

    package var description: String {
        switch self {
        case .noDay(let part): "“\(part)” does not say on which days. \(Self.example)"
        case .noTime(let part): "“\(part)” does not say from when to when. \(Self.example)"
        case .noSpan(let word): "“\(word)” is no span of time. \(Self.example)"
        case .noWeekday(let word): "“\(word)” is no day of the week. \(Self.example)"
        case .overlap(let one, let other): "\(one) and \(other) on one day overlap. Write them as one span."
        }
    }

    private static let example = "Write for example: Mon-Thu 09:00-17:00; Fri 09:00-12:30 13:00-15:00."
}
