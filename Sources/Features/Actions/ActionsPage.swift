import Interface
import Records

/// Topics and actions of the reader's teams.
struct ActionsPage: Page {
    let actions: [TeamAction]
    let circle: ActionCircle
    let draft: ActionDraft
    let error: String?
    let formToken: String

    var title: String {
        let open = actions.filter { $0.state.isOpen && $0.state != .topic }
        let late = open.count { $0.isOverdue(on: circle.day(of: $0.team)) }
        if open.isEmpty { return "No action is open" }
        let words = Wording.capitalised("\(Wording.count(open.count, "action is", "actions are")) open")
        return late == 0 ? words : "\(words), \(Wording.number(late)) overdue"
    }
    var room: Room.ID? { "today" }

    var content: HTML {
        """
        \(PageHead(title, lead: "What your teams want to talk about, and what somebody has taken on until when."))
        \(when(error) { Note(.bad, "\($0)").html })
        \(part("Topics", actions.filter { $0.state == .topic }))\
        \(part("Actions", actions.filter { $0.state.isOpen && $0.state != .topic }))\
        \(part("Ended in the last twelve weeks", actions.filter { !$0.state.isOpen }))
        \(form)
        """
    }

    private func part(_ title: String, _ actions: [TeamAction]) -> HTML {
        guard !actions.isEmpty else { return .empty }
        let list = ActionList(actions: actions, circle: circle, formToken: formToken, back: "actions").html
        return "<section><h2>\(title)</h2>\(list)</section>"
    }

    private var form: HTML {
        let teams = circle.teams.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
        return """
            <section aria-labelledby="new"><h2 id="new">A new one</h2>\
            <form method="post" action="\(href: Link.actions.path)">\(FormToken(text: formToken))\
            \(Field("What", name: "title", form: "new", value: draft.title, hint: "A few words: “Reviews begin before noon”.", isRequired: true))\
            \(Field("Whose", name: "team", form: "new", .select(teams.map { .init($0.value, value: $0.key) } + [.init("Everybody", value: "")]), value: draft.team))\
            \(Field("Owner", name: "owner", form: "new", .select([.init("Nobody yet: a topic to talk about", value: "")] + (circle.owners[""] ?? []).map { .init($0.name, value: $0.id) }), value: draft.owner))\
            \(Field("Until", name: "due", form: "new", .date, value: draft.due, hint: "For an action with an owner."))\
            <p class="form__end"><button class="button" type="submit">Write it down</button></p></form></section>
            """
    }
}

/// What somebody typed for a new topic or action, as it was sent.
struct ActionDraft: Sendable {
    var title = ""
    var team = ""
    var owner = ""
    var due = ""
    var round = ""
    var about = ""

    init(team: String = "") { self.team = team }

    init(_ form: Form) {
        title = form["title"]
        team = form["team"]
        owner = form["owner"]
        due = form["due"]
        round = form["round"]
        about = form["about"]
    }

    /// - Throws: `ActionTrouble`.
    func action(
        id: TeamAction.ID, in circle: ActionCircle, at now: Int64
    ) throws(ActionTrouble) -> TeamAction {
        let team = team.isEmpty ? nil : team
        guard circle.holds(team) else { throw .notYours }
        guard !title.isEmpty else { throw .noTitle }
        guard title.count <= 200 else { throw .long }
        var action = TeamAction(
            id: id, team: team, title: title, state: .topic, owner: nil, due: nil, redated: 0, reason: "",
            round: round.isEmpty ? nil : round, about: about, madeAt: now, changedAt: now)
        guard !owner.isEmpty else { return action }
        guard circle.isOwner(owner, in: team) else { throw .noOwner }
        guard let day = CivilDay(due) else { throw .noDay }
        try action.plan(owner: owner, due: day, today: circle.day(of: team), by: circle.member)
        return action
    }
}
