import Records
import Store

/// What readings of deliveries are made from besides the records: people, teams, calendars, agreements. Read once for all
/// choices that are measured from one state.
package struct DeliverySource: Sendable {
    let identities: DeliveryIdentities
    let tree: TeamTree
    let memberships: [Membership]
    let repositories: [String: Set<RecordKey>]
    let agreements: [String: ReviewAgreement]
    let names: [RecordKey: String]
    let histories: HostedHistories
    let approvals: RequiredApprovals
    let obstacles: ObstacleGathering
    let hostTeams: HostTeams
    private let calendars: StoredCalendars

    package init(_ db: any Connection) throws {
        identities = DeliveryIdentities(try db.knownDeliveryPeople())
        tree = TeamTree(try db.teams())
        memberships = try db.memberships()
        repositories = try db.teamRepositories()
        agreements = try db.reviewAgreements()
        let hosted = try db.records(HostedRepository.self)
        names = Dictionary(hosted.map { ($0.key, $0.fullName) }) { first, _ in first }
        approvals = RequiredApprovals(hosted)
        obstacles = ObstacleGathering(hosted)
        histories = HostedHistories(hosted, try db.repositories(), origins: try db.origins())
        hostTeams = HostTeams(try db.records(HostTeam.self))
        calendars = try StoredCalendars(db)
    }

    /// The repository that a code host calls so; nil where none or several do.
    func repository(named name: String) -> RecordKey? {
        let found = names.filter { $0.value.lowercased() == name.lowercased() }
        return found.count == 1 ? found.first?.key : nil
    }

    /// Nil for a team that there is not.
    func scope(of name: String) -> TeamScope? {
        tree[name].map { TeamScope($0, in: tree, memberships: memberships, repositories: repositories) }
    }

    func calendars(for team: Team?, at now: Int64) -> TeamCalendars {
        calendars.calendars(team, teams: teams(at: now), people: identities.memberOfPerson)
    }

    /// The team of each member today; of several the first by name.
    private func teams(at now: Int64) -> [Member.ID: Team] {
        var teams: [Member.ID: Team] = [:]
        for membership in memberships.sorted(by: { $0.team < $1.team }) where teams[membership.member] == nil {
            guard let team = tree[membership.team], team.archivedAt == nil else { continue }
            if membership.holds(on: team.day(at: now)) { teams[membership.member] = team }
        }
        return teams
    }
}

extension Connection {
    /// Accounts, and all that tells who stands behind them.
    func knownDeliveryPeople() throws -> DeliveryIdentities.Known {
        var known = DeliveryIdentities.Known()
        known.accounts = try records(Account.self)
        known.histories = try repositories().compactMap { try whoIsWho(in: $0.id) }
        known.decisions = try identityDecisions()
        known.members = try members()
        known.claims = AccountClaims(try accountClaims()).all
        try each("SELECT email, member FROM proven_address") { known.provenAddresses[try $0.get(0)] = try $0.get(1) }
        known.objecting = Set(try rows("SELECT member FROM objection") { try $0.get(0, as: Member.ID.self) })
        return known
    }
}
