import Foundation
import Hummingbird
import Interface
import Store

/// What a member sees and changes of themselves.
extension SignIn {
    @Sendable func me(_ request: Request, context: AppContext) async throws -> Response {
        try await page(context)
    }

    private func page(_ context: AppContext, error: String? = nil) async throws -> Response {
        guard case .member(let member, let session) = context.visitor, let secret = context.secret else {
            throw Problem.forbidden("Sign in first.")
        }
        let now = time
        let sessions = try await services.database.read { try $0.sessions(of: member.id, at: now) }
        var answer = services.frame.answer(
            MePage(member: member, sessions: sessions, current: session, formToken: secret.formToken, error: error))
        answer.headers[.cacheControl] = "no-store"
        if error != nil { answer.status = .unprocessableContent }
        return answer
    }

    @Sendable func changePassword(_ request: Request, context: AppContext) async throws -> Response {
        let (member, session, form) = try await form(request, context)
        let (old, new) = (form.exact("old"), form.exact("new"))
        if let objection = PasswordRule.objection(to: new, login: member.login) {
            return try await page(context, error: objection)
        }
        let stored = try await services.database.read { try $0.password(of: member.id) }
        let salt = services.randomBytes(16)
        let replaced = try await work.run {
            stored?.matches(old) == true ? try StoredPassword(new, salt: salt) : nil
        }
        guard let stored, let replaced else {
            return try await page(context, error: "The old password is another one. Type it again.")
        }
        let now = time
        try await services.database.write { db in
            try db.setPassword(replaced, of: member.id, replacing: stored)
            try db.endSessions(of: member.id, but: session.tokenHash)
            try db.audit(.passwordChanged, of: member.id, by: .member(member.id), at: now)
        }
        return .redirect(to: Link.me.path, type: .normal)
    }

    @Sendable func endSession(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _, form) = try await form(request, context)
        let now = time
        try await services.database.write { db in
            for session in try db.sessions(of: member.id, at: now) where session.name == form["session"] {
                try db.end(session: session.tokenHash, of: member.id)
                try db.audit(.sessionEnded, of: member.id, by: .member(member.id), at: now)
            }
        }
        return .redirect(to: Link.me.path, type: .normal)
    }
}
