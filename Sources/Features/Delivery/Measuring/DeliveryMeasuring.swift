import Foundation
import Records
import Signals
import Store

extension DeliveryReadings {
    /// Measures every signal and whose turn it is, for one choice, from what is stored.
    ///
    /// - Parameters:
    ///   - source: read in the same transaction.
    ///   - now: in seconds since 1970.
    /// - Returns: nil for a team that there is not.
    package static func measured(
        _ choice: DeliveryChoice, from source: DeliverySource, at now: Int64, in db: any Connection
    ) throws -> DeliveryReadings? {
        guard let gathering = DeliveryGathering(source, choice, at: now) else { return nil }
        let evidence = try gathering.evidence(db)
        let reading = DeliveryReading(evidence)
        var measurements: [String: Signals.Measurement] = [:]
        for signal in DeliverySignal.all { measurements[signal.id] = signal.measure(reading) }
        if gathering.scope?.repositories.isEmpty == true {
            for (id, measurement) in measurements where measurement.status == .unavailable {
                measurements[id]?.why =
                    "\(measurement.why) The team answers for no repository yet; its page is where to say which."
            }
        }
        let open = OpenPullRequests(reading, gathering)
        var readings = DeliveryReadings(
            choice: choice, timeframe: gathering.timeframe, measurements: measurements, open: open.all,
            incidents: evidence.incidents, repositories: gathering.names(in: evidence))
        readings.waitsForMembers = open.members
        readings.unreadChecks = source.obstacles.unread(of: evidence.pullRequests).compactMap { source.names[$0] }
            .sorted()
        readings.unreadTeams = gathering.unreadTeams(evidence.pullRequests.map(\.pullRequest))
        readings.suggestions = try ReviewerOffers(reading, gathering).offers(for: open.all, db)
        return readings
    }
}

/// What waits, in words that pages show.
private struct OpenPullRequests {
    let reading: DeliveryReading
    let gathering: DeliveryGathering

    init(_ reading: DeliveryReading, _ gathering: DeliveryGathering) {
        self.reading = reading
        self.gathering = gathering
    }

    var all: [OpenPullRequest] {
        let clocks = Dictionary(reading.clocks.compactMap { $0 }.map { ($0.pullRequest, $0) }) { first, _ in first }
        let histories = Dictionary(reading.evidence.pullRequests.map { ($0.pullRequest.key, $0) }) { first, _ in first }
        let overlaps = reading.overlaps()
        return reading.turns().compactMap { turn in
            guard let clock = clocks[turn.pullRequest], let history = histories[turn.pullRequest] else { return nil }
            var open = open(turn, clock, history.pullRequest)
            open.risks = reading.risks(of: history, clock)
            open.overlaps = (overlaps[turn.pullRequest] ?? []).compactMap { overlap in
                histories[overlap.pullRequest].map { other in
                    .init(
                        key: overlap.pullRequest, number: other.pullRequest.number, title: other.pullRequest.title,
                        files: overlap.files)
                }
            }
            return open
        }
    }

    private func open(_ turn: WhoseTurn, _ clock: PullRequestClock, _ request: PullRequest) -> OpenPullRequest {
        OpenPullRequest(
            key: request.key, repository: gathering.source.names[request.repository] ?? request.repository.id,
            number: request.number, title: request.title, url: request.url, isDraft: turn.turn == .nobody(.draft),
            author: clock.author.flatMap(someone), turn: turn.turn, about: turn.about,
            waitsFor: turn.teams.isEmpty ? people(turn, request) : [], isTeam: turn.isTeam,
            teams: teams(turn, request), since: turn.since, openedAt: clock.opened, waitedElapsed: turn.wait.elapsed,
            waitedWorking: turn.wait.working, due: turn.due, additions: request.additions,
            deletions: request.deletions)
    }

