import Records
import TestKit

@testable import Signals

/// Pull requests to which anything happens, in any order, by people, machines and accounts that are gone.
struct RandomHistories {
    private var chance: SeededGenerator
    static let now = DeliveryBuilder.monday + 40 * 86_400
    static let accounts = ["ana", "ben", "cho", "dia", "bot[bot]", "copilot"].map {
        Account(key: RecordKey("test", .account, $0), login: $0, kind: $0.hasSuffix("[bot]") ? .bot : .person)
    }

    /// Of a code host; of the last nobody knows who belongs to it.
    private static let teams: [RecordKey: Set<Person.ID>?] = [
        RecordKey("test", .team, "1"): ["test/account/ana", "test/account/ben", "test/account/copilot"],
        RecordKey("test", .team, "2"): ["test/account/dia"], RecordKey("test", .team, "3"): nil,
    ]

    init(seed: UInt64) { chance = SeededGenerator(seed: seed) }

    mutating func next(_ number: Int) -> PullRequestHistory {
        let opened = DeliveryBuilder.monday + Int64.random(in: 0..<(30 * 86_400), using: &chance)
        let key = RecordKey("test", .pullRequest, "\(number)")
        var request = PullRequest(
            key: key, repository: key.other(.repository, "1"), number: number, title: "Any", author: account(),
            state: .open, createdAt: opened, updatedAt: opened, headBranch: "h", baseBranch: "main")
        request.isDraft = Bool.random(using: &chance)
        var events = [event(.opened, at: opened, of: request, 0)]
        events[0].isDraft = [nil, true, false].randomElement(using: &chance) ?? nil
        let kinds = PullRequestEvent.Kind.allCases.filter { $0 != .opened }
        for step in 1...Int.random(in: 1...14, using: &chance) {
            let at = opened + Int64.random(in: -600..<(14 * 86_400), using: &chance)
            // A merge ends everything: it comes seldom.
            let kind = kinds.randomElement(using: &chance) ?? .commented
            if kind == .merged, Int.random(in: 0..<4, using: &chance) > 0 { continue }
            events.append(event(kind, at: at, of: request, step))
        }
        for step in 20..<Int.random(in: 20...24, using: &chance) {
            let at = opened + Int64.random(in: 0..<(14 * 86_400), using: &chance)
            events.append(event(.reviewed, at: at, of: request, step))
        }
        if Bool.random(using: &chance) { events.append(event(.merged, at: opened + 15 * 86_400, of: request, 30)) }
        return PullRequestHistory(
            request, events: events, requiredApprovals: Int.random(in: 1...2, using: &chance),
            obstacles: obstacles(opened))
    }

    private mutating func event(
        _ kind: PullRequestEvent.Kind, at: Int64, of request: PullRequest, _ step: Int
    ) -> PullRequestEvent {
        var event = PullRequestEvent(
            key: request.key.other(.pullRequestEvent, "\(request.number)-\(step)"), pullRequest: request.key,
            kind: kind,
            at: at, actor: kind == .opened ? request.author : account(), subject: subject(of: kind))
        if kind == .reviewed {
            event.verdict = [.approved, .changesRequested, .commented, nil].randomElement(using: &chance) ?? nil
        }
        if kind == .labeled || kind == .unlabeled { event.text = "on-hold" }
        if kind == .commented { event.lineComments = Int.random(in: 0...1, using: &chance) }
        return event
    }

    private mutating func subject(of kind: PullRequestEvent.Kind) -> RecordKey? {
        guard kind == .reviewRequested || kind == .reviewRequestRemoved, Int.random(in: 0..<3, using: &chance) == 0
        else { return account() }
        return Self.teams.keys.sorted().randomElement(using: &chance)
    }

    private mutating func account() -> RecordKey? {
        Int.random(in: 0..<12, using: &chance) == 0 ? nil : Self.accounts.randomElement(using: &chance)?.key
    }

    private mutating func obstacles(_ opened: Int64) -> [PullRequestHistory.Obstacle] {
        guard Int.random(in: 0..<4, using: &chance) == 0 else { return [] }
        // Several at once, and of one kind with the same name or another.
        return (0..<Int.random(in: 1...4, using: &chance)).map { _ in
            let kind: PullRequestHistory.Obstacle.Kind =
                [.failingCheck, .failingCheck, .conflict, .dependency, .release].randomElement(using: &chance)
                ?? .conflict
            let from = opened + Int64.random(in: -600..<(10 * 86_400), using: &chance)
            return .init(
                kind, from: from, until: Bool.random(using: &chance) ? from + 90_061 : nil,
                what: [nil, "build", "lint"].randomElement(using: &chance) ?? nil)
        }
    }

    static func evidence(_ histories: [PullRequestHistory]) -> DeliveryEvidence {
        let names = accounts.map(\.key.description)
        let people = accounts.map {
            Person(id: $0.key.description, name: $0.login, email: "", kind: Person.Kind(lookingAt: $0))
        }
        return DeliveryEvidence(
            pullRequests: histories,
            people: DeliveryPeople(
                people: people, accounts: Dictionary(uniqueKeysWithValues: zip(accounts.map(\.key), names)),
                members: Set(names.prefix(3)), groups: teams.compactMapValues(\.self)),
            calendars: TeamCalendars(usual: WorkCalendar(.utc)), timeframe: Timeframe(end: now))
    }
}
