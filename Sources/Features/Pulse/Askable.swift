import BlindTickets
import Records
import Store

/// Who could be asked at this moment, and by which teams whoever announces a round may divide them.
struct Askable: Sendable {
    /// Teams that are not archived.
    let tree: TeamTree
    /// Everybody who may sign in.
    let members: [Member.ID]
    /// Who belongs to which team itself, today.
    let direct: [String: Set<Member.ID>]
    /// Those whom they lead, with the parts of these; every team for an administrator.
    let mayChoose: Set<String>

    /// Those that may be chosen, each after the one it is a part of.
    var rows: [TeamTree.Row] { tree.rows.filter { mayChoose.contains($0.team.name) } }

    /// Whether all of these teams may be chosen; none of them stands for everybody.
    func mayAsk(_ teams: [String]) -> Bool { mayChoose.isSuperset(of: teams) }

    /// With its parts.
    func people(of team: String) -> Int {
        let names =
            [team]
            + tree.rows.map(\.team.name).filter { name in
                tree.above(name).contains { $0.name == team }
            }
        return names.reduce(into: Set<Member.ID>()) { $0.formUnion(direct[$1] ?? []) }.count
    }

    /// People in a segment: one more than answers behind a figure, because somebody in it knows their own.
    static func least(k: Int) -> Int { max(Manifest.smallestSegment, k + 1) }
}

extension Connection {
    /// - Parameter announcer: nil for the server itself, which asks whomever somebody once chose.
    func askable(by announcer: Member?, at now: Int64) throws -> Askable {
        let teams = try teams().filter { $0.archivedAt == nil }
        let tree = TeamTree(teams)
        let members = try members().filter { $0.leftAt == nil }.map(\.id)
        let present = Set(members)
        let today = Dictionary(uniqueKeysWithValues: teams.map { ($0.name, $0.day(at: now)) })
        var direct: [String: Set<Member.ID>] = [:]
        var led: Set<String> = []
        for membership in try memberships() where present.contains(membership.member) {
            guard let day = today[membership.team], membership.holds(on: day) else { continue }
            direct[membership.team, default: []].insert(membership.member)
            if membership.member == announcer?.id, membership.role == .lead { led.insert(membership.team) }
        }
        let mayChoose = teams.map(\.name).filter { name in
            announcer?.isAdministrator ?? true || led.contains(name)
                || tree.above(name).contains { led.contains($0.name) }
        }
        return Askable(tree: tree, members: members, direct: direct, mayChoose: Set(mayChoose))
    }
}
