import Records
import Store

/// The teams whose actions somebody may read and change: those that they belong to, and those above them; and everybody's.
struct ActionCircle: Sendable {
    let member: Member.ID
    /// By name, the titles.
    let teams: [String: String]
    /// Who may own an action of which team; of everybody's under the empty name.
    let owners: [String: [Member]]
    /// By team; everybody's day is that of UTC.
    private let today: [String: CivilDay]

    func day(of team: String?) -> CivilDay { today[team ?? ""] ?? CivilDay(number: 0) }

    func holds(_ team: String?) -> Bool { team.map { teams[$0] != nil } ?? true }

    func title(of team: String?) -> String { team.flatMap { teams[$0] } ?? "Everybody" }

    func name(of owner: Member.ID?) -> String {
        guard let owner else { return "nobody yet" }
        return owners[""]?.first { $0.id == owner }?.name ?? "somebody who left"
    }

    func isOwner(_ owner: Member.ID, in team: String?) -> Bool {
        owners[team ?? ""]?.contains { $0.id == owner } ?? false
    }

    fileprivate init(
        member: Member.ID, teams: [String: String], owners: [String: [Member]], today: [String: CivilDay]
    ) {
        self.member = member
        self.teams = teams
        self.owners = owners
        self.today = today
    }
}

extension Connection {
    func actionCircle(of member: Member.ID, at now: Int64) throws -> ActionCircle {
        let around = try teamsAround(member, on: [now])
        let known = try teams().filter { around.contains($0.name) }
        let members = try members().filter { $0.leftAt == nil }.sorted { $0.name < $1.name }
        let tree = TeamTree(try teams())
        var inside: [String: Set<Member.ID>] = [:]
        for membership in try memberships() {
            guard let team = tree[membership.team], membership.holds(on: team.day(at: now)) else { continue }
            for name in [team.name] + tree.above(team.name).map(\.name) {
                inside[name, default: []].insert(membership.member)
            }
        }
        var owners: [String: [Member]] = ["": members]
        for team in known { owners[team.name] = members.filter { inside[team.name]?.contains($0.id) ?? false } }
        var today = ["": CivilDay(now)]
        for team in known { today[team.name] = team.day(at: now) }
        return ActionCircle(
            member: member, teams: Dictionary(uniqueKeysWithValues: known.map { ($0.name, $0.title) }), owners: owners,
            today: today)
    }
}