    private func people(_ turn: WhoseTurn, _ request: PullRequest) -> [OpenPullRequest.Someone] {
        turn.people.compactMap { reading.evidence.people.place(of: $0) }
            .compactMap { someone($0, asked: request.requestedReviewers) }
    }

    /// Also where nobody knows who belongs to a team that was asked.
    private func teams(_ turn: WhoseTurn, _ request: PullRequest) -> [String] {
        guard turn.turn.party == .reviewer else { return [] }
        let asked = turn.isTeam ? request.requestedReviewers.filter { $0.kind == .team } : turn.teams
        return gathering.source.hostTeams.mentions(asked)
    }

    /// For the members' own pages.
    var members: [String: [Member.ID]] {
        var found: [String: [Member.ID]] = [:]
        for turn in reading.turns() {
            let members = turn.people.compactMap { gathering.source.identities.memberOfPerson[$0] }
            if !members.isEmpty { found[turn.pullRequest.description] = members.sorted() }
        }
        return found
    }

    /// Nobody where everybody is looked at, and nobody who objected.
    private func someone(_ place: Int32) -> OpenPullRequest.Someone? { someone(place, asked: []) }

    private func someone(_ place: Int32, asked: [RecordKey]) -> OpenPullRequest.Someone? {
        let person = reading.evidence.people.people[Int(place)]
        let identities = gathering.source.identities
        guard gathering.scope != nil, person.kind != .withheld else { return nil }
        let account = asked.first { identities.person(of: $0) == person.id }
        return .init(
            id: person.id, name: person.name, member: identities.memberOfPerson[person.id], account: account,
            login: account.flatMap { identities.login(of: $0) })
    }
}

extension DeliveryGathering {
    /// Names of the repositories that the signals' details speak of, by the text of their key.
    fileprivate func names(in evidence: DeliveryEvidence) -> [String: String] {
        let builds = evidence.pipelines?.builds.compactMap(\.repository) ?? []
        let reports =
            (evidence.coverage ?? []).compactMap(\.repository) + (evidence.debt ?? []).map(\.repository)
        let keys = Set(builds).union(reports)
        return Dictionary(
            keys.compactMap { key in source.names[key].map { (key.description, $0) } }
        ) { first, _ in first }
    }
}

extension Connection {
    /// What was measured last for a choice; nil where nothing was yet.
    ///
    /// - Parameters:
    ///   - signals: what is to be read, for who shows one number alone; nil for everything.
    ///   - lists: which long lists are read besides.
    package func deliveryReadings(
        for choice: DeliveryChoice, only signals: Set<String>? = nil,
        with lists: Set<DeliveryList> = [.open, .incidents]
    ) throws -> DeliveryReadings? {
        let unwanted = DeliveryList.allCases.filter { !lists.contains($0) }.map(\.rawValue)
        // The others are read by `waiting(for:)` and `suggestedReviewers` alone.
        let kept = try keptReadings(
            choice: choice.key, signals: signals,
            omitting: Set(unwanted).union([KeptDelivery.members, KeptDelivery.suggestions]))
        if kept.isEmpty { return nil }
        let decoder = JSONDecoder()
        var readings = DeliveryReadings(choice: choice, timeframe: Timeframe(end: 0), measurements: [:])
        for one in kept {
            switch one.signal {
            case KeptDelivery.extent: readings.timeframe = try decoder.decode(Timeframe.self, from: one.body)
            case KeptDelivery.open: readings.open = try decoder.decode([OpenPullRequest].self, from: one.body)
            case KeptDelivery.unread: readings.unreadChecks = try decoder.decode([String].self, from: one.body)
            case KeptDelivery.unreadTeams: readings.unreadTeams = try decoder.decode([String].self, from: one.body)
            case KeptDelivery.incidents: readings.incidents = try decoder.decode([Incident].self, from: one.body)
            case KeptDelivery.repositories:
                readings.repositories = try decoder.decode([String: String].self, from: one.body)
            default:
                readings.measurements[one.signal] = try Signals.Measurement(kept: one.body)
            }
        }
        return readings
    }

