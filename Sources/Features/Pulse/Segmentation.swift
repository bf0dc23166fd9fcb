import BlindTickets
import Records

/// Whom a round asks, divided so that everybody stands in one segment and every segment is large enough to hide in.
///
/// Somebody counts in the lowest chosen team that they belong to, by themselves or by a part of it; of several side by side in
/// the first by name. A chosen team with too few people joins the chosen one above it. Where too few are left beside the parts
/// of a team, its smallest part joins them: else they could be told apart by subtraction.
package struct Segmentation: Sendable {
    private(set) var segments: [RoundPlan.Segment] = []
    /// How the chosen teams lie within each other.
    private(set) var parts: [Manifest.Part] = []

    /// Who is asked at all.
    package enum Whom: Hashable, Sendable {
        case everybody
        /// Those who belong to one of the chosen teams.
        case teams
    }

    static let dimension = "team"
    /// Of everybody, where nothing is divided.
    package static let everybody = "everybody"
    /// No team's name has a dot.
    static let others = "everybody.else"
    static let together = "all.together"

    /// - Parameters:
    ///   - chosen: names of teams.
    ///   - members: everybody who may sign in.
    ///   - direct: who belongs to which team itself, by its name.
    ///   - least: people in a segment.
    /// - Throws: a sentence for whoever chose.
    init(
        _ whom: Whom, chosen: Set<String>, tree: TeamTree, members: [Member.ID], direct: [String: Set<Member.ID>],
        least: Int
    ) throws(FormTrouble) {
        var draft = Draft(whom, chosen: chosen, tree: tree, members: members, direct: direct)
        try draft.fold(least: least)
        segments = draft.segments
        parts = draft.parts
    }

    /// All of them together, as in a round over which people may tie their answers: nothing divides it.
    var undivided: Segmentation {
        guard segments.count > 1 else { return self }
        var whole = self
        let isEverybody = segments.contains { [Self.everybody, Self.others].contains($0.id) }
        whole.segments = [
            RoundPlan.Segment(
                id: isEverybody ? Self.everybody : Self.together,
                title: isEverybody ? "Everybody" : Wording.list(segments.map(\.title)),
                members: segments.flatMap(\.members))
        ]
        whole.parts = []
        return whole
    }
}

/// Chosen teams with those who count in them, while they are being joined.
private struct Draft {
    private struct Group {
        let title: String
        /// Nil for the outermost ones; `outermost` is above all where everybody is asked.
        let above: String?
        var people: [Member.ID] = []
    }

    private let tree: TeamTree
    private var groups: [String: Group] = [:]
    /// From the outermost to the innermost.
    private var order: [String] = []

    /// Stands for everybody; no team's name is empty.
    private static let outermost = ""

    init(
        _ whom: Segmentation.Whom, chosen: Set<String>, tree: TeamTree, members: [Member.ID],
        direct: [String: Set<Member.ID>]
    ) {
        self.tree = tree
        if whom == .everybody {
            groups[Self.outermost] = Group(title: "Everybody", above: nil)
            order.append(Self.outermost)
        }
        for row in tree.rows where chosen.contains(row.team.name) {
            let above = tree.above(row.team.name).last { chosen.contains($0.name) }?.name
            groups[row.team.name] = Group(
                title: row.team.title, above: above ?? (whom == .everybody ? Self.outermost : nil))
            order.append(row.team.name)
        }
        for member in members {
            let places = direct.filter { $0.value.contains(member) }.keys.compactMap { team in
                ([team] + tree.above(team).map(\.name).reversed()).first { chosen.contains($0) }
            }
            let place = places.min { (-tree.above($0).count, $0) < (-tree.above($1).count, $1) }
            if let home = place ?? (whom == .everybody ? Self.outermost : nil) { groups[home]?.people.append(member) }
        }
    }

    mutating func fold(least: Int) throws(FormTrouble) {
        guard !order.isEmpty else { throw FormTrouble("Choose a team, or ask everybody.") }
        for name in order.reversed() {
            guard let group = groups[name] else { continue }
            while let count = groups[name]?.people.count, count > 0, count < least, let part = smallestPart(of: name) {
                join(part, to: name)
            }
            let total = people(of: name)
            guard total < least else { continue }
            guard let above = group.above else {
                if name == Self.outermost { continue }
                throw FormTrouble(
                    "\(group.title) has \(Wording.count(total, "person", "people")), and fewer than \(least) people could be seen through. Choose the team that it is a part of, or ask everybody."
                )
            }
            join(name, to: above)
        }
    }

    private func parts(of name: String) -> [String] { order.filter { groups[$0]?.above == name } }

    private func people(of name: String) -> Int {
        (groups[name]?.people.count ?? 0) + parts(of: name).reduce(0) { $0 + people(of: $1) }
    }

    private func smallestPart(of name: String) -> String? {
        parts(of: name).min { (people(of: $0), $0) < (people(of: $1), $1) }
    }

    /// With all its own parts.
    private mutating func join(_ part: String, to name: String) {
        for inner in parts(of: part) { join(inner, to: part) }
        let joining = groups.removeValue(forKey: part)?.people ?? []
        groups[name]?.people += joining
        order.removeAll { $0 == part }
    }

    // MARK: What stands in the manifest

    var segments: [RoundPlan.Segment] {
        order.compactMap { name in
            guard let group = groups[name], !group.people.isEmpty || order.count == 1 else { return nil }
            let isDivided = !parts(of: name).isEmpty
            if name == Self.outermost {
                return .init(
                    id: isDivided ? Segmentation.others : Segmentation.everybody,
                    title: isDivided ? "Everybody else" : "Everybody", members: group.people)
            }
            return .init(
                id: name, title: isDivided ? "\(group.title), outside its parts" : group.title, members: group.people)
        }
    }

    /// Empty where the teams lie side by side: their segments then say all.
    var parts: [Manifest.Part] {
        let nested = order.filter { groups[$0]?.above.map { $0 != Self.outermost } ?? false }
        let inner = Set(nested.compactMap { groups[$0]?.above })
        return order.filter { nested.contains($0) || inner.contains($0) }.compactMap { name in
            groups[name].map { group in
                Manifest.Part(
                    dimension: Segmentation.dimension, value: name, title: group.title,
                    above: group.above == Self.outermost ? nil : group.above)
            }
        }
    }
}
