import Foundation
import Hummingbird
import Interface
import Store

/// What a member sees and changes of themselves.
extension SignIn {
    @Sendable func me(_ request: Request, context: AppContext) async throws -> Response {
        try await mePage(context)
    }

    /// - Parameters:
    ///   - errors: what was wrong with what was sent, by the part of the page that sent it.
    ///   - made: a token to show, this once.
    func mePage(
        _ context: AppContext, errors: [MePage.Part: String] = [:], made: TokenSection.Made? = nil
    ) async throws -> Response {
        guard case .member(let member, let session) = context.visitor, let secret = context.secret else {
            throw Problem.forbidden("Sign in first.")
        }
        let now = time
        let hasKey = services.key != nil
        let provider = services.openID?.settings
        let page = try await services.database.read { db in
            let hasPassword = try db.password(of: member.id) != nil
            return MePage(
                member: member, sessions: try db.sessions(of: member.id, at: now), current: session,
                formToken: secret.formToken, hasPassword: hasPassword,
                secondFactor: try Self.secondFactor(of: member, hasPassword, hasKey, db),
                service: try provider.map { settings in
                    MePage.Service(
                        name: settings.name, isConnected: try db.isConnected(member.id, with: settings.issuer))
                },
                tokens: try db.tokens(of: member.id, at: now), madeToken: made, errors: errors)
        }
        var answer = services.frame.answer(page)
        if !errors.isEmpty { answer.status = .unprocessableContent }
        return Self.secret(answer)
    }

    private static func secondFactor(
        of member: Member, _ hasPassword: Bool, _ hasKey: Bool, _ db: any Connection
    ) throws -> SecondFactorSection.State {
        if let since = try db.secondFactor(of: member.id)?.confirmedAt {
            return .on(since: since, codesLeft: try db.recoveryCodeCount(of: member.id))
        }
        return !hasPassword ? .elsewhere : hasKey ? .off : .noKey
    }

    @Sendable func changePassword(_ request: Request, context: AppContext) async throws -> Response {
        let (member, session, form) = try await form(request, context)
        let (old, new) = (form.exact("old"), form.exact("new"))
        if let objection = PasswordRule.objection(to: new, login: member.login) {
            return try await mePage(context, errors: [.password: objection])
        }
        let stored = try await services.database.read { try $0.password(of: member.id) }
        let salt = services.randomBytes(16)
        let replaced = try await work.run {
            stored?.matches(old) == true ? try StoredPassword(new, salt: salt) : nil
        }
        guard let stored, let replaced else {
            return try await mePage(
                context, errors: [.password: "The old password is another one. Type it again."])
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
