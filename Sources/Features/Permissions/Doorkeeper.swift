import Foundation
import Hummingbird
import Store

/// Finds out who asks, and whether they may.
package struct Doorkeeper: Sendable {
    private let database: any Database
    private let now: @Sendable () -> Date

    package init(database: any Database, now: @escaping @Sendable () -> Date) {
        self.database = database
        self.now = now
    }

    /// Lets a request through to a route, or says why not.
    ///
    /// - Returns: an answer where the visitor is to sign in first; nil where the route answers.
    /// - Throws: a problem of status 401 or 403, or 400 where a form was not drawn for this session.
    package func admit(
        _ request: Request, to rule: PermissionMatrix.Rule, _ context: inout AppContext
    ) async throws -> Response? {
        guard rule.access != .everybody else { return nil }
        if let token = Bearer.text(of: request) {
            context.visitor = try await program(token, wanted: rule.scope)
        } else {
            context.secret = SessionCookie.secret(of: request)
            context.visitor = try await visitor(context.secret)
        }
        switch rule.access.answer(to: context.visitor) {
        case .allowed: return nil
        case .refused: throw Problem.forbidden("Only administrators of this installation may see or change this.")
        case .signIn:
            guard request.method == .get, !request.uri.path.hasPrefix("/api/"), request.uri.path != "/events" else {
                throw Problem(
                    "not-signed-in", title: "Not signed in", status: .unauthorized,
                    detail: "Sign in first, at /sign-in.")
            }
            return .redirect(to: Link.signIn(returningTo: request.uri.string).path, type: .normal)
        }
    }

    /// - Parameter wanted: what the token must be good for; nil where none is taken.
    private func program(_ text: Substring, wanted: APIToken.Scope?) async throws -> Visitor {
        guard let wanted else { throw Bearer.notHere }
        let time = Int64(now().timeIntervalSince1970)
        guard let secret = TokenText.secret(text),
            let (member, token) = try await database.read({ try $0.holder(of: secret.hash, at: time) })
        else { throw Bearer.unknown }
        guard token.scope.isEnough(for: wanted) else { throw Bearer.tooNarrow }
        let today = time / 86_400
        if token.usedOn != today { try await database.write(.relaxed) { try $0.touch(token, on: today) } }
        return .program(member, token)
    }

    private func visitor(_ secret: Secret?) async throws -> Visitor {
        let time = Int64(now().timeIntervalSince1970)
        let visitor: Visitor = try await database.read { db in
            if let secret, let (member, session) = try db.signedIn(secret.hash, at: time) {
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
