import Interface
import Records

/// Who joins a team as what, as somebody typed it.
struct JoiningDraft: Sendable {
    var login = ""
    var role = Membership.Role.member.rawValue
    var from = ""
    var errors: [String: String] = [:]
}

/// Takes somebody into a team.
struct JoiningForm: Component {
    let team: Team
    /// Who does not belong to it yet.
    let members: [Member]
    let draft: JoiningDraft
    let formToken: String

    var html: HTML {
        guard !members.isEmpty else { return "<p class=\"quiet\">Every member belongs to this team.</p>" }
        return """
            <section aria-labelledby="join"><h2 id="join">Take somebody in</h2>\
            <form method="post" action="\(href: Link("teams", team.name, "memberships").path)">\(FormToken(text: formToken))\
            \(Field("Who", name: "login", form: "join", .select(members.map { .init("\($0.name) (\($0.login))", value: $0.login) }), value: draft.login, error: draft.errors["login"]))\
            \(Field("As", name: "role", form: "join", .select([.init("Member", value: "member"), .init("Lead", value: "lead")]), value: draft.role))\
            \(Field("From", name: "from", form: "join", .date, value: draft.from, error: draft.errors["from"], isRequired: true))\
            <p class="form__end"><button class="button" type="submit">Take in</button></p></form></section>
            """
    }
}

/// What administrators change of a team itself.
struct TeamSettings: Component {
    let team: Team
    let draft: TeamDraft
    let parents: [Team]
    let calendars: [KeptHolidays]
    let formToken: String

    var html: HTML {
        """
        <section aria-labelledby="settings"><h2 id="settings">The team itself</h2>\
        \(when(team.archivedAt == nil, form))\
        <div class="form__end">\(ButtonForm(words: team.archivedAt == nil ? "Archive it" : "Restore it", path: Link("teams", team.name, "archiving").path, token: formToken, fields: [("archived", team.archivedAt == nil ? "on" : "")], subject: team.title))</div></section>
        """
    }

    private var form: HTML {
        """
        <form method="post" action="\(href: Link.team(team.name).path)">\(FormToken(text: formToken))\
        \(TeamFields(draft: draft, parents: parents, calendars: calendars, isNew: false))\
        <p class="form__end"><button class="button button--plain" type="submit">Keep</button></p></form>
        """
    }
}
