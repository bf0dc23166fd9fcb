import Foundation
import Hummingbird
import Logging
import Records
import Store

/// The right to ask about one member, held by that member alone.
///
/// A query about a person's own figures asks for one instead of an id, and nothing but this file can make one: that one
/// person's figures are shown to another is not filtered out, it cannot be written down.
package struct Oneself: Sendable {
    package let member: Member

    fileprivate init(_ member: Member) { self.member = member }
}

/// Finds out who asks, and whether they may.
package struct Doorkeeper: Sendable {
    private let database: any Database
    private let now: @Sendable () -> Date
    private let proxy: TrustedProxy?
    private let proxyUser: ProxyUser
    private let ignored: IgnoredField
    private let key: SealingKey?

    package init(_ services: Services, proxy: TrustedProxy?, logger: Logger) {
        database = services.database
        now = services.now
        key = services.key
        self.proxy = proxy
        proxyUser = ProxyUser(
            database: services.database, isSecure: services.isSecure, randomBytes: services.randomBytes)
        ignored = IgnoredField(logger: logger)
    }

    /// Lets a request through to a route, or says why not.
    ///
    /// - Returns: an answer where the visitor is to sign in first; nil where the route answers.
    /// - Throws: a problem of status 401 or 403, or 400 where a form was not drawn for this session.
    package func admit(
        _ request: Request, to rule: PermissionMatrix.Rule, _ context: inout AppContext
    ) async throws -> Response? {
        let user = user(of: request, &context)
        guard rule.access != .everybody else { return nil }
        if let token = Bearer.text(of: request) {
            context.visitor = try await visitor(showing: token, to: rule)
        } else if let user {
            context.visitor = try await proxyUser.visitor(
                named: user, request, wantsSession: rule.scope == nil, at: time, &context)
        } else {
            context.secret = SessionCookie.secret(of: request)
            context.visitor = try await visitor(context.secret)
        }
        switch rule.access.answer(to: context.visitor, as: try await standing(rule.access, context)) {
        case .allowed:
            if rule.access == .oneself, let member = context.visitor.member { context.oneself = Oneself(member) }
            return nil
        case .refused: throw Problem.forbidden(rule.access.refusal)
        case .signIn:
            if rule.access == .senders { throw Bearer.missing }
            guard request.method == .get, !request.uri.path.hasPrefix("/api/"), request.uri.path != "/events" else {
                throw Problem(
                    "not-signed-in", title: "Not signed in", status: .unauthorized,
                    detail: "Sign in first, at /sign-in.")
            }
            return .redirect(to: Link.signIn(returningTo: request.uri.string).path, type: .normal)
        }
    }

    /// In the name of a member, for the command line: whoever holds the database reads every row of it anyway.
    package static func holder(of database: any Database, as login: String) async throws -> Oneself? {
        guard let login = Login(login) else { return nil }
        return try await database.read { try $0.member(login: login) }.map { Oneself($0) }
    }

    /// In the name of the member who made a feed's address, for that feed alone. Nil where the address works no more.
    static func holder(of database: any Database, feed: Secret) async throws -> Oneself? {
        try await database.read { try $0.member(ofFeed: feed.hash) }.map { Oneself($0) }
    }

    private func standing(_ access: Access, _ context: AppContext) async throws -> Access.Standing {
        guard access.asksForStanding, let member = context.visitor.member else { return Access.Standing() }
        let team = context.parameters.get("team") == nil ? nil : try context.parameter("team")
        let time = time
        return try await database.read { db in
            Access.Standing(
                isInCouncil: try db.isInCouncil(member.id),
                role: try team.flatMap { try db.role(of: member.id, in: $0, at: time) },
                leads: try db.leads(member.id, at: time))
        }
    }

    private var time: Int64 { Int64(now().timeIntervalSince1970) }

    /// Whom a trusted proxy names. Notes, too, what it says about where the request came from.
    private func user(of request: Request, _ context: inout AppContext) -> String? {
        guard let proxy else { return nil }
        let named = proxy.userField.flatMap { request.headers[$0] }
        guard proxy.isPeer(context.address) else {
            if named != nil, let field = proxy.userField { ignored.note(field) }
            return nil
        }
        context.isForwardedSecurely = proxy.isSecure(request)
        context.address = proxy.client(of: request, peer: context.address)
        return named.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func visitor(showing token: Substring, to rule: PermissionMatrix.Rule) async throws -> Visitor {
        guard rule.access == .senders, let token = PushToken(token) else {
            return try await program(token, wanted: rule.scope)
        }
        guard let key, let source = try await database.read({ try $0.sourceConnection(token.connection) }),
            source.state != .closed, token.isAmong(source.secrets(with: key)?.pushTokens ?? [])
        else { throw Bearer.unknown }
        return .pipeline(source.id)
    }

    /// - Parameter wanted: what the token must be good for; nil where none is taken.
    private func program(_ text: Substring, wanted: APIToken.Scope?) async throws -> Visitor {
        guard let wanted else { throw Bearer.notHere }
        let time = time
        guard let secret = TokenText.secret(text),
            let (member, token) = try await database.read({ try $0.holder(of: secret.hash, at: time) })
        else { throw Bearer.unknown }
        guard token.scope.isEnough(for: wanted) else { throw Bearer.tooNarrow }
        let today = time / 86_400
        if token.usedOn != today { try await database.write(.relaxed) { try $0.touch(token, on: today) } }
        return .program(member)
    }

    private func visitor(_ secret: Secret?) async throws -> Visitor {
        let time = time
        let visitor: Visitor = try await database.read { db in
            // Whom the proxy signed in is nobody without its word.
            if let secret, let (member, session) = try db.signedIn(secret.hash, at: time), session.means != .proxy {
                return .member(member, session)
            }
            return try db.hasMembers() ? .stranger : .unclaimed
        }
        if case .member(_, let session) = visitor, time - session.seenAt > 3600 {
            try await database.write(.relaxed) { try $0.touch(session, at: time) }
        }
        return visitor
    }
}
