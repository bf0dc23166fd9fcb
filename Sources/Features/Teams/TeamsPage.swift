import Interface
import Records

/// All teams, each below the one it is a part of.
struct TeamsPage: Page {
    let tree: TeamTree
    /// Of today, by the team's name.
    let people: [String: [Membership]]
    let names: [Member.ID: String]
    let calendars: [KeptHolidays]
    /// Nil for readers who make no teams.
    let draft: TeamDraft?
    /// Pages that the reader may open beside this one.
    let places: [Interface.Link]
    let formToken: String

    private var current: [TeamTree.Row] { tree.rows.filter { $0.team.archivedAt == nil } }

    var title: String {
        current.isEmpty
            ? "No team yet"
            : Wording.capitalised(Wording.count(current.count, "team", "teams"))
    }
    var room: Room.ID? { "people" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Who works with whom, and from when to when. Numbers are about teams, never about one of their members."))
        \(current.isEmpty ? nothing : "<section aria-labelledby=\"all\"><h2 id=\"all\">All teams</h2>\(list(below: nil))</section>")
        \(when(draft) { form($0) })
        \(archived)\(when(!places.isEmpty, "<ul class=\"plain\">\(each(places) { "<li>\($0)</li>" })</ul>"))
        """
    }

    private var nothing: HTML {
        EmptyState(
            "Teams will stand here", text: "With who belongs to them as what, and when they work.",
            step: draft == nil
                ? "An administrator makes the first one."
                : "Make the first one below, or with <code>tutti teams add</code>."
        ).html
    }

    private func list(below name: String?) -> HTML {
        let teams = current.map(\.team).filter { team in
            name == nil ? team.parent.flatMap { tree[$0] } == nil : team.parent == name
        }
        guard !teams.isEmpty else { return .empty }
        return """
            <ul class="plain">\(each(teams) { team in
                "<li><a href=\"\(href: Link.team(team.name).path)\">\(Interface.name(team.title))</a> <span class=\"quiet\">\(words(team))</span>\(list(below: team.name))</li>"
            })</ul>
            """
    }

    private func words(_ team: Team) -> String {
        let own = people[team.name] ?? []
        let leads = own.filter { $0.role == .lead }.compactMap { names[$0.member] }.sorted()
        let count = own.isEmpty ? "nobody yet" : Wording.count(own.count, "person", "people")
        return leads.isEmpty ? count : "\(count), led by \(Wording.list(leads))"
    }

    private func form(_ draft: TeamDraft) -> HTML {
        """
        <section aria-labelledby="new"><h2 id="new">Make a team</h2>\
        <form method="post" action="\(href: Link.teams.path)">\(FormToken(text: formToken))\
        \(TeamFields(draft: draft, parents: current.map(\.team), calendars: calendars, isNew: true))\
        <p class="form__end"><button class="button" type="submit">Make it</button></p></form></section>
        """
    }

    private var archived: HTML {
        let old = tree.rows.map(\.team).filter { $0.archivedAt != nil }
        guard !old.isEmpty else { return .empty }
        return Details(
            Wording.capitalised(Wording.count(old.count, "archived team", "archived teams")),
            content: """
                <ul class="plain">\(each(old) { team in
                    "<li><a href=\"\(href: Link.team(team.name).path)\">\(Interface.name(team.title))</a></li>"
                })</ul>
                """
        ).html
    }
}

extension Link {
    static let teams = Link("teams")

    static func team(_ name: String) -> Link { Link("teams", name) }
}
