import Records
import Store

/// The address under which a member's own programs ask what waits for them. Whoever has it reads that and nothing else.
extension Connection {
    /// Makes a new address; the one before stops working.
    func makeFeedLink(_ secret: Secret, of me: Oneself, at now: Int64) throws {
        try run(
            """
            INSERT INTO feed_link (member, token_hash, made_at) VALUES (\(me.member.id), \(secret.hash), \(now * 1000))
            ON CONFLICT (member) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at
            """)
    }

    func removeFeedLink(of me: Oneself) throws { try run("DELETE FROM feed_link WHERE member = \(me.member.id)") }

    /// When it was made, in seconds since 1970; nil where there is none.
    func feedLinkMadeAt(of me: Oneself) throws -> Int64? {
        try value("SELECT made_at FROM feed_link WHERE member = \(me.member.id)", as: Int64.self).map { $0 / 1000 }
    }

    /// Whose address it is, while they have not left.
    func member(ofFeed tokenHash: [UInt8]) throws -> Member? {
        try row(
            """
            SELECT member.id, login, name, is_administrator, joined_at, left_at
            FROM feed_link JOIN member ON member.id = feed_link.member
            WHERE token_hash = \(tokenHash) AND left_at IS NULL
            """
        ) { try Member($0) }
    }
}
