import Records

extension Organisation {
    /// Nine people in two teams, three repositories, 26 weeks until now.
    ///
    /// - Parameter end: seconds since 1970: the invented now.
    package static func small(seed: UInt64, end: Int64) -> Organisation {
        let start = CivilDay(number: CivilDay(end).monday.number - 25 * 7)
        let calendars = InventedHolidays.calendars(years: (start.date.year - 1)...(CivilDay(end).date.year + 1))
        return Organisation(
            seed: seed, title: "Kestrel Ferries", host: "code.kestrel-ferries.example", start: start, end: end,
            people: Small.people(seed, from: start), teams: Small.teams, repositories: Small.repositories,
            calendars: calendars, rates: Rates(), story: .sixMonths)
    }
}

/// What the small organisation consists of.
private enum Small {
    static let teams = [
        Organisation.Team(
            id: 0, name: "crossings", title: "Crossings", zone: "Europe/Berlin", people: [0, 1, 2, 3, 4],
            repositories: [0, 1], prefix: "CROSS"),
        Organisation.Team(
            id: 1, name: "harbour", title: "Harbour", zone: "America/Sao_Paulo", people: [5, 6, 7, 8],
            repositories: [2], prefix: "HARB"),
    ]

    private struct Hand {
        var name: String
        var team: Int
        var isLead = false
        var isSouth = false
        var share: Double
        /// Days since the beginning.
        var away: [ClosedRange<Int64>] = []
        var isPartTime = false
    }

    private static let hands = [
        Hand(name: "Ingrid Lanternmoor", team: 0, isLead: true, share: 0.7, away: [60...64]),
        Hand(name: "Tadeo Saltmarsh", team: 0, share: 1.2, away: [115...126]),
        Hand(name: "Noor Feldspar", team: 0, share: 1.1, away: [32...36, 150...154]),
        Hand(name: "Kwame Birchwater", team: 0, isSouth: true, share: 1, away: [88...92]),
        Hand(name: "Yuki Tamarind", team: 0, share: 0.7, isPartTime: true),
        Hand(name: "Paloma Windlass", team: 1, isLead: true, isSouth: true, share: 0.8, away: [102...106]),
        Hand(name: "Bogdan Quillfeather", team: 1, share: 1, away: [46...57]),
        Hand(name: "Meera Oystercatcher", team: 1, isSouth: true, share: 1.1, away: [130...134]),
        Hand(name: "Jaromir Thistlebank", team: 1, isSouth: true, share: 0.9, away: [74...76]),
    ]

    static func people(_ seed: UInt64, from start: CivilDay) -> [Organisation.Person] {
        hands.enumerated().map { place, hand in
            let login = Names.login(hand.name)
            return Organisation.Person(
                id: place, name: hand.name, login: login, email: "\(login)@kestrel-ferries.example", team: hand.team,
                isLead: hand.isLead, zone: hand.isSouth ? "America/Sao_Paulo" : "Europe/Berlin",
                hours: hand.isPartTime ? Shifts.partTime : hand.isSouth ? Shifts.south : Shifts.north,
                holidays: hand.isSouth ? "harbour-south" : "harbour-north",
                absences: hand.away.map { days in
                    Absence(
                        first: CivilDay(number: start.number + days.lowerBound),
                        last: CivilDay(number: start.number + days.upperBound))
                }, share: hand.share)
        }
    }

    static let repositories = [
        Organisation.Repository(
            id: 0, name: "bookings", team: 0,
            modules: [
                .init(name: "seats", things: ["seat", "deck", "cabin"], keeper: nil, share: 1.3),
                .init(name: "checkout", things: ["basket", "payment", "receipt"], keeper: nil, share: 1.2),
                // The thin spot: one person alone, and everything that is paid goes through it.
                .init(name: "settlement", things: ["ledger", "payout", "refund"], keeper: 1, share: 0.8),
                .init(name: "vehicles", things: ["vehicle", "trailer", "lane"], keeper: nil, share: 0.7),
            ], flaky: ["test_payout_is_sent_once"]),
        Organisation.Repository(
            id: 1, name: "fares", team: 0,
            modules: [
                .init(name: "tariffs", things: ["tariff", "season", "discount"], keeper: 2, share: 1),
                .init(name: "vouchers", things: ["voucher", "code", "campaign"], keeper: nil, share: 0.8),
                .init(name: "currency", things: ["rate", "amount", "rounding"], keeper: nil, share: 0.4),
            ], flaky: []),
        Organisation.Repository(
            id: 2, name: "sailings", team: 1,
            modules: [
                .init(name: "timetable", things: ["sailing", "berth", "departure"], keeper: nil, share: 1.2),
                .init(name: "tides", things: ["tide", "gauge", "forecast"], keeper: nil, share: 0.9),
                .init(name: "crew", things: ["roster", "watch", "certificate"], keeper: 6, share: 0.6),
                .init(name: "notices", things: ["notice", "delay", "passenger"], keeper: nil, share: 0.8),
            ],
            flaky: ["test_tide_forecast_survives_restart", "test_gauge_reconnects", "test_notice_is_sent_once"]),
    ]
}

/// Ordinary weeks.
enum Shifts {
    static let north = week(days: 5, [(540, 750), (795, 1050)])
    static let south = week(days: 5, [(540, 720), (780, 1080)])
    static let partTime = week(days: 4, [(540, 840)])

    private static func week(days: Int, _ spans: [(Int, Int)]) -> WeeklyHours {
        WeeklyHours(days: Array(repeating: spans.map { .init(from: $0, until: $1) }, count: days))
    }
}
