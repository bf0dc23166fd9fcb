import Records
import Signals
import Statistics

/// An invented office: people with calendars of their own, and what they asked and answered in five years. Always the same.
struct Office {
    let evidence: DeliveryEvidence

    private static let start: Int64 = 1_577_836_800
    private static let end = start + 5 * 365 * 86_400
    private static let zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]

    init(people count: Int, pullRequests: Int) {
        var chance = Chance(seed: 1)
        let accounts = (0..<count).map { Account(key: RecordKey("host", .account, "\($0)"), login: "p\($0)") }
        var own: [Person.ID: WorkCalendar] = [:]
        for (number, account) in accounts.enumerated() {
            own[account.key.description] = Self.calendar(number, using: &chance)
        }
        var histories: [PullRequestHistory] = []
        histories.reserveCapacity(pullRequests)
        for number in 0..<pullRequests { histories.append(Self.history(number, accounts, using: &chance)) }
        evidence = DeliveryEvidence(
            pullRequests: histories, people: DeliveryPeople(accounts: accounts, members: Set(accounts.map(\.key))),
            calendars: TeamCalendars(usual: WorkCalendar(.utc), own: own), timeframe: Timeframe(end: Self.end))
    }

    /// Ten holidays and six absences a year.
    private static func calendar(_ number: Int, using chance: inout Chance) -> WorkCalendar {
        let first = CivilDay(start).number
        let holidays = Set((0..<50).map { CivilDay(number: first + Int64($0) * 36) })
        let absences = (0..<30).map { place in
            let day = first + Int64(place) * 60 + Int64.random(in: 0..<50, using: &chance)
            return Absence(first: CivilDay(number: day), last: CivilDay(number: day + 6))
        }
        return WorkCalendar(
            ZoneClock(zones[number % zones.count]) ?? .utc, holidays: holidays, absences: absences)
    }

    private static func history(_ number: Int, _ accounts: [Account], using chance: inout Chance) -> PullRequestHistory
    {
        let key = RecordKey("host", .pullRequest, "\(number)")
        let opened = start + Int64.random(in: 0..<(1800 * 86_400), using: &chance)
        let author = number % accounts.count
        let reviewers = (1...2).map { _ in
            accounts[(author + 1 + Int.random(in: 0..<(accounts.count - 1), using: &chance)) % accounts.count].key
        }
        var request = PullRequest(
            key: key, repository: key.other(.repository, "\(number % 60)"), number: number, title: "Change",
            author: accounts[author].key, state: .merged, createdAt: opened, updatedAt: opened, headBranch: "h",
            baseBranch: "main")
        (request.additions, request.deletions) = (Int.random(in: 1...500, using: &chance), 20)
        var at = opened
        var events: [PullRequestEvent] = []
        func add(_ kind: PullRequestEvent.Kind, _ actor: RecordKey?, after seconds: Int64) {
            at += seconds
            events.append(
                PullRequestEvent(
                    key: key.other(.pullRequestEvent, "\(number)-\(events.count)"), pullRequest: key, kind: kind,
                    at: at,
                    actor: actor))
        }
        add(.opened, request.author, after: 0)
        if number % 3 > 0 {
            for reviewer in reviewers.prefix(number % 3) {
                add(.reviewRequested, request.author, after: 1)
                events[events.count - 1].subject = reviewer
            }
        }
        add(.reviewed, reviewers[0], after: Int64.random(in: 600..<200_000, using: &chance))
        events[events.count - 1].verdict = .changesRequested
        add(.commitPushed, request.author, after: Int64.random(in: 600..<90_000, using: &chance))
        add(.reviewed, reviewers[0], after: Int64.random(in: 600..<90_000, using: &chance))
        events[events.count - 1].verdict = .approved
        add(.merged, request.author, after: Int64.random(in: 60..<50_000, using: &chance))
        return PullRequestHistory(request, events: events)
    }
}
