import Records

/// A team as somebody typed it, before it is checked.
struct TeamDraft: Sendable {
    var name = ""
    var title = ""
    var parent = ""
    var zone = "UTC"
    var hours = WeeklyHours.usual.text
    var holidays = ""
    /// What is wrong, by the field that it is about.
    var errors: [String: String] = [:]

    init() {}

    init(_ team: Team) {
        name = team.name
        title = team.title
        parent = team.parent ?? ""
        zone = team.zone
        hours = team.hours.text
        holidays = team.holidays ?? ""
    }

    init(_ form: Form) {
        name = form["name"].lowercased()
        title = form["title"]
        parent = form["parent"]
        zone = form["zone"]
        hours = form["hours"]
        holidays = form["holidays"]
    }

    /// - Throws: `TeamTrouble` for hours that cannot be read.
    func team(named fixed: String? = nil) throws(TeamTrouble) -> Team {
        let read: WeeklyHours
        do throws(WeeklyHoursTrouble) { read = try WeeklyHours(hours) } catch {
            throw .noHours(error.description)
        }
        return Team(
            name: fixed ?? name, title: title.isEmpty ? name : title, parent: parent.isEmpty ? nil : parent, zone: zone,
            hours: read, holidays: holidays.isEmpty ? nil : holidays)
    }

    func with(_ trouble: TeamTrouble) -> TeamDraft {
        var draft = self
        draft.errors[trouble.field ?? ""] = trouble.description
        return draft
    }
}
