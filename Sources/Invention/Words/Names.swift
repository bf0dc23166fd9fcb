import Records

/// Names of people who do not exist: given names from many places, and things for family names.
enum Names {
    static let given = [
        "Amara", "Tadeo", "Ingrid", "Ravi", "Yuki", "Kwame", "Noor", "Mateus", "Leila", "Bogdan", "Aroha", "Sun-hee",
        "Dilnoza", "Femi", "Paloma", "Jaromir", "Thandiwe", "Eirik", "Meera", "Luca", "Zeynep", "Iker", "Nandi",
        "Oskar",
        "Keala", "Farid", "Mirela", "Haruto", "Siobhan", "Tariq", "Anahi", "Wanjiru", "Pekka", "Linh", "Casimir",
        "Rania",
        "Duarte", "Ximena", "Alasdair", "Chidi",
    ]

    static let family = [
        "Saltmarsh", "Tamarind", "Feldspar", "Birchwater", "Lanternmoor", "Cobblestone", "Ashgrove", "Quillfeather",
        "Juniperfield", "Driftwood", "Marigold", "Thistlebank", "Copperkettle", "Windlass", "Hazelnook",
        "Oystercatcher",
        "Rainbarrel", "Silverbirch", "Teasel", "Umberglass", "Velvetleaf", "Wicketgate", "Yarrowfield", "Zephyrstone",
        "Barleymow", "Candlewick",
    ]

    /// Different for every number below 1040.
    static func full(_ number: Int) -> String {
        let round = number / given.count
        return "\(given[number % given.count]) \(family[(number * 7 + round * 3 + 5) % family.count])"
    }

    /// In letters that every tool takes.
    static func login(_ name: String) -> String {
        name.lowercased().replacing("-", with: "").replacing(" ", with: ".")
    }
}

/// Public holidays by rule, for the years that are asked for.
enum InventedHolidays {
    static func calendars(years: ClosedRange<Int64>) -> [Organisation.HolidayCalendar] {
        [
            .init(
                name: "harbour-north", title: "Invented: the northern harbour",
                days: days([(1, 1), (5, 1), (6, 12), (8, 24), (10, 3), (12, 25), (12, 26)], years)),
            .init(
                name: "harbour-south", title: "Invented: the southern harbour",
                days: days([(1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25)], years)),
        ]
    }

    private static func days(_ dates: [(month: Int64, day: Int64)], _ years: ClosedRange<Int64>) -> Set<CivilDay> {
        Set(years.flatMap { year in dates.compactMap { CivilDay(year: year, month: $0.month, day: $0.day) } })
    }
}
