import Hummingbird
import Store

/// Lets in whom a trusted proxy names.
///
/// The proxy asks for passwords and second steps; here its word is enough, as long as it says it with every request.
struct ProxyUser: Sendable {
    let database: any Database
    let isSecure: Bool
    let randomBytes: @Sendable (Int) -> [UInt8]

    /// Seconds that the session of somebody whom the proxy names may last; the next request begins another.
    private static let sessionLife: Int64 = 86_400

    /// - Parameter wantsSession: false for programs, which keep no cookies.
    /// - Throws: a problem of status 403 for a name that cannot be a login, and for somebody who left.
    func visitor(
        named typed: String, _ request: Request, wantsSession: Bool, at now: Int64, _ context: inout AppContext
    ) async throws -> Visitor {
        guard let login = Login(typed) else {
            throw Problem.forbidden("The proxy names you by what cannot be a login here: \(Login.rule).")
        }
        let secret = SessionCookie.secret(of: request)
        let known = try await database.read { db in
            (try db.member(login: login), try secret.flatMap { try db.signedIn($0.hash, at: now) })
        }
        if let (member, session) = known.1, member.id == known.0?.id {
            context.secret = secret
            return .member(member, session)
        }
        let member = try await known.0 == nil ? join(login, at: now) : known.0
        guard let member, member.leftAt == nil else { throw Problem.forbidden("Your membership here has ended.") }
        return wantsSession ? try await begin(member, request, at: now, &context) : .program(member)
    }

    private func join(_ login: Login, at now: Int64) async throws -> Member? {
        let id = Member.newID(randomBytes(Member.idBytes))
        return try await database.write { db in
            if let member = try db.member(login: login) { return member }
            let member = Member(id: id, login: login.text, name: login.text, isAdministrator: false, joinedAt: now)
            try db.add(member, password: nil)
            try db.audit(.joined, of: member.id, by: .proxy, at: now)
            return member
        }
    }

    private func begin(
        _ member: Member, _ request: Request, at now: Int64, _ context: inout AppContext
    ) async throws -> Visitor {
        let secret = Secret(randomBytes(32))
        let session = Session(
            tokenHash: secret.hash, client: ClientWords.of(request), beganAt: now, seenAt: now,
            endsAt: now + Self.sessionLife, means: .proxy)
        try await database.write { db in
            try db.add(session, of: member.id)
            try db.audit(.signedIn, of: member.id, by: .proxy, at: now)
        }
        context.secret = secret
        context.cookies.append(SessionCookie.session(secret, isSecure: isSecure || context.isForwardedSecurely))
        return .member(member, session)
    }
}
