import Records

extension Signal {
    /// How much of a team's recorded work falls outside usual hours.
    ///
    /// Off until somebody switches it on. It speaks of a team of five or more and of nobody in it.
    package static let afterHours = Signal(
        id: "after-hours",
        title: "After-hours work",
        question: "How much of the team's work is recorded outside usual hours?",
        unit: .percent,
        direction: .lower,
        source: "Claes et al., ICSE 2018; HANDBOOK C5"
    ) { evidence in
        guard evidence.options.afterHours else {
            return Measurement(
                sample: .init(0, needed: AfterHours.neededEvents, of: "commits"), status: .off,
                why: "Off until somebody switches it on with --after-hours: it looks at when people work.")
        }
        return AfterHours(evidence, window: WorkWindow(holidays: evidence.options.holidays)).measurement
    }
}

struct AfterHours {
    static let neededPeople = 5
    static let neededEvents = 50
    static let weeks: Int64 = 12

    private struct Event {
        let person: Int32
        let day: CivilDay
        let place: WorkWindow.Place
    }

    private let evidence: Evidence
    private let window: WorkWindow
    private let events: [Event]
    private let machines: Int

    init(_ evidence: Evidence, window: WorkWindow) {
        self.evidence = evidence
        self.window = window
        let since = evidence.timeframe.end - Self.weeks * 7 * Timeframe.day
        let recent = evidence.history.commits.filter {
            $0.authored.seconds >= since && $0.authored.seconds < evidence.timeframe.end
        }
        let humans = recent.filter { evidence.identities.isHuman($0.author) }
        machines = recent.count - humans.count
        events = humans.map { commit in
            Event(
                person: evidence.identities.person(commit.author),
                day: CivilDay(commit.authored.seconds, offset: commit.authored.offset),
                place: window.place(of: commit.authored))
        }
    }

    private var people: Int { Set(events.map(\.person)).count }
    private var outside: Int { events.count { $0.place != .inside } }

    private var excluded: [Measurement.Exclusion] {
        let cut = events.count { !isWhole($0.day.monday) }
        return (machines > 0 ? [.init("commits by bots and AI agents", count: machines)] : [])
            + (cut > 0
                ? [.init("commits of weeks that the timeframe cuts, left out of the weekly series alone", count: cut)]
                : [])
    }

    var measurement: Measurement {
        let team = Measurement.Sample(people, needed: Self.neededPeople, of: "people")
        guard team.count >= team.needed else { return .tooFew(team, excluded: excluded) }
        let sample = Measurement.Sample(events.count, needed: Self.neededEvents, of: "commits")
        guard sample.count >= sample.needed else { return .tooFew(sample, excluded: excluded) }
        return Measurement(
            value: WorkWindow.percentOutside(events.map(\.place)), interval: .wilson(outside, of: events.count),
            sample: sample,
            why: "A commit's time is when it was recorded, by the clock of whoever recorded it. Nought is not the aim.",
            excluded: excluded, steps: steps, details: SignalDetails(details))
    }

    private var steps: [String] {
        [
            "\(Phrase.count(events.count, "commit")) by \(Phrase.count(people, "person", plural: "people")) in the last \(Self.weeks) weeks, each on its own clock.",
            outsideWords,
            "\(Phrase.number(outside)) of \(Phrase.number(events.count)) lie outside.",
        ]
    }

    private var outsideWords: String {
        let days = window.holidays.isEmpty ? "Saturdays, Sundays" : "Saturdays, Sundays, public holidays"
        let onHolidays = window.holidays.isEmpty ? "" : " \(Phrase.number(count(.holiday))) on holidays,"
        return
            "Outside are \(days) and, on other days, all times but \(window.words): \(Phrase.number(count(.weekend))) on weekends,\(onHolidays) \(Phrase.number(count(.workingDay))) on working days."
    }

    private func count(_ place: WorkWindow.Place) -> Int { events.count { $0.place == place } }

    private var details: AfterHoursDetails {
        let spread = spreadPeople
        return AfterHoursDetails(
            people: people, events: events.count, outside: outside, weekend: count(.weekend), holiday: count(.holiday),
            workingDay: count(.workingDay),
            spread: spread == 0 ? .nobody : spread < Self.neededPeople ? .some : .several,
            spreadPeople: spread < Self.neededPeople ? nil : spread, window: window.words, weeks: weekly)
    }

    /// People with at least three outside days among the last fourteen.
    private var spreadPeople: Int {
        let last = CivilDay(evidence.timeframe.end - 1).number
        let recent = events.filter { $0.place != .inside && $0.day.number > last - 14 }
        let days = Dictionary(grouping: recent, by: \.person).mapValues { Set($0.map(\.day)).count }
        return days.values.count { $0 >= 3 }
    }

    /// Whether all seven days from a Monday lie in the time that is looked at, by the clock of UTC.
    private func isWhole(_ monday: CivilDay) -> Bool {
        let since = evidence.timeframe.end - Self.weeks * 7 * Timeframe.day
        return monday.start >= max(since, evidence.timeframe.start ?? since)
            && monday.start + 7 * Timeframe.day <= evidence.timeframe.end
    }

    /// Oldest first, whole weeks alone. A week in which fewer than five people worked shows no numbers.
    private var weekly: [AfterHoursDetails.Week] {
        let mondays = Dictionary(grouping: events, by: \.day.monday)
        return mondays.keys.filter(isWhole).sorted().map { monday in
            let own = mondays[monday] ?? []
            let isShown = Set(own.map(\.person)).count >= Self.neededPeople
            return AfterHoursDetails.Week(
                monday: monday.text, events: isShown ? own.count : nil,
                outside: isShown ? own.count { $0.place != .inside } : nil)
        }
    }
}
