import Records

/// A company that there is not: who works there, on what, and when. All that happens in it follows from this and the seed.
package struct Organisation: Sendable {
    package let seed: UInt64
    package let title: String
    /// Where its tools would be. The name is reserved for examples (RFC 2606), so that nothing is ever asked there.
    package let host: String
    /// Monday on which the records begin.
    package let start: CivilDay
    /// Seconds since 1970: the moment up to which everything is known.
    package let end: Int64
    package let people: [Person]
    package let teams: [Team]
    package let repositories: [Repository]
    package let calendars: [HolidayCalendar]
    package let rates: Rates
    package let story: Story

    /// Somebody invented. The family name is a thing, so that nobody takes them for real.
    package struct Person: Identifiable, Sendable {
        /// A place in `people`.
        package let id: Int
        package let name: String
        package let login: String
        package let email: String
        package let team: Int
        package let isLead: Bool
        /// IANA.
        package let zone: String
        package let hours: WeeklyHours
        /// The name of a holiday calendar.
        package let holidays: String
        package let absences: [Absence]
        /// How much of the team's work comes from them, beside the others.
        let share: Double
    }

    package struct Team: Identifiable, Sendable {
        /// A place in `teams`.
        package let id: Int
        package let name: String
        package let title: String
        package let zone: String
        package let people: [Int]
        package let repositories: [Int]
        /// Before the numbers of its work items: `FERRY-12`.
        let prefix: String
    }

    package struct Repository: Identifiable, Sendable {
        /// A place in `repositories`.
        package let id: Int
        package let name: String
        package let team: Int
        let modules: [Module]
        /// Names of tests that sometimes fail by chance.
        let flaky: [String]
    }

    /// A part of a repository that is worked on together.
    package struct Module: Sendable {
        let name: String
        /// What it is about, for names in code and for sentences.
        let things: [String]
        /// Who alone knows it; nil where several do.
        let keeper: Int?
        /// How often it is worked on, beside the others.
        let share: Double
    }

    package struct HolidayCalendar: Sendable {
        package let name: String
        package let title: String
        package let days: Set<CivilDay>
    }
}

extension Organisation {
    package func key(_ kind: RecordKey.Kind, _ id: String) -> RecordKey { RecordKey(host, kind, id) }

    package func account(_ person: Int) -> RecordKey { key(.account, "\(person + 1)") }

    /// The machine that keeps libraries fresh.
    var machine: RecordKey { key(.account, "bot-1") }

    package func repository(_ place: Int) -> RecordKey { key(.repository, "\(place + 1)") }

    /// A team as the code host knows it.
    func hostTeam(_ team: Int) -> RecordKey { key(.team, "\(team + 1)") }

    func board(_ team: Int) -> RecordKey { key(.board, "\(team + 1)") }

    /// A sprint's key, by its number from 0.
    func sprint(_ number: Int, of team: Int) -> RecordKey { key(.sprint, "\(team + 1)-\(number + 1)") }

    /// With its owner, as code hosts write it.
    package func fullName(_ repository: Repository) -> String { "\(slug)/\(repository.name)" }

    /// A team as CODEOWNERS names it.
    func mention(_ team: Team) -> String { "@\(slug)/\(team.name)" }

    package func address(_ repository: Repository) -> String { "https://\(host)/\(fullName(repository))" }

    private var slug: String { String(host.split(separator: ".").dropFirst().first ?? "invented") }

    /// Days of a sprint.
    static let sprintDays: Int64 = 14

    /// Seconds between the end of a sprint, on Friday at two in the afternoon UTC, and the Monday of the next one.
    static let sprintGap: Int64 = 58 * 3600

    var sprintCount: Int {
        Int((CivilDay(end).number - start.number + Self.sprintDays) / Self.sprintDays)
    }

    func days(ofSprint number: Int) -> Range<Int64> {
        let first = start.number + Int64(number) * Self.sprintDays
        return first..<first + Self.sprintDays
    }

    /// Weeks since the beginning, with their parts.
    func weeks(until instant: Int64) -> Double { Double(instant - start.start) / (7 * 86_400) }
}
