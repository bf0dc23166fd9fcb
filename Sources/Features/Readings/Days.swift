import Records

/// Days as pages write them, in UTC and always in the same words.
package enum Days {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "21 November 2026".
    package static func long(_ seconds: Int64) -> String { long(CivilDay(seconds)) }

    package static func long(_ day: CivilDay) -> String {
        let day = day.date
        return "\(day.day) \(months[Int(day.month) - 1]) \(day.year)"
    }

    /// "Nov 2026".
    package static func month(_ seconds: Int64) -> String {
        let day = CivilDay(seconds).date
        return "\(months[Int(day.month) - 1].prefix(3)) \(day.year)"
    }

    /// "2026-11-21".
    package static func iso(_ seconds: Int64) -> String { CivilDay(seconds).text }

    /// "2026-11-21T03:53:41Z".
    package static func instant(_ seconds: Int64) -> String {
        let rest = CivilDay.secondsIntoDay(seconds, offset: 0)
        return "\(iso(seconds))T\(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60))Z"
    }

    /// "2026-11-21 03:53".
    package static func minute(_ seconds: Int64) -> String {
        let rest = CivilDay.secondsIntoDay(seconds, offset: 0)
        return "\(iso(seconds)) \(pad(rest / 3600)):\(pad(rest / 60 % 60))"
    }

    private static func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
