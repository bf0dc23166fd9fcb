import Records
import Store

extension Connection {
    /// Open ones first, by their day; then those that were ended since.
    ///
    /// - Parameters:
    ///   - teams: names; what belongs to everybody is always among them.
    ///   - since: seconds since 1970.
    package func actions(of teams: Set<String>, since: Int64) throws -> [TeamAction] {
        try sorted(
            rows(
                """
                \(Self.actionColumns)
                WHERE action.team IN \(list: teams.union([""]).sorted())
                    AND (state NOT IN ('done', 'dropped') OR changed_at >= \(since * 1000))
                """
            ) { try TeamAction($0) })
    }

    /// Of a round, as far as they belong to one of these teams or to everybody.
    func actions(from round: Round.ID, of teams: Set<String>) throws -> [TeamAction] {
        try sorted(
            rows("\(Self.actionColumns) WHERE round = \(round) AND action.team IN \(list: teams.union([""]).sorted())")
            {
                try TeamAction($0)
            })
    }

    /// Open ones of one member.
    func actions(ownedBy me: Oneself) throws -> [TeamAction] {
        try sorted(
            rows(
                """
                \(Self.actionColumns)
                WHERE action_owner.member = \(me.member.id) AND state NOT IN ('topic', 'done', 'dropped')
                """
            ) { try TeamAction($0) })
    }

    package func action(_ id: TeamAction.ID) throws -> TeamAction? {
        try row("\(Self.actionColumns) WHERE action.id = \(id)") { try TeamAction($0) }
    }

    package func add(_ action: TeamAction, by actor: AuditEntry.Actor) throws {
        try run(
            """
            INSERT INTO action
                (id, team, title, state, due_day, redated, reason, round, about, made_at, changed_at)
            VALUES (\(action.id), \(action.team ?? ""), \(action.title), \(action.state.rawValue), \(action.due?.number),
                    \(action.redated), \(action.reason), \(action.round), \(action.about), \(action.madeAt * 1000),
                    \(action.changedAt * 1000))
            """)
        try keepOwner(of: action)
        try audit(.actionMade, of: action.id, by: actor, at: action.madeAt)
    }

    func keep(_ action: TeamAction, by actor: AuditEntry.Actor, at now: Int64) throws {
        try run(
            """
            UPDATE action
            SET title = \(action.title), state = \(action.state.rawValue), due_day = \(action.due?.number),
                redated = \(action.redated), reason = \(action.reason), changed_at = \(now * 1000)
            WHERE id = \(action.id)
            """)
        try keepOwner(of: action)
        try audit(.actionChanged, of: action.id, by: actor, at: now)
    }

    private func keepOwner(of action: TeamAction) throws {
        try run("DELETE FROM action_owner WHERE action = \(action.id)")
        if let owner = action.owner {
            try run("INSERT INTO action_owner (action, member) VALUES (\(action.id), \(owner))")
        }
    }

    private func sorted(_ actions: [TeamAction]) -> [TeamAction] {
        func place(_ action: TeamAction) -> (Int, Int64, Int64, String) {
            (action.state.isOpen ? 0 : 1, action.due?.number ?? .max, -action.madeAt, action.id)
        }
        return actions.sorted { place($0) < place($1) }
    }

    private static var actionColumns: SQL {
        """
        SELECT action.id, team, title, state, action_owner.member, due_day, redated, reason, round, about, made_at, changed_at
        FROM action LEFT JOIN action_owner ON action_owner.action = action.id
        """
    }
}

extension TeamAction {
    init(_ row: Row) throws {
        let team: String = try row.get(1)
        let due: Int64? = try row.get(5)
        self.init(
            id: try row.get(0), team: team.isEmpty ? nil : team, title: try row.get(2),
            state: try State(rawValue: row.get(3)) ?? .dropped, owner: try row.get(4),
            due: due.map(CivilDay.init(number:)), redated: try row.get(6), reason: try row.get(7),
            round: try row.get(8), about: try row.get(9), madeAt: try row.get(10, as: Int64.self) / 1000,
            changedAt: try row.get(11, as: Int64.self) / 1000)
    }
}
