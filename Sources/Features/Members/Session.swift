import Store

/// One browser in which a member is signed in.
package struct Session: Hashable, Sendable {
    package var tokenHash: [UInt8]
    /// `Firefox on Linux`.
    package var client: String
    /// Seconds since 1970.
    package var beganAt: Int64
    /// To the hour.
    package var seenAt: Int64
    package var endsAt: Int64
    package var means = Means.password

    /// By what somebody signed in.
    package enum Means: String, SQLValue, Sendable {
        case password
        /// A proxy names its user with every request; without that name the session is nothing.
        case proxy
        /// Another service, by OpenID Connect.
        case openid
    }

    /// At most as long; signing in again begins anew.
    package static let longest: Int64 = 30 * 86_400
    /// Unused as long, it ends.
    package static let idle: Int64 = 14 * 86_400

    /// Names it in forms. The hash lets nobody in.
    package var name: String {
        Hexadecimal.text(tokenHash)
    }
}

extension Connection {
    package func add(_ session: Session, of member: Member.ID) throws {
        try run("DELETE FROM session WHERE ends_at <= \(session.beganAt * 1000)")
        try run(
            """
            INSERT INTO session (token_hash, member, client, began_at, seen_at, ends_at, means)
            VALUES (\(session.tokenHash), \(member), \(session.client), \(session.beganAt * 1000),
                    \(session.seenAt * 1000), \(session.endsAt * 1000), \(session.means))
            """)
    }

    /// Who holds this token, while the session lasts and the member has not left.
    package func signedIn(_ tokenHash: [UInt8], at now: Int64) throws -> (Member, Session)? {
        try row(
            """
            SELECT member.id, login, name, is_administrator, joined_at, left_at,
                   token_hash, client, began_at, seen_at, ends_at, means
            FROM session JOIN member ON member.id = session.member
            WHERE token_hash = \(tokenHash) AND ends_at > \(now * 1000) AND seen_at > \((now - Session.idle) * 1000)
              AND left_at IS NULL
            """
        ) { (try Member($0), try Session($0, from: 6)) }
    }

    package func touch(_ session: Session, at now: Int64) throws {
        try run("UPDATE session SET seen_at = \(now * 1000) WHERE token_hash = \(session.tokenHash)")
    }

    /// The newest first.
    package func sessions(of member: Member.ID, at now: Int64) throws -> [Session] {
        try rows(
            """
            SELECT token_hash, client, began_at, seen_at, ends_at, means FROM session
            WHERE member = \(member) AND ends_at > \(now * 1000) AND seen_at > \((now - Session.idle) * 1000)
            ORDER BY began_at DESC, token_hash
            """
        ) { try Session($0, from: 0) }
    }

    /// Only a session of that member's own.
    package func end(session tokenHash: [UInt8], of member: Member.ID) throws {
        try run("DELETE FROM session WHERE token_hash = \(tokenHash) AND member = \(member)")
    }

    package func endSessions(of member: Member.ID, but kept: [UInt8]? = nil) throws {
        try run("DELETE FROM session WHERE member = \(member) AND token_hash <> \(kept ?? [])")
    }

    package func isKnown(device: [UInt8], of member: Member.ID) throws -> Bool {
        try value(
            "SELECT 1 FROM known_device WHERE token_hash = \(device) AND member = \(member)", as: Int.self) != nil
    }

    package func keep(device: [UInt8], of member: Member.ID, at now: Int64) throws {
        try run(
            """
            INSERT INTO known_device (token_hash, member, seen_at) VALUES (\(device), \(member), \(now * 1000))
            ON CONFLICT (token_hash, member) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }
}

extension Session {
    init(_ row: Row, from place: Int) throws {
        self.init(
            tokenHash: try row.get(place), client: try row.get(place + 1),
            beganAt: try row.get(place + 2, as: Int64.self) / 1000,
            seenAt: try row.get(place + 3, as: Int64.self) / 1000,
            endsAt: try row.get(place + 4, as: Int64.self) / 1000, means: try row.get(place + 5))
    }
}
