import Records
import Store

/// What an erasure removed, replaced and kept, to be shown to whom it concerned. It is kept nowhere itself.
package struct ErasureReport: Codable, Hashable, Sendable {
    package struct Line: Codable, Hashable, Sendable {
        package var what: String
        package var count: Int
        package var fate: String
    }

    package var lines: [Line]
    /// What no erasure here can reach.
    package var remains: [String]
}

package enum ErasureTrouble: Error, Hashable, CustomStringConvertible {
    case onlyAdministrator

    package var description: String {
        switch self {
        case .onlyAdministrator: "You are the only administrator. Make another one first."
        }
    }
}

extension Connection {
    /// Forgets a member: what is theirs goes, and what totals rest on stays under an id and a pseudonym of nobody.
    ///
    /// - Parameters:
    ///   - salt: 32 random bytes; see `erase(_:salt:pseudonym:)`.
    ///   - pseudonym: random letters.
    /// - Throws: `ErasureTrouble`.
    package func erase(
        _ me: Oneself, salt: [UInt8], pseudonym: String, by actor: AuditEntry.Actor, at now: Int64
    ) throws -> ErasureReport {
        let id = me.member.id
        if me.member.isAdministrator, me.member.leftAt == nil, try administratorCount() < 2 {
            throw ErasureTrouble.onlyAdministrator
        }
        let held = AccountClaims(try accountClaims()).claims(of: id).filter(\.state.isHeld).map(\.signature)
        try forgetMeasurements(of: held)
        try forgetDeliveryReadings()
        try noteDeliveryChange(.people)
        // Before what ties accounts to the member goes.
        let accounts = DeliveryIdentities(try knownDeliveryPeople()).accounts { $0 == id }
        let addresses = try provenAddresses(of: id).sorted().map { Signature(name: me.member.name, email: $0) }
        let replaced = try erase(held + addresses, salt: salt, pseudonym: pseudonym)
        let records = try eraseRecords(
            of: accounts, signatures: held + addresses, salt: salt, pseudonym: pseudonym)
        var lines = [
            ErasureReport.Line(
                what: "name, login and password", count: 1, fate: "replaced by an id that stands for nobody"),
            .init(
                what: "names and addresses in histories", count: replaced.signatures, fate: "replaced by a pseudonym"),
            .init(
                what: "names and addresses in decisions on who is who", count: replaced.decisions,
                fate: "replaced by a pseudonym"),
            .init(what: "accounts of code hosts", count: records.accounts, fate: "replaced by a pseudonym"),
            .init(
                what: "names and addresses in commits of pull requests", count: records.commits,
                fate: "replaced by a pseudonym"),
            .init(what: "archived answers of tools that hold your name", count: records.answers, fate: "removed"),
        ]
        try endTeams(of: id, at: now)
        for entry in PersonalTables.all {
            lines.append(
                .init(
                    what: entry.words, count: try apply(entry, of: me),
                    fate: entry.fate == .removed ? "removed" : "kept without a name"))
        }
        try run(
            """
            UPDATE member SET login = \("erased-\(id)"), name = 'Somebody who left', password = NULL,
                is_administrator = \(false), left_at = coalesce(left_at, \(now * 1000))
            WHERE id = \(id)
            """)
        try audit(.erased, of: id, by: actor, at: now)
        return ErasureReport(lines: lines, remains: ErasureReport.outOfReach)
    }

    /// Ends what still runs, so that the past counts them and the future does not.
    private func endTeams(of member: Member.ID, at now: Int64) throws {
        for membership in try memberships(ofMember: member) where membership.until == nil {
            guard let team = try team(membership.team) else { continue }
            try end(membership, on: team.day(at: now))
        }
    }
}

extension ErasureReport {
    static let outOfReach = [
        "What you answered anonymously: it was never tied to you, so that nobody can find it.",
        "The repositories themselves, which Tutti only reads: commits there keep your name, and so do files such as .mailmap.",
        "What commit messages say, what stands in titles and comments of pull requests and issues, and accounts that you never claimed or that nobody confirmed.",
        "The number by which a code host knows your account, and what it tells anew: that is mapped without your name, and kept word for word until its time is over.",
        "Backups, until those who keep them let them go.",
    ]
}
