import Store

/// A sign-in whose password was right and whose code is still to come.
package struct BegunSignIn: Hashable, Sendable {
    package var member: Member.ID
    /// Wrong codes so far.
    package var failures: Int

    /// Seconds within which the code must come.
    package static let life: Int64 = 600
    /// After as many wrong codes the password is asked for again.
    package static let tries = 5
}

extension Connection {
    package func beginSignIn(of member: Member.ID, tokenHash: [UInt8], at now: Int64) throws {
        try run("DELETE FROM begun_sign_in WHERE ends_at <= \(now * 1000)")
        try run(
            """
            INSERT INTO begun_sign_in (token_hash, member, failures, ends_at)
            VALUES (\(tokenHash), \(member), 0, \((now + BegunSignIn.life) * 1000))
            """)
    }

    package func begunSignIn(_ tokenHash: [UInt8], at now: Int64) throws -> (BegunSignIn, Member)? {
        try row(
            """
            SELECT member.id, login, name, is_administrator, joined_at, left_at, failures
            FROM begun_sign_in JOIN member ON member.id = begun_sign_in.member
            WHERE token_hash = \(tokenHash) AND ends_at > \(now * 1000) AND left_at IS NULL
              AND failures < \(BegunSignIn.tries)
            """
        ) { row in (BegunSignIn(member: try row.get(0), failures: try row.get(6)), try Member(row)) }
    }

    package func countFailure(ofSignIn tokenHash: [UInt8]) throws {
        try run("UPDATE begun_sign_in SET failures = failures + 1 WHERE token_hash = \(tokenHash)")
    }

    /// - Returns: false where it was ended already: each lets in once.
    package func endBegunSignIn(_ tokenHash: [UInt8]) throws -> Bool {
        try run("DELETE FROM begun_sign_in WHERE token_hash = \(tokenHash)") == 1
    }

    /// Of somebody whose password changed.
    package func endBegunSignIns(of member: Member.ID) throws {
        try run("DELETE FROM begun_sign_in WHERE member = \(member)")
    }
}
