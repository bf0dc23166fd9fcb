import Interface
import Store

/// Where members see and change what concerns themselves.
enum MyPlaces {
    static let all = [
        Interface.Link("Your working time: zone, hours, absences", to: Link.hours.path),
        Interface.Link("Your accounts in the histories", to: Link.accounts.path),
        Interface.Link("Everything about you: see it, take it away, object, be forgotten", to: Link.myData.path),
    ]
}

extension Link {
    static let myData = Link("me", "data")
}

extension Connection {
    /// What somebody may open because of their role.
    func places(of member: Member, at now: Int64) throws -> [Interface.Link] {
        let isAdministrator = member.isAdministrator
        var places: [Interface.Link] = []
        if try isAdministrator || leads(member.id, at: now) {
            places.append(Interface.Link("Claims of accounts", to: Link.claims.path))
        }
        if try isAdministrator || isInCouncil(member.id) {
            places.append(Interface.Link("Who changed what, and how long things are kept", to: Link.audit.path))
        }
        if isAdministrator {
            places.append(Interface.Link("Public holidays", to: Link.holidays.path))
            places.append(Interface.Link("Who may sign in", to: Link.members.path))
        }
        return places
    }
}
