import HTTPTypes
import Hummingbird
import Interface
import Store

/// Switching one's second factor on and off.
extension SignIn {
    /// Draws a secret and shows it, after the password: a browser left open is not enough.
    @Sendable func beginSecondFactor(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _, form) = try await form(request, context)
        guard let key = services.key else { return try await refused(SecondFactorSection.noKey, context) }
        let source = try await source(member, request, context)
        if let wait = await pause(source) { return wait }
        let stored = try await services.database.read { try $0.password(of: member.id) }
        let password = form.exact("password")
        guard let stored, try await work.run({ stored.matches(password) }) else {
            await codeThrottle.failed(source, at: time)
            return try await refused("The password is another one. Type it again.", context)
        }
        let secret = services.randomBytes(OneTimeCode.secretBytes)
        let sealed = try key.seal(secret, for: SecondFactor.purpose(member.id))
        guard try await services.database.write({ try $0.begin(sealedSecret: sealed, of: member.id) }) else {
            return .redirect(to: Link.me.path, type: .normal)
        }
        return enrolment(secret, member, request, context)
    }

    /// Switches it on once the app has shown a right code, and shows the recovery codes, this once.
    @Sendable func confirmSecondFactor(_ request: Request, context: AppContext) async throws -> Response {
        let (member, session, form) = try await form(request, context)
        let now = time
        guard let factor = try await services.database.read({ try $0.secondFactor(of: member.id) }),
            factor.confirmedAt == nil,
            let secret = services.key?.open(factor.sealedSecret, for: SecondFactor.purpose(member.id))
        else { return .redirect(to: Link.me.path, type: .normal) }
        let typed = form["code"].filter { !$0.isWhitespace }
        guard let step = OneTimeCode.step(of: typed, secret: secret, at: now, after: 0) else {
            return enrolment(secret, member, request, context, error: EnrolmentPage.wrong)
        }
        let codes = newCodes()
        let isOn = try await services.database.write { db in
            guard try db.confirm(factor, of: member.id, step: step, at: now) else { return false }
            try db.setRecoveryCodes(codes, of: member.id)
            // Whoever signed in with the password alone is out.
            try db.endSessions(of: member.id, but: session.tokenHash)
            try db.audit(.secondFactorOn, of: member.id, by: .member(member.id), at: now)
            return true
        }
        return isOn ? shown(codes) : .redirect(to: Link.me.path, type: .normal)
    }

    @Sendable func makeRecoveryCodes(_ request: Request, context: AppContext) async throws -> Response {
        let (member, answer) = try await afterCode(request, context)
        if let answer { return answer }
        let codes = newCodes()
        let now = time
        try await services.database.write { db in
            try db.setRecoveryCodes(codes, of: member.id)
            try db.audit(.recoveryCodesMade, of: member.id, by: .member(member.id), at: now)
        }
        return shown(codes)
    }

    @Sendable func removeSecondFactor(_ request: Request, context: AppContext) async throws -> Response {
        let (member, answer) = try await afterCode(request, context)
        if let answer { return answer }
        let now = time
        try await services.database.write { db in
            guard try db.removeSecondFactor(of: member.id) else { return }
            try db.audit(.secondFactorOff, of: member.id, by: .member(member.id), at: now)
        }
        return .redirect(to: Link.me.path, type: .normal)
    }

    /// - Returns: an answer where the code was not right.
    private func afterCode(_ request: Request, _ context: AppContext) async throws -> (Member, Response?) {
        let (member, _, form) = try await form(request, context)
        guard try await services.database.read({ try $0.hasSecondFactor(member.id) }) else {
            return (member, .redirect(to: Link.me.path, type: .normal))
        }
        let source = try await source(member, request, context)
        if let wait = await pause(source) { return (member, wait) }
        switch try await check(form["code"], of: member) {
        case .right: return (member, nil)
        case .wrong(let words):
            await codeThrottle.failed(source, at: time)
            return (member, try await refused(words, context))
        case .unknowable(let words): return (member, try await refused(words, context))
        }
    }

    private func newCodes() -> [RecoveryCode] {
        (0..<RecoveryCode.count).map { _ in RecoveryCode(services.randomBytes(RecoveryCode.byteCount)) }
    }

    private func shown(_ codes: [RecoveryCode]) -> Response {
        Self.secret(services.frame.answer(RecoveryCodesPage(codes: codes.map(\.text))))
    }

    private func refused(_ words: String, _ context: AppContext) async throws -> Response {
        try await mePage(context, errors: [.secondFactor: words])
    }

    private func enrolment(
        _ secret: [UInt8], _ member: Member, _ request: Request, _ context: AppContext, error: String? = nil
    ) -> Response {
        let host = request.head.authority.map { "@\($0)" } ?? ""
        let key = AuthenticatorKey(secret: secret, account: member.login + host)
        var answer = services.frame.answer(
            EnrolmentPage(key: key, formToken: context.secret?.formToken ?? "", error: error))
        if error != nil { answer.status = .unprocessableContent }
        return Self.secret(answer)
    }

    /// What no browser is to keep.
    static func secret(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        return response
    }
}
