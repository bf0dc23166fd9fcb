import Interface
import Records

/// The questions about a team, the same for a new one and for one that there is.
struct TeamFields: Component {
    let draft: TeamDraft
    /// Teams that it may become a part of.
    let parents: [Team]
    let calendars: [KeptHolidays]
    let isNew: Bool

    var html: HTML {
        """
        \(when(draft.errors[""]) { Note(.bad, "\($0)").html })\
        \(when(isNew, nameField))\
        \(Field("Title", name: "title", form: "team", value: draft.title, hint: "As people say it. It may change.", error: draft.errors["title"], isRequired: !isNew))\
        \(Field("Part of", name: "parent", form: "team", .select([.init("No other team", value: "")] + parents.map { .init($0.title, value: $0.name) }), value: draft.parent, error: draft.errors["parent"]))\
        \(Field("Time zone", name: "zone", form: "team", value: draft.zone, hint: "Such as Europe/Berlin. By its clock the team's days begin.", error: draft.errors["zone"], isRequired: true))\
        \(Field("Working hours", name: "hours", form: "team", value: draft.hours, hint: "For members who have not set their own. Such as: Mon-Thu 09:00-17:00; Fri 09:00-13:00.", error: draft.errors["hours"]))\
        \(Field("Public holidays", name: "holidays", form: "team", .select([.init("None", value: "")] + calendars.map { .init($0.title, value: $0.name) }), value: draft.holidays, error: draft.errors["holidays"]))
        """
    }

    private var nameField: HTML {
        Field(
            "Name", name: "name", form: "team", value: draft.name,
            hint: "Short, for addresses and path rules: \(Team.nameRule). It never changes.",
            error: draft.errors["name"], isRequired: true
        ).html
    }
}