    /// Which state `deliveryReadings(for:)` tells of; the same one has the same readings. Reads none of them.
    package func deliveryBasis(for choice: DeliveryChoice) throws -> DeliveryBasis? {
        try keptBasis(choice: choice.key)
    }

    /// Whether the readings of a choice are not there, or not those that would be measured now: something changed that was
    /// taken up, a definition is another one, or too much time went by.
    package func areDeliveryReadingsOld(for choice: DeliveryChoice, at now: Int64) throws -> Bool {
        guard let basis = try deliveryBasis(for: choice) else { return true }
        if try basis.revision < deliveryRevision() { return true }
        let kept = try keptDefinitions(choice: choice.key)
        if DeliverySignal.all.contains(where: { kept[$0.id] != $0.definition }) { return true }
        if KeptDelivery.definitions.contains(where: { kept[$0.key] != $0.value }) { return true }
        let open = try keptReadings(choice: choice.key, signals: [KeptDelivery.open]).first?.body
        let isOpen = open.map { $0 != Data("[]".utf8) } ?? true
        return now - basis.measuredAt >= (isOpen ? KeptDelivery.ageWithClocks : KeptDelivery.age)
    }

    /// Keeps readings in place of those before.
    package func keep(_ readings: DeliveryReadings, revision: Int64) throws {
        try emitFindings(of: readings, at: readings.timeframe.end)
        var kept = [
            try KeptDelivery.reading(KeptDelivery.extent, readings.timeframe),
            try KeptDelivery.reading(KeptDelivery.open, readings.open),
            try KeptDelivery.reading(KeptDelivery.members, readings.waitsForMembers),
            try KeptDelivery.reading(KeptDelivery.suggestions, readings.suggestions),
            try KeptDelivery.reading(KeptDelivery.repositories, readings.repositories),
            try KeptDelivery.reading(KeptDelivery.unread, readings.unreadChecks),
            try KeptDelivery.reading(KeptDelivery.unreadTeams, readings.unreadTeams),
        ]
        if let incidents = readings.incidents {
            kept.append(
                KeptReading(
                    signal: KeptDelivery.incidents, definition: "incidents/1", body: try JSONValue.canonical(incidents))
            )
        }
        for (signal, measurement) in readings.signals {
            kept.append(
                KeptReading(signal: signal.id, definition: signal.definition, body: try measurement.kept))
        }
        try keep(
            kept, choice: readings.choice.key,
            on: DeliveryBasis(revision: revision, measuredAt: readings.timeframe.end))
    }
}

/// What may be long, and only some pages show.
package enum DeliveryList: String, CaseIterable, Sendable {
    case open, incidents
}

/// What is kept beside the signals.
enum KeptDelivery {
    static let extent = "extent"
    static let open = DeliveryList.open.rawValue
    static let members = "members"
    static let suggestions = "suggestions"
    /// Missing where no source tells of any.
    static let incidents = DeliveryList.incidents.rawValue
    static let repositories = "repositories"
    static let unread = "unread-checks"
    static let unreadTeams = "unread-teams"

    /// Raised when the shape of what is kept changes, that of signals' details too, which `extent` stands for: what an older
    /// version kept is measured anew.
    static let definitions = [
        extent: "extent/2", open: "open/6", members: "members/1", suggestions: "suggestions/1",
        repositories: "repositories/1", unread: "unread-checks/1",
        unreadTeams: "unread-teams/1",
    ]

    static func reading(_ name: String, _ value: some Encodable) throws -> KeptReading {
        KeptReading(signal: name, definition: definitions[name] ?? name, body: try JSONValue.canonical(value))
    }

    /// In seconds: working clocks of what is open move on, and of everything else the timeframe does.
    static let ageWithClocks: Int64 = 600
    static let age: Int64 = 3600
}
