import Store

/// Lets a program in as a member, to the API alone.
package struct APIToken: Hashable, Sendable {
    package var tokenHash: [UInt8]
    /// What its owner calls it.
    package var title: String
    package var scope: Scope
    /// Seconds since 1970.
    package var madeAt: Int64
    package var endsAt: Int64
    /// A day, counted from 1970; nothing finer is kept. Nil while it was never used.
    package var usedOn: Int64?

    package enum Scope: String, CaseIterable, SQLValue, Sendable {
        case read
        /// Whatever its owner may change through the API.
        case write

        package func isEnough(for wanted: Scope) -> Bool { self == .write || wanted == .read }
    }

    /// How long one may last, in days.
    package static let lives: [Int64] = [7, 30, 90, 365]
    /// How many one member may have at a time.
    package static let limit = 50

    /// Names it in forms. The hash lets nobody in.
    package var name: String { Hexadecimal.text(tokenHash) }
}

/// A token as its holder sends it: `Authorization: Bearer tutti_…`.
package enum TokenText {
    /// By which those who search for secrets that got out know one.
    private static let start = "tutti_"

    package static func of(_ secret: Secret) -> String { start + secret.text }

    /// Nil for what cannot be one of ours.
    package static func secret(_ text: some StringProtocol) -> Secret? {
        text.hasPrefix(start) ? Secret(String(text.dropFirst(start.count))) : nil
    }
}

extension Connection {
    /// Forgets those that have ended.
    ///
    /// - Returns: false where its owner has as many as one may have.
    package func add(_ token: APIToken, of member: Member.ID) throws -> Bool {
        try run("DELETE FROM api_token WHERE ends_at <= \(token.madeAt * 1000)")
        let count = try value("SELECT count(*) FROM api_token WHERE member = \(member)", as: Int.self) ?? 0
        guard count < APIToken.limit else { return false }
        try run(
            """
            INSERT INTO api_token (token_hash, member, title, scope, made_at, ends_at)
            VALUES (\(token.tokenHash), \(member), \(token.title), \(token.scope), \(token.madeAt * 1000),
                    \(token.endsAt * 1000))
            """)
        return true
    }

    /// The newest first.
    package func tokens(of member: Member.ID, at now: Int64) throws -> [APIToken] {
        try rows(
            """
            SELECT token_hash, title, scope, made_at, ends_at, used_on FROM api_token
            WHERE member = \(member) AND ends_at > \(now * 1000) ORDER BY made_at DESC, token_hash
            """
        ) { try APIToken($0, from: 0) }
    }

    /// Whose token it is, while it lasts and its owner has not left.
    package func holder(of tokenHash: [UInt8], at now: Int64) throws -> (Member, APIToken)? {
        try row(
            """
            SELECT member.id, login, name, is_administrator, joined_at, left_at,
                   token_hash, title, scope, made_at, ends_at, used_on
            FROM api_token JOIN member ON member.id = api_token.member
            WHERE token_hash = \(tokenHash) AND ends_at > \(now * 1000) AND left_at IS NULL
            """
        ) { (try Member($0), try APIToken($0, from: 6)) }
    }

    package func touch(_ token: APIToken, on day: Int64) throws {
        try run("UPDATE api_token SET used_on = \(day) WHERE token_hash = \(token.tokenHash)")
    }

    /// Only a token of that member's own.
    ///
    /// - Returns: false where there is none.
    package func revoke(token tokenHash: [UInt8], of member: Member.ID) throws -> Bool {
        try run("DELETE FROM api_token WHERE token_hash = \(tokenHash) AND member = \(member)") == 1
    }
}

extension APIToken {
    init(_ row: Row, from place: Int) throws {
        self.init(
            tokenHash: try row.get(place), title: try row.get(place + 1), scope: try row.get(place + 2),
            madeAt: try row.get(place + 3, as: Int64.self) / 1000,
            endsAt: try row.get(place + 4, as: Int64.self) / 1000,
            usedOn: try row.get(place + 5))
    }
}
