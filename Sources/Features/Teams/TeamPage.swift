import Interface
import Records

/// One team: who belongs to it as what, its parts, and what its keepers may change.
struct TeamPage: Page {
    let team: Team
    let tree: TeamTree
    let work: TeamWork
    let paths: TeamPaths
    /// Of all times.
    let memberships: [Membership]
    /// All members, also those who left.
    let members: [Member]
    let today: CivilDay
    /// The reader may say who belongs to it.
    let isKeeper: Bool
    let joining: JoiningDraft
    /// Nil for readers who do not change the team itself.
    let settings: TeamSettings?
    let formToken: String
    /// What could not be done.
    let error: String?

    var title: String { team.title }
    var room: Room.ID? { "people" }

    private var current: [Membership] {
        memberships.filter { $0.until.map { $0 > today } ?? true }.sorted {
            ($0.role == .lead ? 0 : 1, who($0), $0.from) < ($1.role == .lead ? 0 : 1, who($1), $1.from)
        }
    }

    var content: HTML {
        """
        \(PageHead(title, lead: lead, above: Breadcrumb([Interface.Link("Teams", to: Link.teams.path)] + tree.above(team.name).map { Interface.Link($0.title, to: Link.team($0.name).path) }, current: team.title).html))
        \(when(team.archivedAt) { Note("Archived on \(Days.long($0)). It keeps its past and takes nobody in.").html })\
        \(when(error) { Note(.bad, "\($0)").html })
        <section aria-labelledby="who"><h2 id="who">Who belongs to it</h2>\(table)</section>
        \(parts)
        \(when(isKeeper && team.archivedAt == nil, JoiningForm(team: team, members: free, draft: joining, formToken: formToken).html))
        \(work)
        \(paths)
        \(past)
        \(settings)
        """
    }

    private var lead: HTML {
        """
        Known as <code>\(team.name)</code>. Its days begin by the clock of \(team.zone); ordinary hours are \
        \(team.hours.text.isEmpty ? "none" : team.hours.text).
        """
    }

    /// Who could still join.
    private var free: [Member] {
        let inside = Set(current.map(\.member))
        return members.filter { $0.leftAt == nil && !inside.contains($0.id) }
    }

    private func who(_ membership: Membership) -> String {
        members.first { $0.id == membership.member }?.name ?? "Somebody who left"
    }

    private var table: Table {
        Table(
            "Members of \(team.title)",
            columns: [.text("Name"), .text("As"), .text("Since")] + (isKeeper ? [.text("")] : []),
            rows: current.map { membership in
                [name(who(membership)), Tag(membership.role.rawValue).html, "\(span(membership))"]
                    + (isKeeper ? [actions(membership)] : [])
            }, none: "Nobody yet.")
    }

    private func span(_ membership: Membership) -> String {
        let begin = membership.from > today ? "from \(Days.long(membership.from))" : Days.long(membership.from)
        guard let until = membership.until else { return begin }
        return "\(begin), until \(Days.long(CivilDay(number: until.number - 1)))"
    }

    private func actions(_ membership: Membership) -> HTML {
        let path = Link("teams", team.name, "memberships", membership.member)
        let other: Membership.Role = membership.role == .lead ? .member : .lead
        return """
            \(ButtonForm(words: other == .lead ? "Make lead" : "Make member", path: path.path + "/role", token: formToken, fields: [("role", other.rawValue)], subject: who(membership)))\
            \(ButtonForm(words: "End", path: path.path + "/ending", token: formToken, subject: "the membership of \(who(membership))"))
            """
    }

    private var parts: HTML {
        let parts = tree.parts(of: team.name).filter { $0.archivedAt == nil }
        guard !parts.isEmpty else { return .empty }
        return """
            <section aria-labelledby="parts"><h2 id="parts">Its parts</h2><ul class="plain">\(each(parts) { part in
                "<li><a href=\"\(href: Link.team(part.name).path)\">\(name(part.title))</a></li>"
            })</ul></section>
            """
    }

    private var past: HTML {
        let old = memberships.filter { $0.until.map { $0 <= today } ?? false }
        guard !old.isEmpty else { return .empty }
        let table = Table(
            "Past memberships", columns: [.text("Name"), .text("As"), .text("From"), .text("Until")],
            rows: old.map { one in
                [
                    name(who(one)), "\(one.role.rawValue)", "\(Days.long(one.from))",
                    "\(when(one.until) { "\(Days.long(CivilDay(number: $0.number - 1)))" })",
                ]
            })
        return Details("Who belonged to it before", content: table.html).html
    }
}
