import Records

/// When people usually work, on the clock that their commits carry, with a grace before and after (HANDBOOK C5).
struct WorkWindow: Hashable, Sendable {
    /// Minutes of the day; the end is not part of it.
    var start = 9 * 60
    var end = 17 * 60 + 30
    var grace = 60
    /// Days on which nobody is expected.
    var holidays: Set<CivilDay> = []

    enum Place: Hashable, Sendable { case inside, weekend, holiday, workingDay }

    func place(of moment: Moment) -> Place {
        let day = CivilDay(moment.seconds, offset: moment.offset)
        if day.weekday > 4 { return .weekend }
        if holidays.contains(day) { return .holiday }
        let minute = Int(CivilDay.secondsIntoDay(moment.seconds, offset: moment.offset) / 60)
        return (start - grace..<end + grace).contains(minute) ? .inside : .workingDay
    }

    /// The share of events outside, in percent; nought of none.
    static func percentOutside(_ places: [Place]) -> Double {
        places.isEmpty ? 0 : 100 * Double(places.count { $0 != .inside }) / Double(places.count)
    }

    /// "08:00–18:30", grace included.
    var words: String { "\(Self.clock(start - grace))–\(Self.clock(end + grace))" }

    private static func clock(_ minutes: Int) -> String {
        [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
