/// All teams, each below the one it is a part of.
package struct TeamTree: Sendable {
    /// Every team after the one above it; those side by side by their titles.
    package private(set) var rows: [Row] = []

    package struct Row: Hashable, Sendable {
        package let team: Team
        /// 0 for a team that is no part of another.
        package let depth: Int
    }

    private var byName: [String: Team] = [:]
    private var below: [String: [Team]] = [:]

    package init(_ teams: [Team]) {
        byName = Dictionary(teams.map { ($0.name, $0) }) { first, _ in first }
        for team in teams.sorted(by: { ($0.title, $0.name) < ($1.title, $1.name) }) {
            below[team.parent.flatMap { byName[$0] }?.name ?? "", default: []].append(team)
        }
        add(below[""] ?? [], depth: 0)
    }

    package subscript(name: String) -> Team? { byName[name] }

    /// Its parts, not theirs.
    package func parts(of name: String) -> [Team] { below[name] ?? [] }

    /// From the outermost team to the one that it is a part of.
    package func above(_ name: String) -> [Team] {
        var above: [Team] = []
        var next = byName[name]?.parent
        while let team = next.flatMap({ byName[$0] }), !above.contains(team) {
            above.insert(team, at: 0)
            next = team.parent
        }
        return above
    }

    /// Whether `name` may become a part of `parent`: never of itself or of one of its own parts.
    package func mayMove(_ name: String, below parent: String) -> Bool {
        name != parent && byName[parent] != nil && !above(parent).contains { $0.name == name }
    }

    private mutating func add(_ teams: [Team], depth: Int) {
        for team in teams {
            rows.append(Row(team: team, depth: depth))
            add(below[team.name] ?? [], depth: depth + 1)
        }
    }
}
