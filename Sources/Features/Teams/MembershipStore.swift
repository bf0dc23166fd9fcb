import Records
import Store

extension Connection {
    /// Past, present and future ones, by their beginnings.
    package func memberships(of team: String) throws -> [Membership] {
        try rows("\(Self.membershipColumns) WHERE team = \(team) ORDER BY from_day, member") { try Membership($0) }
    }

    package func memberships(ofMember member: Member.ID) throws -> [Membership] {
        try rows("\(Self.membershipColumns) WHERE member = \(member) ORDER BY from_day, team") { try Membership($0) }
    }

    package func memberships() throws -> [Membership] {
        try rows("\(Self.membershipColumns) ORDER BY team, from_day, member") { try Membership($0) }
    }

    /// As what somebody belongs to a team at this moment, by the team's clock. Nil for a team that is archived.
    package func role(of member: Member.ID, in name: String, at now: Int64) throws -> Membership.Role? {
        guard let team = try team(name), team.archivedAt == nil else { return nil }
        let day = team.day(at: now)
        return try memberships(of: name).first { $0.member == member && $0.holds(on: day) }?.role
    }

    /// - Throws: `TeamTrouble`.
    package func begin(_ membership: Membership, by actor: AuditEntry.Actor, at now: Int64) throws {
        let (team, member) = try known(membership.team, membership.member)
        let others = try memberships(of: team.name).filter { $0.member == member.id }
        if others.contains(where: { $0.overlaps(membership) }) { throw TeamTrouble.belongsAlready(member.name) }
        try insert(membership)
        try audit(.membershipBegun, of: "\(team.name) \(member.id)", by: actor, at: now)
    }

    /// - Parameter day: the first on which it holds no more.
    /// - Throws: `TeamTrouble`.
    package func endMembership(
        of member: Member.ID, in team: String, on day: CivilDay, by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        let (team, member) = try known(team, member)
        try end(try running(member, in: team.name, on: day), on: day)
        try audit(.membershipEnded, of: "\(team.name) \(member.id)", by: actor, at: now)
    }

    /// What somebody was before stays on record until that day.
    ///
    /// - Throws: `TeamTrouble`.
    package func change(
        roleOf member: Member.ID, in team: String, to role: Membership.Role, from day: CivilDay,
        by actor: AuditEntry.Actor, at now: Int64
    ) throws {
        let (team, member) = try known(team, member)
        let before = try running(member, in: team.name, on: day)
        if before.role == role { return }
        try end(before, on: max(day, before.from))
        try insert(
            Membership(
                team: team.name, member: member.id, role: role, from: max(day, before.from), until: before.until))
        try audit(.roleChanged, of: "\(team.name) \(member.id)", by: actor, at: now)
    }

    /// One that would end before it begins never was.
    func end(_ membership: Membership, on day: CivilDay) throws {
        try noteDeliveryChange(.teams)
        if day <= membership.from {
            try run("DELETE FROM team_membership WHERE \(key(membership))")
        } else {
            try run("UPDATE team_membership SET until_day = \(day) WHERE \(key(membership))")
        }
    }

    /// The one that holds on a day or begins later.
    private func running(_ member: Member, in team: String, on day: CivilDay) throws -> Membership {
        let own = try memberships(of: team).filter { $0.member == member.id }
        guard let found = own.first(where: { $0.until.map { day < $0 } ?? true }) else {
            throw TeamTrouble.belongsNot(member.name)
        }
        return found
    }

    private func known(_ name: String, _ member: Member.ID) throws -> (Team, Member) {
        guard let team = try team(name) else { throw TeamTrouble.unknown(name) }
        if team.archivedAt != nil { throw TeamTrouble.archived(name) }
        guard let member = try self.member(member), member.leftAt == nil else { throw TeamTrouble.noMember(member) }
        return (team, member)
    }

    private func insert(_ membership: Membership) throws {
        try noteDeliveryChange(.teams)
        try run(
            """
            INSERT INTO team_membership (team, member, from_day, until_day, role)
            VALUES (\(membership.team), \(membership.member), \(membership.from), \(membership.until),
                    \(membership.role))
            """)
    }

    private func key(_ membership: Membership) -> SQL {
        "team = \(membership.team) AND member = \(membership.member) AND from_day = \(membership.from)"
    }

    private static var membershipColumns: SQL { "SELECT team, member, role, from_day, until_day FROM team_membership" }
}

extension Membership {
    init(_ row: Row) throws {
        self.init(
            team: try row.get(0), member: try row.get(1), role: try row.get(2), from: try row.get(3),
            until: try row.get(4))
    }
}
