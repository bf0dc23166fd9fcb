import Store

/// Somebody's account at another service, and whose it is here.
struct OpenIDAccount: Hashable, Sendable {
    var issuer: String
    var subject: String

    init(_ token: IDToken) {
        issuer = token.issuer
        subject = token.subject
    }
}

extension Connection {
    func member(of account: OpenIDAccount) throws -> Member? {
        try row(
            """
            SELECT member.id, login, name, is_administrator, joined_at, left_at
            FROM openid_account JOIN member ON member.id = openid_account.member
            WHERE issuer = \(account.issuer) AND subject = \(account.subject)
            """
        ) { try Member($0) }
    }

    func connect(_ account: OpenIDAccount, with member: Member.ID) throws {
        try run(
            """
            INSERT INTO openid_account (issuer, subject, member, is_administrator_by_group)
            VALUES (\(account.issuer), \(account.subject), \(member), \(false))
            """)
    }

    /// An address that the service has checked proves whatever its owner claims by it, now or later.
    func proveAddress(of member: Member.ID, by token: IDToken, at now: Int64) throws {
        guard token.isEmailVerified, let email = token.email,
            try !provenAddresses(of: member).contains(email.lowercased())
        else { return }
        try prove(address: email, of: member, at: now)
    }

    func isConnected(_ member: Member.ID, with issuer: String) throws -> Bool {
        try value(
            "SELECT 1 FROM openid_account WHERE member = \(member) AND issuer IN (\(issuer), \(issuer + "/"))",
            as: Int.self) != nil
    }

    /// Gives and takes back what groups there mean here. What was given by hand no group takes back, and the last
    /// administrator stays one.
    ///
    /// - Returns: the member as they are now.
    func apply(
        _ rules: [GroupRule], groups: [String], to member: Member, _ account: OpenIDAccount, at now: Int64
    ) throws -> Member {
        let grants = rules.contains { $0.meaning == .administrator && groups.contains($0.group) }
        let isByGroup: Bool =
            try value(
                """
                SELECT is_administrator_by_group FROM openid_account
                WHERE issuer = \(account.issuer) AND subject = \(account.subject)
                """) ?? false
        guard grants != isByGroup, grants != member.isAdministrator else { return member }
        if !grants, try administratorCount() < 2 { return member }
        try run("UPDATE member SET is_administrator = \(grants) WHERE id = \(member.id)")
        try run(
            """
            UPDATE openid_account SET is_administrator_by_group = \(grants)
            WHERE issuer = \(account.issuer) AND subject = \(account.subject)
            """)
        try audit(grants ? .administratorMade : .administratorUnmade, of: member.id, by: .openID, at: now)
        var member = member
        member.isAdministrator = grants
        return member
    }
}
