/// A day on a calendar, whichever clock it was read from.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package let number: Int64

    package init(number: Int64) { self.number = number }

    /// - Parameters:
    ///   - seconds: since 1970 in UTC.
    ///   - offset: minutes east of UTC of the clock to read.
    package init(_ seconds: Int64, offset: Int16 = 0) {
        self.init(number: Self.floor(Self.local(seconds, offset: offset), 86_400).quotient)
    }

    /// Nil for a day that is on no calendar, such as the 30th of February.
    package init?(year: Int64, month: Int64, day: Int64) {
        guard (-200_000...200_000).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        self.init(number: CivilMonth(year: year, month: month).first.number + day - 1)
        if date != (year, month, day) { return nil }
    }

    /// Of the form "2026-03-02", and nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 45 || (48...57).contains($0) }),
            let year = Int64(parts[0]), let month = Int64(parts[1]), let day = Int64(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package static func < (left: CivilDay, right: CivilDay) -> Bool { left.number < right.number }

    /// Monday is 0.
    package var weekday: Int { Int(Self.floor(number + 3, 7).remainder) }

    /// The Monday of the ISO week.
    package var monday: CivilDay { CivilDay(number: number - Int64(weekday)) }

    /// When it begins in UTC, in seconds since 1970.
    package var start: Int64 { number * 86_400 }

    /// "2026-03-02".
    package var text: String {
        let (year, month, day) = date
        return "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
    }

    package var month: CivilMonth {
        let (year, month, _) = date
        return CivilMonth(year: year, month: month)
    }

    /// In the Gregorian calendar, also before it was made, by H. Hinnant's days-to-civil algorithm (2013): the year is
    /// counted from March, so that a leap day ends it.
    package var date: (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = Self.floor(number + 719_468, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let fromMarch = (5 * dayOfYear + 2) / 153
        let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
    }

    /// Seconds into the day on a clock that stands `offset` minutes east of UTC.
    package static func secondsIntoDay(_ seconds: Int64, offset: Int16) -> Int64 {
        floor(local(seconds, offset: offset), 86_400).remainder
    }

    private static func local(_ seconds: Int64, offset: Int16) -> Int64 {
        let (local, overflows) = seconds.addingReportingOverflow(Int64(offset) * 60)
        return overflows ? seconds : local
    }

    private static func floor(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    static func padded(_ value: Int64, to width: Int) -> String {
        let digits = String(value.magnitude)
        return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension CivilDay: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = CivilDay(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\"\(text)\" is not a day"))
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
