import Records
import Store

/// Why a claim cannot go the way somebody wants.
package enum ClaimTrouble: Error, Hashable, CustomStringConvertible {
    case unknown(Signature)
    case taken(Signature)
    case notClaimed(Signature)
    case ownClaim

    package var description: String {
        switch self {
        case .unknown(let signature): "Nobody has written as \(Self.words(signature)) in what was imported."
        case .taken(let signature):
            "\(Self.words(signature)) is confirmed as somebody else’s. They have to give it back first."
        case .notClaimed(let signature): "Nobody waits for a word about \(Self.words(signature)) any more."
        case .ownClaim: "Nobody confirms their own claim. Ask another lead or an administrator."
        }
    }

    private static func words(_ signature: Signature) -> String {
        signature.hostedAccount.map { "\($0.login) at \($0.host)" } ?? "\(signature.name) <\(signature.email)>"
    }
}

extension Connection {
    /// Every step, oldest first.
    package func accountClaims() throws -> [AccountClaim] {
        try rows("SELECT action, member, name, email, decided_by, decided_at FROM account_claim ORDER BY number") {
            AccountClaim(
                action: try $0.get(0), member: try $0.get(1),
                signature: Signature(name: try $0.get(2), email: try $0.get(3)), decidedBy: try $0.get(4),
                decidedAt: try $0.get(5, as: Int64.self) / 1000)
        }
    }

    /// Says that an account is one's own. It is confirmed at once where its address is proven to be.
    ///
    /// - Throws: `ClaimTrouble`.
    package func claim(_ signature: Signature, of me: Oneself, at now: Int64) throws {
        let hosted = try hostedAccount(signature)
        let found = try value(
            "SELECT 1 FROM signature WHERE name = \(signature.name) AND email = \(signature.email) LIMIT 1",
            as: Int.self)
        guard found != nil || hosted != nil else { throw ClaimTrouble.unknown(signature) }
        let claims = AccountClaims(try accountClaims())
        if let state = claims.state(of: me.member.id, signature), state != .refused { return }
        if claims.holder(of: signature) != nil { throw ClaimTrouble.taken(signature) }
        let id = me.member.id
        try add(.claim, signature, of: id, by: id, at: now)
        try audit(.accountClaimed, of: id, by: .member(id), at: now)
        let proven = try provenAddresses(of: id)
        let addresses = [signature.email, hosted?.shownSignature?.email].compactMap { $0?.lowercased() }
        if addresses.contains(where: proven.contains) { try prove(signature, of: id, at: now) }
    }

    /// The account of a code host or tracker for which a signature stands; nil where none is told of.
    private func hostedAccount(_ signature: Signature) throws -> Account? {
        guard signature.hostedAccount != nil else { return nil }
        return try records(Account.self).first { $0.kind != .deleted && $0.isClaimed(as: signature) }
    }

    /// Takes a claim back, confirmed or not.
    package func withdraw(_ signature: Signature, of me: Oneself, at now: Int64) throws {
        let id = me.member.id
        guard AccountClaims(try accountClaims()).state(of: id, signature) != nil else { return }
        try add(.withdraw, signature, of: id, by: id, at: now)
        try audit(.claimWithdrawn, of: id, by: .member(id), at: now)
    }

    /// Says whether somebody's claim is right. A later word takes an earlier one back.
    ///
    /// - Throws: `ClaimTrouble`.
    package func decide(
        _ isRight: Bool, on signature: Signature, of member: Member.ID, by judge: Member, at now: Int64
    ) throws {
        if judge.id == member, !judge.isAdministrator { throw ClaimTrouble.ownClaim }
        let claims = AccountClaims(try accountClaims())
        guard claims.state(of: member, signature) != nil else { throw ClaimTrouble.notClaimed(signature) }
        if isRight, let holder = claims.holder(of: signature), holder != member { throw ClaimTrouble.taken(signature) }
        try add(isRight ? .confirm : .refuse, signature, of: member, by: judge.id, at: now)
        try audit(isRight ? .claimConfirmed : .claimRefused, of: member, by: .member(judge.id), at: now)
    }

    /// Keeps that an address is a member's, as a service they signed in with says, and confirms what they claimed by it.
    ///
    /// - Returns: false where it is proven to be somebody else's.
    @discardableResult package func prove(address: String, of member: Member.ID, at now: Int64) throws -> Bool {
        let email = address.lowercased()
        guard email.contains("@") else { return false }
        try run(
            """
            INSERT INTO proven_address (email, member, proved_at) VALUES (\(email), \(member), \(now * 1000))
            ON CONFLICT (email) DO NOTHING
            """)
        try noteDeliveryChange(.people)
        guard try provenAddresses(of: member).contains(email) else { return false }
        for claim in AccountClaims(try accountClaims()).claims(of: member)
        where claim.state == .open && claim.signature.email.lowercased() == email {
            try prove(claim.signature, of: member, at: now)
        }
        return true
    }

    /// In lower case.
    package func provenAddresses(of member: Member.ID) throws -> Set<String> {
        Set(try rows("SELECT email FROM proven_address WHERE member = \(member)") { try $0.get(0, as: String.self) })
    }

    private func prove(_ signature: Signature, of member: Member.ID, at now: Int64) throws {
        if try AccountClaims(accountClaims()).holder(of: signature) != nil { return }
        try add(.prove, signature, of: member, by: "proof", at: now)
        try audit(.claimProved, of: member, by: .member(member), at: now)
    }

    private func add(
        _ action: AccountClaim.Action, _ signature: Signature, of member: Member.ID, by actor: String, at now: Int64
    ) throws {
        try run(
            """
            INSERT INTO account_claim (number, action, member, name, email, decided_by, decided_at)
            SELECT coalesce(max(number), 0) + 1, \(action), \(member), \(signature.name), \(signature.email), \(actor),
                \(now * 1000)
            FROM account_claim
            """)
        try noteDeliveryChange(.people)
        try forgetMeasurementsIfWithheld(signature, of: member)
    }
}

extension AccountClaim.Action: SQLValue {}
