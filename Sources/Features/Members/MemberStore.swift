import Store

extension Connection {
    /// By name.
    package func members() throws -> [Member] {
        try rows("\(Self.memberColumns) ORDER BY name, id") { try Member($0) }
    }

    package func member(_ id: Member.ID) throws -> Member? {
        try row("\(Self.memberColumns) WHERE id = \(id)") { try Member($0) }
    }

    package func member(login: Login) throws -> Member? {
        try row("\(Self.memberColumns) WHERE login = \(login.text)") { try Member($0) }
    }

    /// Whether anybody was ever registered. Before that, the pages are open to whoever reaches them.
    package func hasMembers() throws -> Bool {
        try value("SELECT 1 FROM member LIMIT 1", as: Int.self) != nil
    }

    package func add(_ member: Member, password: StoredPassword?) throws {
        try run(
            """
            INSERT INTO member (id, login, name, password, is_administrator, joined_at)
            VALUES (\(member.id), \(member.login), \(member.name), \(password?.line), \(member.isAdministrator),
                    \(member.joinedAt * 1000))
            """)
    }

    package func password(of member: Member.ID) throws -> StoredPassword? {
        try value("SELECT password FROM member WHERE id = \(member)", as: String.self).flatMap {
            StoredPassword(line: $0)
        }
    }

    /// - Returns: false where the password is not `old` any more, so that a rehash never undoes a change.
    @discardableResult package func setPassword(
        _ password: StoredPassword, of member: Member.ID, replacing old: StoredPassword? = nil
    ) throws -> Bool {
        guard let old else {
            return try run("UPDATE member SET password = \(password.line) WHERE id = \(member)") > 0
        }
        return try run("UPDATE member SET password = \(password.line) WHERE id = \(member) AND password = \(old.line)")
            > 0
    }

    /// Ends every session, every browser's mark and every token too.
    package func endMembership(of member: Member.ID, at now: Int64) throws {
        try run("UPDATE member SET left_at = \(now * 1000) WHERE id = \(member) AND left_at IS NULL")
        try run("DELETE FROM session WHERE member = \(member)")
        try run("DELETE FROM known_device WHERE member = \(member)")
        try run("DELETE FROM one_time_link WHERE member = \(member)")
        try run("DELETE FROM begun_sign_in WHERE member = \(member)")
        try run("DELETE FROM api_token WHERE member = \(member)")
    }

    package func makeAdministrator(_ member: Member.ID) throws {
        try run("UPDATE member SET is_administrator = \(true) WHERE id = \(member)")
    }

    package func administratorCount() throws -> Int {
        try value("SELECT count(*) FROM member WHERE is_administrator = \(true) AND left_at IS NULL") ?? 0
    }

    private static var memberColumns: SQL {
        "SELECT id, login, name, is_administrator, joined_at, left_at FROM member"
    }
}

extension Member {
    init(_ row: Row) throws {
        self.init(
            id: try row.get(0), login: try row.get(1), name: try row.get(2), isAdministrator: try row.get(3),
            joinedAt: try row.get(4, as: Int64.self) / 1000, leftAt: try row.get(5, as: Int64?.self).map { $0 / 1000 })
    }
}
