import Records

/// Whom a route answers.
///
/// An administrator runs the installation and sees no more of a team than everybody does: where a line names a team,
/// it means the one in the address, and those who belong to it today.
package enum Access: String, CaseIterable, Sendable {
    /// Whoever reaches the server: what holds no content, and the way in.
    case everybody
    /// Every member; anybody while nobody has joined yet.
    case members
    /// A member who signed in, about nobody but themselves.
    case oneself
    /// Members and leads of the team that the address names.
    case teamMembers
    /// Leads of the team that the address names.
    case teamLeads
    /// Who keeps the list of a team: its leads, and administrators.
    case teamKeepers
    /// Leads of any team, and administrators; about those whom they lead.
    case leads
    /// Who reads configuration and audit log: the council, and administrators.
    case council
    case administrators
    /// Programs that tell of the work: as a member whose token may write, or as a pipeline with a token of its own.
    case senders

    package enum Answer: Hashable, Sendable {
        case allowed
        /// Signing in may help.
        case signIn
        case refused
    }

    /// What a visitor is beside a member.
    package struct Standing: Hashable, Sendable {
        package var isInCouncil = false
        /// In the team that the address names.
        package var role: Membership.Role?
        /// Any team at all.
        package var leads = false

        package init(isInCouncil: Bool = false, role: Membership.Role? = nil, leads: Bool = false) {
            self.isInCouncil = isInCouncil
            self.role = role
            self.leads = leads
        }
    }

    /// Whether the answer depends on a `Standing`.
    var asksForStanding: Bool {
        switch self {
        case .everybody, .members, .oneself, .administrators, .senders: false
        case .teamMembers, .teamLeads, .teamKeepers, .leads, .council: true
        }
    }

    package func answer(to visitor: Visitor, as standing: Standing = Standing()) -> Answer {
        switch (self, visitor) {
        case (.everybody, _), (.members, .unclaimed): .allowed
        case (.senders, .program), (.senders, .pipeline): .allowed
        case (.senders, .member), (_, .pipeline): .refused
        case (_, .stranger), (_, .unclaimed): .signIn
        case (_, .member(let member, _)), (_, .program(let member)): answers(member, standing) ? .allowed : .refused
        }
    }

    private func answers(_ member: Member, _ standing: Standing) -> Bool {
        switch self {
        case .everybody, .members, .oneself: true
        case .teamMembers: standing.role != nil
        case .teamLeads: standing.role == .lead
        case .teamKeepers: standing.role == .lead || member.isAdministrator
        case .leads: standing.leads || member.isAdministrator
        case .council: standing.isInCouncil || member.isAdministrator
        case .administrators: member.isAdministrator
        case .senders: false
        }
    }

    /// Says to somebody who is refused who is not.
    var refusal: String {
        switch self {
        case .everybody, .members, .oneself: "Only members of this installation may see or change this."
        case .teamMembers: "Only those who belong to this team may see or change this."
        case .teamLeads: "Only leads of this team may see or change this."
        case .teamKeepers: "Only leads of this team and administrators may see or change this."
        case .leads: "Only leads of a team and administrators may see or change this."
        case .council: "Only the council and administrators of this installation may see this."
        case .administrators: "Only administrators of this installation may see or change this."
        case .senders: "Programs tell this, with a token that may change: Authorization: Bearer …. Make one at /me."
        }
    }
}
