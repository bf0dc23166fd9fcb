import Records
import Signals
import Store

/// Whose turn a pull request was at every moment since it was opened: the whole minutes of all stretches together are those
/// from the opening to the end.
package struct PullRequestTimeline: Encodable, Sendable {
    package struct Span: Encodable, Sendable {
        package let from: String
        package let until: String
        package let party: String
        package let turn: String
        package let why: String
        /// Names, of the code host's teams too; empty for the team as a whole, and for who objected.
        package let waitsFor: [String]
        package let minutes: Int64
        package let workingMinutes: Int64
    }

    package let key: RecordKey
    package let repository: String
    package let number: Int
    package let title: String
    package let url: String?
    package let state: String
    package let openedAt: String
    package let readyAt: String?
    package let firstReviewAt: String?
    package let approvedAt: String?
    package let mergedAt: String?
    package let closedAt: String?
    /// When it was merged or closed; else up to when it looks.
    package let endsAt: String
    package let minutes: Int64
    /// By turn.
    package let minutesByTurn: [String: Int64]
    package let rounds: Int
    /// Seconds of coding, pickup, review and merge, as far as they are known; and why the others are not.
    package let parts: [String: Int64]
    package let absent: [String: String]
    package let spans: [Span]

    /// - Parameters:
    ///   - now: up to when it looks, in seconds since 1970.
    ///   - isNaming: whether who asks may read names.
    /// - Returns: nil for a pull request that is not known, or not that team's.
    package static func of(
        _ key: RecordKey, as choice: DeliveryChoice, from source: DeliverySource, at now: Int64, naming isNaming: Bool,
        in db: any Connection
    ) throws -> PullRequestTimeline? {
        guard let gathering = DeliveryGathering(source, choice, at: now),
            let evidence = try gathering.evidence(of: key, db), let history = evidence.pullRequests.first
        else { return nil }
        let reading = DeliveryReading(evidence)
        guard let clock = reading.clock(of: key) else { return nil }
        return PullRequestTimeline(history.pullRequest, clock, reading, gathering, naming: isNaming)
    }

    private init(
        _ request: PullRequest, _ clock: PullRequestClock, _ reading: DeliveryReading, _ gathering: DeliveryGathering,
        naming isNaming: Bool
    ) {
        key = request.key
        repository = gathering.source.names[request.repository] ?? request.repository.id
        (number, title, url) = (request.number, request.title, request.url)
        state = (clock.merged != nil ? PullRequest.State.merged : clock.closed != nil ? .closed : .open).rawValue
        openedAt = Days.instant(clock.opened)
        readyAt = clock.start.map(Days.instant)
        firstReviewAt = clock.firstReview.map(Days.instant)
        approvedAt = clock.approved.map(Days.instant)
        mergedAt = clock.merged.map(Days.instant)
        closedAt = clock.closed.map(Days.instant)
        endsAt = Days.instant(clock.end)
        let byTurn = clock.minutes
        minutes = byTurn.values.reduce(0, +)
        minutesByTurn = Dictionary(uniqueKeysWithValues: byTurn.map { ($0.key.name, $0.value) })
        rounds = clock.rounds
        var (parts, absent): ([String: Int64], [String: String]) = ([:], [:])
        // What was deployed is a matter of the repository, and told by its lead time.
        for part in PullRequestParts.Part.allCases where part != .deploy {
            parts[part.rawValue] = clock.parts[part]
            absent[part.rawValue] = clock.parts.absent[part]?.rawValue
        }
        (self.parts, self.absent) = (parts, absent)
        spans = clock.timeline.map { span in
            Span(
                from: Days.instant(span.from), until: Days.instant(span.until), party: span.turn.party.rawValue,
                turn: span.turn.name, why: span.why,
                waitsFor: Self.waitsFor(span, reading, gathering, naming: isNaming),
                minutes: (span.until - clock.opened) / 60 - (span.from - clock.opened) / 60,
                workingMinutes: span.working / 60)
        }
    }

    private static func waitsFor(
        _ span: PullRequestClock.Span, _ reading: DeliveryReading, _ gathering: DeliveryGathering, naming isNaming: Bool
    ) -> [String] {
        if !span.teams.isEmpty { return gathering.source.hostTeams.mentions(span.teams) }
        return isNaming ? gathering.names(span.asked, in: reading.evidence.people) : []
    }
}

extension DeliveryGathering {
    /// One pull request alone, with the people and calendars of the choice; nil where it is not known, or not the team's.
    func evidence(of key: RecordKey, _ db: any Connection) throws -> DeliveryEvidence? {
        let histories = try source.obstacles.added(
            to: source.approvals.added(to: db.pullRequestHistories([key]).filter { isOurs($0.pullRequest) }), db)
        guard !histories.isEmpty else { return nil }
        return DeliveryEvidence(
            pullRequests: histories, people: people(histories),
            calendars: source.calendars(for: scope?.team, at: timeframe.end),
            agreement: scope.flatMap { source.agreements[$0.team.name] } ?? ReviewAgreement(), timeframe: timeframe)
    }

    /// None where everybody is looked at, and none of who objected.
    func names(_ places: [Int32], in people: DeliveryPeople) -> [String] {
        if scope == nil { return [] }
        return places.map { people.people[Int($0)] }.filter { $0.kind != .withheld }.map(\.name)
    }
}
