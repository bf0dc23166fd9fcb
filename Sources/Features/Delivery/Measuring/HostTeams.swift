import Records
import Store

/// The teams and groups of code hosts, as far as they are known.
struct HostTeams: Sendable {
    /// As CODEOWNERS writes them, without the `@`.
    private let names: [RecordKey: String]
    /// The accounts of those whose members were told.
    private let accounts: [RecordKey: [RecordKey]]
    private let byName: [String: RecordKey]

    init(_ teams: [HostTeam]) {
        names = Dictionary(teams.map { ($0.key, $0.name) }) { first, _ in first }
        let accounts = Dictionary(teams.compactMap { team in team.members.map { (team.key, $0.accounts) } }) { one, _ in
            one
        }
        self.accounts = accounts
        // A name may have been another team's before; that one has nobody any more.
        byName = Dictionary(teams.map { (Self.place($0.key.source, $0.name), $0.key) }) { one, other in
            accounts[other]?.count ?? 0 > accounts[one]?.count ?? 0 ? other : one
        }
    }

    /// `@acme/payments`, in order.
    func mentions(_ teams: some Sequence<RecordKey>) -> [String] {
        teams.compactMap { names[$0] }.map { "@\($0)" }.sorted()
    }

    func isKnown(_ team: RecordKey) -> Bool { accounts[team] != nil }

    /// Nobody where it is not known who they are.
    func accounts(of name: some StringProtocol, at source: String) -> [RecordKey] {
        byName[Self.place(source, name)].flatMap { accounts[$0] } ?? []
    }

    /// Who is behind the accounts of each team whose members are known.
    func people(_ identities: DeliveryIdentities) -> [RecordKey: Set<Person.ID>] {
        accounts.mapValues { Set($0.compactMap { identities.person(of: $0) }) }
    }

    private static func place(_ source: String, _ name: some StringProtocol) -> String {
        "\(source) \(name.lowercased())"
    }
}

extension DeliveryGathering {
    /// Teams that are asked for a review of what is open, and of whom nobody knows who belongs to them.
    func unreadTeams(_ requests: [PullRequest]) -> [String] {
        let asked = Set(requests.filter { $0.state == .open }.flatMap(\.requestedReviewers)).filter { $0.kind == .team }
        return source.hostTeams.mentions(asked.filter { !source.hostTeams.isKnown($0) })
    }
}

extension Connection {
    /// Teams and groups, without their `@`, that CODEOWNERS names at the head of a repository or that are asked for a review
    /// of what is open, by the source whose they are. What may be somebody's name and is nobody's who is known is among them.
    package func namedTeams() throws -> [String: Set<String>] {
        var named: [String: Set<String>] = [:]
        let hosted = try records(HostedRepository.self)
        let histories = HostedHistories(hosted, try repositories(), origins: try origins())
        for repository in hosted {
            guard let clone = histories[repository.key], let owners = try codeOwners(of: clone)?.owners else {
                continue
            }
            let names = owners.filter { $0.hasPrefix("@") }.map { $0.dropFirst().lowercased() }
            named[repository.key.source, default: []].formUnion(names)
        }
        let people = try knownLogins(among: Set(named.values.joined()))
        named = named.mapValues { $0.subtracting(people) }.filter { !$0.value.isEmpty }
        let asked = try reviewersAsked().filter { $0.kind == .team }
        if asked.isEmpty { return named }
        for team in try records(HostTeam.self) where asked.contains(team.key) {
            named[team.key.source, default: []].insert(team.name)
        }
        return named
    }
}
