import Records
import Signals
import Store

/// Evidence for a choice, put together from what is stored.
struct DeliveryGathering {
    let source: DeliverySource
    let choice: DeliveryChoice
    let timeframe: Timeframe
    /// Nil for everybody.
    let scope: TeamScope?

    /// Nil for a team that there is not.
    ///
    /// - Parameter now: up to when it looks, in seconds since 1970.
    init?(_ source: DeliverySource, _ choice: DeliveryChoice, at now: Int64) {
        self.source = source
        self.choice = choice
        timeframe = choice.timeframe(until: now)
        if let team = choice.team {
            guard let scope = source.scope(of: team) else { return nil }
            self.scope = scope
        } else {
            scope = nil
        }
    }

    /// A change that was deployed at the beginning may have been merged, and a deployment compared with another one, long
    /// before. What began still earlier stays unknown, and signals say what they left out.
    static let before = 90 * Timeframe.day
    /// A forecast rests on the last fifteen complete weeks, whatever timeframe is looked at.
    static let weeksOfWork = 20 * 7 * Timeframe.day

    func evidence(_ db: any Connection) throws -> DeliveryEvidence {
        let pipelines = try db.pipelines(storeScope)
        let requests = try source.obstacles.added(
            to: source.approvals.added(to: db.pullRequests(storeScope, where: isOurs)), runs: pipelines,
            where: { scope?.repositories.contains($0) ?? true }, db)
        let histories = try ChangedFiles(source.histories).added(to: requests, db)
        var evidence = DeliveryEvidence(
            pullRequests: histories, people: people(histories),
            calendars: source.calendars(for: scope?.team, at: timeframe.end),
            agreement: scope.flatMap { source.agreements[$0.team.name] } ?? ReviewAgreement(), timeframe: timeframe)
        // `connectedAt` stays nil: connecting a source has its history read as a whole, with the source's own times of every
        // event, so that what happened before is as well known as what happened since.
        try add(DeploymentGathering(self).gathered(db), to: &evidence)
        evidence.releases = try db.releases(storeScope)
        evidence.pipelines = pipelines
        evidence.testRuns = try db.testRuns(reportScope).flatMap(told)
        evidence.owners = try owners(for: evidence.testRuns ?? [], db)
        evidence.coverage = try db.coverageReports(reportScope).flatMap(told)
        evidence.changeCoverage = try changeCoverage(of: histories, db)
        evidence.debt = try db.analyses(reportScope)
        evidence.work = try db.work(workScope, of: histories.map(\.pullRequest.key)).map { work in
            TrackedWork(
                items: work.items, changes: work.changes, sprints: work.sprints,
                commitments: try commitments(for: work, db), links: work.links)
        }
        return evidence
    }

    /// Of sprints whose items are read whole; of a team what it keeps, since several may plan in one sprint.
    private func commitments(for work: StoredWork, _ db: any Connection) throws -> [SprintCommitment] {
        let sprints = work.sprints.filter { $0.startAt.map { $0 >= workScope.since } ?? false }
        guard let scope else { return try db.sprintCommitments(of: sprints.map(\.key)) }
        let read = Set(work.items.map(\.key))
        return try db.sprintCommitments(of: sprints.map(\.key)) { item, container in
            read.contains(item) || container.map(scope.repositories.contains) ?? false
        }
    }

    /// Nil where none was ever worked out: then nobody hands in reports for what is merged.
    private func changeCoverage(
        of histories: [PullRequestHistory], _ db: any Connection
    ) throws -> [PullRequestCoverage]? {
        let found = try db.changeCoverages(of: histories.map(\.pullRequest.key))
        return found.isEmpty ? nil : found
    }

    /// Of a team without any such report it is unknown whether somebody hands them in for it.
    private func told<Report>(_ reports: [Report]) -> [Report]? { reports.isEmpty && scope != nil ? nil : reports }

    private func add(_ found: DeploymentGathering.Found, to evidence: inout DeliveryEvidence) {
        evidence.deployments = found.deployments
        evidence.incidents = found.incidents
        evidence.commits = found.commits
    }

    var storeScope: MeasuringScope { storeScope(since: (timeframe.start ?? 0) - Self.before) }

    private var reportScope: MeasuringScope { storeScope(since: timeframe.start ?? 0) }

    private var workScope: MeasuringScope {
        storeScope(since: min((timeframe.start ?? 0) - Self.before, timeframe.end - Self.weeksOfWork))
    }

    private func storeScope(since: Int64) -> MeasuringScope {
        let part = scope.map { scope in
            MeasuringScope.Part(
                repositories: scope.repositories, authors: source.identities.accounts(where: scope.everBelonged))
        }
        return MeasuringScope(since: since, until: timeframe.end, team: part)
    }

    /// In one of the team's repositories, or by somebody who belonged to it when they opened it.
    func isOurs(_ request: PullRequest) -> Bool {
        guard let scope else { return true }
        if scope.repositories.contains(request.repository) { return true }
        let author = source.identities.member(of: request.author)
        return author.map { scope.belongs($0, at: request.createdAt) } ?? false
    }
}

extension DeliveryGathering {
    func people(_ histories: [PullRequestHistory]) -> DeliveryPeople {
        let identities = source.identities
        guard let scope else { return everybody(histories) }
        let members = Set(scope.members(at: timeframe.end).compactMap { identities.personOfMember[$0] })
        return DeliveryPeople(
            people: identities.people, accounts: identities.accounts(in: histories), members: members,
            groups: source.hostTeams.people(identities))
    }

    /// Without names: numbers about everybody are read by more than those who work together. Expected to review is who did
    /// something in the timeframe.
    private func everybody(_ histories: [PullRequestHistory]) -> DeliveryPeople {
        let identities = source.identities
        var accounts: Set<RecordKey> = []
        let start = timeframe.start ?? .min
        for history in histories {
            if let author = history.pullRequest.author, history.pullRequest.createdAt >= start {
                accounts.insert(author)
            }
            for event in history.events where event.at >= start && event.at < timeframe.end {
                if let actor = event.actor { accounts.insert(actor) }
            }
        }
        let active = Set(accounts.compactMap { identities.person(of: $0) })
        let nameless = Dictionary(identities.people.enumerated().map { ($1.id, Self.nameless($0)) }) { first, _ in first
        }
        return DeliveryPeople(
            people: identities.people.enumerated().map { number, person in
                Person(id: Self.nameless(number), name: "Somebody", email: person.email, kind: person.kind)
            },
            accounts: identities.accounts(in: histories).compactMapValues { nameless[$0] },
            members: Set(active.compactMap { nameless[$0] }),
            groups: source.hostTeams.people(identities).mapValues { Set($0.compactMap { nameless[$0] }) })
    }

    /// Ids that stay in the order of the real ones, of which they say nothing.
    private static func nameless(_ number: Int) -> Person.ID {
        let digits = String(number)
        return "person-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
