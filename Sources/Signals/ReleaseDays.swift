import Records
import Statistics

/// The days on which something was released, week by week and month by month, in UTC (HANDBOOK A1).
///
/// Counting begins with the week and the month of the first release, or with the timeframe if that begins later, and
/// only those count that lie in the timeframe as a whole. One without a release counts as 0: leaving it out would make
/// a rare rhythm look steady.
package struct ReleaseDays {
    /// How often, in the steps in which DORA asks. Not a grade.
    package enum Frequency: Int, Sendable {
        case rarely = 1
        case someMonths, months, weeks, days, onDemand

        package var words: String {
            switch self {
            case .rarely: "less than once in six months"
            case .someMonths: "between once a month and once in six months"
            case .months: "between once a week and once a month"
            case .weeks: "between once a day and once a week"
            case .days: "on most working days"
            case .onDemand: "on demand, several on most days"
            }
        }
    }

    /// Days with a release in each complete week, oldest first.
    package private(set) var weeks: [Int] = []
    /// Releases in each complete week.
    package private(set) var releasesOfWeek: [Int] = []
    /// Oldest first, without gaps.
    package private(set) var months: [ReleaseCadenceDetails.Month] = []
    /// Distinct days with a release.
    package let count: Int

    /// - Parameter instants: when something was released, in seconds since 1970; those outside the timeframe do not
    ///   count.
    package init(_ instants: [Int64], timeframe: Timeframe) {
        let inside = instants.filter { $0 < timeframe.end && $0 >= timeframe.start ?? .min }
        let releasesOfDay = Dictionary(inside.map { (CivilDay($0), 1) }, uniquingKeysWith: +)
        count = releasesOfDay.count
        guard let first = releasesOfDay.keys.min() else { return }
        countWeeks(releasesOfDay, from: first.monday, timeframe)
        countMonths(releasesOfDay, from: first.month, timeframe)
    }

    private static func contains(_ first: CivilDay, _ next: CivilDay, _ timeframe: Timeframe) -> Bool {
        first.start >= timeframe.start ?? .min && next.start <= timeframe.end
    }

    private mutating func countWeeks(_ releases: [CivilDay: Int], from first: CivilDay, _ timeframe: Timeframe) {
        let byWeek = Dictionary(grouping: releases, by: \.key.monday)
        for monday in stride(from: first.number, to: CivilDay(timeframe.end).number, by: 7).map(CivilDay.init(number:))
        where Self.contains(monday, CivilDay(number: monday.number + 7), timeframe) {
            let days = byWeek[monday] ?? []
            weeks.append(days.count)
            releasesOfWeek.append(days.reduce(0) { $0 + $1.value })
        }
    }

    private mutating func countMonths(_ releases: [CivilDay: Int], from first: CivilMonth, _ timeframe: Timeframe) {
        let byMonth = Dictionary(grouping: releases, by: \.key.month)
        var month = first
        while month.first.start < timeframe.end {
            let days = byMonth[month] ?? []
            months.append(
                .init(
                    month: month.text, releases: days.reduce(0) { $0 + $1.value }, days: days.count,
                    isComplete: Self.contains(month.first, month.next.first, timeframe)))
            month = month.next
        }
    }

    package var weekMedian: Double? { Statistics.median(weeks.map(Double.init)) }
    package var monthMedian: Double? { Statistics.median(months.filter(\.isComplete).map { Double($0.days) }) }

    package var frequency: Frequency {
        let daysPerWeek = weekMedian ?? 0
        let isDaily = daysPerWeek >= 5
        let isMany = (Statistics.median(releasesOfWeek.map(Double.init)) ?? 0) > 7
        if isDaily, isMany { return .onDemand }
        if isDaily || isMany { return .days }
        if daysPerWeek >= 1 { return .weeks }
        if monthMedian ?? (daysPerWeek * ReleaseCadence.month / 7) >= 1 { return .months }
        // One in 26 weeks on the average.
        return weeks.count { $0 > 0 } * 26 >= weeks.count ? .someMonths : .rarely
    }
}
