import Foundation

/// Days as pages write them, in UTC and always in the same words.
package enum Days {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "21 November 2026".
    package static func long(_ seconds: Int64) -> String {
        let day = civil(seconds)
        return "\(day.day) \(months[day.month - 1]) \(day.year)"
    }

    /// "Nov 2026".
    package static func month(_ seconds: Int64) -> String {
        let day = civil(seconds)
        return "\(months[day.month - 1].prefix(3)) \(day.year)"
    }

    /// "2026-11-21".
    package static func iso(_ seconds: Int64) -> String {
        let day = civil(seconds)
        let year = day.year < 0 ? "-\(pad(-day.year, 4))" : pad(day.year, 4)
        return "\(year)-\(pad(day.month, 2))-\(pad(day.day, 2))"
    }

    /// "2026-11-21T03:53:41Z".
    package static func instant(_ seconds: Int64) -> String {
        let rest = Int(seconds - floorDivide(seconds, 86_400) * 86_400)
        return "\(iso(seconds))T\(pad(rest / 3600, 2)):\(pad(rest / 60 % 60, 2)):\(pad(rest % 60, 2))Z"
    }

    /// The proleptic Gregorian date, by H. Hinnant's days-to-civil algorithm (2013); exact for every year.
    package static func civil(_ seconds: Int64) -> (year: Int, month: Int, day: Int) {
        let days = floorDivide(seconds, 86_400) + 719_468
        let era = floorDivide(days, 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shifted + 2) / 5 + 1))
    }

    private static func floorDivide(_ left: Int64, _ right: Int64) -> Int64 {
        left >= 0 ? left / right : -((-left + right - 1) / right)
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
