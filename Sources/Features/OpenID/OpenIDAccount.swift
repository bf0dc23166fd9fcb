import Foundation
import Records
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

    /// What the service says proves whatever its owner claims by it, now or later: an address that it has checked, and where
    /// it is a code host itself, the login there.
    func proveAddress(of member: Member.ID, by token: IDToken, at now: Int64) throws {
        let known = try provenAddresses(of: member)
        let email = token.isEmailVerified ? token.email : nil
        for address in [email, try privateAddress(by: token)].compactMap(\.self)
        where !known.contains(address.lowercased()) {
            try prove(address: address, of: member, at: now)
        }
    }

    /// Of an account at the host that signs people in. Another service behind a path of the same host is not that host.
    private func privateAddress(by token: IDToken) throws -> String? {
        guard let login = token.preferredUsername, let issuer = URL(string: token.issuer), let host = issuer.host(),
            issuer.scheme == "https", ["", "/"].contains(issuer.path())
        else { return nil }
        let account = try records(Account.self).first { account in
            account.kind != .deleted && account.key.source.lowercased() == host.lowercased()
                && account.login.lowercased() == login.lowercased()
        }
        return account?.privateSignature.email
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
