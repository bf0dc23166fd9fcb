import Records
import Store

extension Connection {
    /// By name, archived ones among them.
    package func teams() throws -> [Team] {
        try rows("\(Self.teamColumns) ORDER BY name") { try Team($0) }
    }

    package func team(_ name: String) throws -> Team? {
        try row("\(Self.teamColumns) WHERE name = \(name)") { try Team($0) }
    }

    /// - Throws: `TeamTrouble`.
    package func add(_ team: Team, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard Team.isName(team.name) else { throw TeamTrouble.noName }
        if try self.team(team.name) != nil { throw TeamTrouble.taken(team.name) }
        try check(team)
        try run(
            """
            INSERT INTO team (name, title, parent, zone, hours, holidays, made_at)
            VALUES (\(team.name), \(team.title), \(team.parent), \(team.zone), \(team.hours), \(team.holidays),
                    \(now * 1000))
            """)
        try audit(.teamMade, of: team.name, by: actor, at: now)
        try noteDeliveryChange(.teams)
    }

    /// Everything but its name and whether it is archived.
    ///
    /// - Throws: `TeamTrouble`.
    package func change(_ team: Team, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard let known = try self.team(team.name) else { throw TeamTrouble.unknown(team.name) }
        if known.archivedAt != nil { throw TeamTrouble.archived(team.name) }
        if known == team { return }
        try check(team)
        if let parent = team.parent, try !TeamTree(teams()).mayMove(team.name, below: parent) {
            throw TeamTrouble.circle(parent)
        }
        try run(
            """
            UPDATE team SET title = \(team.title), parent = \(team.parent), zone = \(team.zone), hours = \(team.hours),
                holidays = \(team.holidays)
            WHERE name = \(team.name)
            """)
        try audit(.teamChanged, of: team.name, by: actor, at: now)
        try noteDeliveryChange(.teams)
    }

    /// Ends all its memberships on that day.
    ///
    /// - Throws: `TeamTrouble.hasParts` while a part of it is not archived.
    package func archive(_ name: String, on day: CivilDay, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard let team = try team(name) else { throw TeamTrouble.unknown(name) }
        if team.archivedAt != nil { return }
        let parts = try value(
            "SELECT count(*) FROM team WHERE parent = \(name) AND archived_at IS NULL", as: Int.self)
        if parts != 0 { throw TeamTrouble.hasParts(team.title) }
        for membership in try memberships(of: name) where membership.until.map({ $0 > day }) ?? true {
            try end(membership, on: day)
        }
        try run("UPDATE team SET archived_at = \(now * 1000) WHERE name = \(name)")
        try audit(.teamArchived, of: name, by: actor, at: now)
        try noteDeliveryChange(.teams)
    }

    /// Its memberships stay ended.
    package func restore(_ name: String, by actor: AuditEntry.Actor, at now: Int64) throws {
        guard let team = try team(name) else { throw TeamTrouble.unknown(name) }
        if team.archivedAt == nil { return }
        if let parent = team.parent, try self.team(parent)?.archivedAt != nil { throw TeamTrouble.archived(parent) }
        try run("UPDATE team SET archived_at = NULL WHERE name = \(name)")
        try audit(.teamRestored, of: name, by: actor, at: now)
        try noteDeliveryChange(.teams)
    }

    private func check(_ team: Team) throws {
        guard (1...100).contains(team.title.count) else { throw TeamTrouble.noTitle }
        guard ZoneClock(team.zone) != nil else { throw TeamTrouble.noZone(team.zone) }
        if let calendar = team.holidays, try !hasHolidayCalendar(calendar) { throw TeamTrouble.noHolidays(calendar) }
        if let parent = team.parent {
            guard let above = try self.team(parent) else { throw TeamTrouble.unknown(parent) }
            if above.archivedAt != nil { throw TeamTrouble.archived(parent) }
        }
    }

    private static var teamColumns: SQL { "SELECT name, title, parent, zone, hours, holidays, archived_at FROM team" }
}

extension Team {
    init(_ row: Row) throws {
        self.init(
            name: try row.get(0), title: try row.get(1), parent: try row.get(2), zone: try row.get(3),
            hours: try row.get(4), holidays: try row.get(5),
            archivedAt: try row.get(6, as: Int64?.self).map { $0 / 1000 })
    }

    /// The day that the team's clock shows.
    package func day(at now: Int64) -> CivilDay { (ZoneClock(zone) ?? .utc).day(at: now) }
}
