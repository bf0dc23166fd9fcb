import Store

/// A link that opens one form once: to join, or to choose another password. Nothing here needs mail.
package struct OneTimeLink: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        /// Only while nobody administers this installation.
        case firstAdministrator
        case invitation(asAdministrator: Bool)
        case reset(Member.ID)
    }

    package var purpose: Purpose
    /// Seconds since 1970.
    package var endsAt: Int64

    package init(_ purpose: Purpose, endsAt: Int64) {
        self.purpose = purpose
        self.endsAt = endsAt
    }

    /// Seconds. The first administrator's stands in a terminal; the others are passed on to people.
    package static func life(of purpose: Purpose) -> Int64 {
        switch purpose {
        case .firstAdministrator: 30 * 60
        case .invitation: 7 * 86_400
        case .reset: 86_400
        }
    }
}

extension Connection {
    /// Makes earlier links of the same purpose useless, except invitations, of which many may be open.
    package func add(_ link: OneTimeLink, secret: Secret, at now: Int64) throws {
        try run("DELETE FROM one_time_link WHERE ends_at <= \(now * 1000)")
        let (purpose, member, isAdministrator): (String, Member.ID?, Bool)
        switch link.purpose {
        case .firstAdministrator:
            (purpose, member, isAdministrator) = ("first-administrator", nil, true)
            try run("DELETE FROM one_time_link WHERE purpose = \(purpose)")
        case .invitation(let asAdministrator): (purpose, member, isAdministrator) = ("invitation", nil, asAdministrator)
        case .reset(let id):
            (purpose, member, isAdministrator) = ("reset", id, false)
            try run("DELETE FROM one_time_link WHERE member = \(id)")
        }
        try run(
            """
            INSERT INTO one_time_link (token_hash, purpose, member, makes_administrator, made_at, ends_at)
            VALUES (\(secret.hash), \(purpose), \(member), \(isAdministrator), \(now * 1000), \(link.endsAt * 1000))
            """)
    }

    /// Nil for a link that was used, has ended, or never was: nobody is told which.
    package func link(_ secret: Secret, at now: Int64) throws -> OneTimeLink? {
        let found: OneTimeLink? = try row(
            """
            SELECT purpose, member, makes_administrator, ends_at FROM one_time_link
            WHERE token_hash = \(secret.hash) AND ends_at > \(now * 1000)
            """
        ) { row in
            let member: Member.ID? = try row.get(1)
            let purpose: OneTimeLink.Purpose =
                switch try row.get(0, as: String.self) {
                case "first-administrator": .firstAdministrator
                case "invitation": .invitation(asAdministrator: try row.get(2))
                default: .reset(member ?? "")
                }
            return OneTimeLink(purpose, endsAt: try row.get(3, as: Int64.self) / 1000)
        }
        if found?.purpose == .firstAdministrator, try administratorCount() > 0 { return nil }
        return found
    }

    /// - Returns: false where somebody else used it just now.
    package func use(_ secret: Secret) throws -> Bool {
        try run("DELETE FROM one_time_link WHERE token_hash = \(secret.hash)") == 1
    }
}
