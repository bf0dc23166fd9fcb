import Records

extension Organisation {
    /// 200 developers in 20 teams, 60 repositories and five years: about 300,000 pull requests with a million commits, 900,000
    /// reviews and two million comments, 500,000 work items and a million builds.
    ///
    /// - Parameters:
    ///   - part: the share of teams that there are, from 0.05; everybody and everything else with them.
    ///   - weeks: five years of them by default.
    package static func large(seed: UInt64, end: Int64, part: Double = 1, weeks: Int64 = 260) -> Organisation {
        let teams = max(1, Int((20 * part).rounded()))
        let start = CivilDay(number: CivilDay(end).monday.number - (weeks - 1) * 7)
        var rates = Rates()
        rates.workItems = 19.2
        rates.withPullRequest = 0.46
        rates.otherPullRequests = 1
        rates.machinePullRequests = 0.5
        rates.secondReviewer = 0.88
        rates.anotherRound = 0.6
        rates.lineComments = 1.15
        rates.generalComments = 0.5
        rates.moreCommits = 1.5
        rates.built = 0.98
        rates.jobs = []
        rates.reports = false
        return Organisation(
            seed: seed, title: "Meridian Works", host: "code.meridian-works.example", start: start, end: end,
            people: (0..<teams * 10).map { person($0, seed, from: start, to: end) },
            teams: (0..<teams).map(team), repositories: (0..<teams * 3).map(repository),
            calendars: InventedHolidays.calendars(years: (start.date.year - 1)...(CivilDay(end).date.year + 1)),
            rates: rates, story: .years)
    }

    private static func team(_ place: Int) -> Team {
        let name = Domains.all[place % Domains.all.count].name
        return Team(
            id: place, name: name, title: name.prefix(1).uppercased() + name.dropFirst(),
            zone: place % 3 == 2 ? "America/Sao_Paulo" : "Europe/Berlin",
            people: Array(place * 10..<place * 10 + 10), repositories: Array(place * 3..<place * 3 + 3),
            prefix: name.uppercased())
    }

    private static func person(_ place: Int, _ seed: UInt64, from start: CivilDay, to end: Int64) -> Person {
        var dice = Dice(seed: seed, 1, place)
        let name = Names.full(place)
        let login = Names.login(name)
        let isSouth = (place / 10) % 3 == 2 ? !dice.chance(0.2) : dice.chance(0.2)
        return Person(
            id: place, name: name, login: login, email: "\(login)@meridian-works.example", team: place / 10,
            isLead: place % 10 == 0, zone: isSouth ? "America/Sao_Paulo" : "Europe/Berlin",
            hours: dice.chance(0.1) ? Shifts.partTime : isSouth ? Shifts.south : Shifts.north,
            holidays: isSouth ? "harbour-south" : "harbour-north",
            absences: absences(&dice, from: start.number, to: CivilDay(end).number),
            share: dice.logNormal(median: 1, spread: 0.35))
    }

    /// About three times a year, for a week or two.
    private static func absences(_ dice: inout Dice, from start: Int64, to end: Int64) -> [Absence] {
        var absences: [Absence] = []
        var day = start + Int64(dice.whole(10...120))
        while day < end {
            let length = Int64(dice.pick([1, 4, 4, 4, 11, 11]))
            absences.append(Absence(first: CivilDay(number: day), last: CivilDay(number: day + length)))
            day += length + Int64(dice.whole(60...170))
        }
        return absences
    }

    private static func repository(_ place: Int) -> Repository {
        let team = place / 3
        let domain = Domains.all[team % Domains.all.count]
        let things = domain.things
        let modules = (0..<4).map { number -> Module in
            let own = (0..<3).map { things[(number + $0) % things.count] }
            let keeper = team * 10 + place % 3 + 1
            return Module(
                name: own[0], things: own, keeper: number == 3 ? keeper : nil, share: 1 / Double(number + 1))
        }
        let kinds = ["api", "core", "jobs"]
        return Repository(
            id: place, name: "\(domain.name)-\(kinds[place % 3])", team: team, modules: modules,
            flaky: place % 5 == 0 ? ["test_\(things[4])_survives_restart"] : [])
    }
}

/// Fields of work, with six things that each is about.
private enum Domains {
    static let all: [(name: String, things: [String])] = texts.map { text in
        let words = text.split(separator: " ").map(String.init)
        return (words[0], Array(words.dropFirst()))
    }

    private static let texts: [String] = [
        "routes route stop transfer detour schedule vehicle",
        "billing invoice charge credit dunning tax account",
        "search query index facet synonym result suggestion",
        "storage bucket object replica quota snapshot volume",
        "identity login consent token group device profile",
        "orders order basket line return parcel address",
        "catalogue product variant price image category bundle",
        "messages thread mention channel draft receipt archive",
        "payments payment refund dispute mandate payout wallet",
        "maps tile layer marker geometry border label",
        "alerts alert rule silence escalation window probe",
        "imports feed mapping row conflict batch source",
        "exports report column filter page archive format",
        "pricing tariff discount season campaign limit voucher",
        "stock warehouse shelf count transfer supplier delivery",
        "media clip codec playlist caption poster stream",
        "support ticket queue macro satisfaction contact note",
        "planning shift roster absence demand forecast skill",
        "sensors reading gauge threshold station calibration battery",
        "contracts contract clause party signature renewal notice",
    ]
}
