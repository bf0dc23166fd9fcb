import Records

/// Who belonged to a team when, its parts included, and what it answers for.
struct TeamScope: Sendable {
    let team: Team
    /// Keys of repositories of code hosts.
    let repositories: Set<RecordKey>
    private let memberships: [Member.ID: [Membership]]
    private let clocks: [String: ZoneClock]

    /// - Parameters:
    ///   - memberships: of all teams and times.
    ///   - repositories: by team.
    init(_ team: Team, in tree: TeamTree, memberships: [Membership], repositories: [String: Set<RecordKey>]) {
        self.team = team
        let teams = Self.whole(team, in: tree)
        let names = Set(teams.map(\.name))
        self.repositories = names.reduce(into: []) { $0.formUnion(repositories[$1] ?? []) }
        self.memberships = Dictionary(grouping: memberships.filter { names.contains($0.team) }, by: \.member)
        clocks = Dictionary(teams.map { ($0.name, ZoneClock($0.zone) ?? .utc) }) { first, _ in first }
    }

    private static func whole(_ team: Team, in tree: TeamTree) -> [Team] {
        [team] + tree.parts(of: team.name).flatMap { whole($0, in: tree) }
    }

    /// At any time.
    func everBelonged(_ member: Member.ID) -> Bool { memberships[member] != nil }

    /// By the clock of the team or part that they belong to.
    func belongs(_ member: Member.ID, at instant: Int64) -> Bool {
        (memberships[member] ?? []).contains { membership in
            membership.holds(on: (clocks[membership.team] ?? .utc).day(at: instant))
        }
    }

    func members(at instant: Int64) -> Set<Member.ID> {
        Set(memberships.keys.filter { belongs($0, at: instant) })
    }
}
