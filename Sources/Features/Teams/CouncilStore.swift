import Store

extension Connection {
    package func isInCouncil(_ member: Member.ID) throws -> Bool {
        try value("SELECT 1 FROM council_seat WHERE member = \(member)", as: Int.self) != nil
    }

    package func council() throws -> Set<Member.ID> {
        Set(try rows("SELECT member FROM council_seat") { try $0.get(0, as: Member.ID.self) })
    }

    /// - Returns: false where nothing changed.
    @discardableResult package func seat(
        _ member: Member.ID, inCouncil isSeated: Bool, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> Bool {
        guard try isInCouncil(member) != isSeated else { return false }
        if isSeated {
            try run("INSERT INTO council_seat (member, since_at) VALUES (\(member), \(now * 1000))")
        } else {
            try run("DELETE FROM council_seat WHERE member = \(member)")
        }
        try audit(isSeated ? .seatedInCouncil : .leftCouncil, of: member, by: actor, at: now)
        return true
    }
}
