import Records
import Store

extension Connection {
    /// Since when a member's events are left out of every number about people, in seconds since 1970.
    package func objection(of me: Oneself) throws -> Int64? {
        try value("SELECT since_at FROM objection WHERE member = \(me.member.id)", as: Int64.self).map { $0 / 1000 }
    }

    /// Numbers are measured anew. The audit log, which others read, says nothing of it.
    package func setObjection(_ isOn: Bool, of me: Oneself, at now: Int64) throws {
        let id = me.member.id
        guard try (objection(of: me) != nil) != isOn else { return }
        if isOn {
            try run("INSERT INTO objection (member, since_at) VALUES (\(id), \(now * 1000))")
        } else {
            try run("DELETE FROM objection WHERE member = \(id)")
        }
        let held = AccountClaims(try accountClaims()).claims(of: id).filter(\.state.isHeld)
        try forgetMeasurements(of: held.map(\.signature))
        // Which readings hold somebody is not kept anywhere.
        try forgetDeliveryReadings()
        try noteDeliveryChange(.people)
    }

    /// Accounts that no number about people may count: those confirmed as theirs by members who object.
    package func withheldSignatures() throws -> Set<Signature> {
        let members = Set(try rows("SELECT member FROM objection") { try $0.get(0, as: Member.ID.self) })
        guard !members.isEmpty else { return [] }
        let held = AccountClaims(try accountClaims()).all.filter { $0.state.isHeld && members.contains($0.member) }
        return Set(held.map(\.signature))
    }

    /// Numbers that rest on an account whose member objects are measured anew.
    func forgetMeasurementsIfWithheld(_ signature: Signature, of member: Member.ID) throws {
        let objects = try value("SELECT 1 FROM objection WHERE member = \(member)", as: Int.self) != nil
        guard objects else { return }
        try forgetMeasurements(of: [signature])
        try forgetDeliveryReadings()
    }

    /// The server measures again what has no numbers.
    func forgetMeasurements(of signatures: [Signature]) throws {
        let emails = Set(signatures.map(\.email))
        guard !emails.isEmpty else { return }
        let repositories: [Repository.ID] = try rows(
            """
            SELECT DISTINCT repository.id FROM signature JOIN repository ON repository.number = signature.repository
            WHERE signature.email IN \(list: emails)
            """
        ) { try $0.get(0) }
        for repository in repositories { try deleteMeasurements(repository: repository) }
    }
}
