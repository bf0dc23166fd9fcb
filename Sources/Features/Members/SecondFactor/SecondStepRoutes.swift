import HTTPTypes
import Hummingbird
import Interface
import Store

/// The second step of a sign-in: the app's code, or a recovery code.
extension SignIn {
    @Sendable func askForCode(_ request: Request, context: AppContext) async throws -> Response {
        guard try await begun(request) != nil else { return .redirect(to: Link.signIn.path, type: .normal) }
        return page(next: try Query(request)["next"] ?? "/")
    }

    @Sendable func takeCode(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await Form(request)
        guard let (step, member) = try await begun(request) else {
            return Self.signInAgain(isSecure: isSecure(context))
        }
        let next = Self.local(form["next"])
        let source = try await source(member, request, context)
        if let wait = await pause(source) { return wait }
        switch try await check(form["code"], of: member) {
        case .right:
            await codeThrottle.succeeded(source)
            guard try await services.database.write({ try $0.endBegunSignIn(step.hash) }) else {
                return Self.signInAgain(isSecure: isSecure(context))
            }
            var response = try await begin(member, request, context, goingTo: next)
            SessionCookie.set(step: nil, isSecure: isSecure(context), in: &response)
            return response
        case .wrong(let words):
            await codeThrottle.failed(source, at: time)
            try await services.database.write { try $0.countFailure(ofSignIn: step.hash) }
            return page(next: next, error: words)
        case .unknowable(let words): return page(next: next, error: words)
        }
    }

    /// Where somebody would have to wait before another code: the page that says so.
    func pause(_ source: SignInThrottle.Source) async -> Response? {
        let wait = await codeThrottle.wait(source, at: time)
        guard wait > 0 else { return nil }
        var answer = page(
            next: "/", error: "Too many tries. Wait \(Wording.count(Int(wait), "second", "seconds")).",
            status: .tooManyRequests)
        answer.headers[.retryAfter] = "\(wait)"
        return answer
    }

    func source(_ member: Member, _ request: Request, _ context: AppContext) async throws -> SignInThrottle.Source {
        let device = SessionCookie.device(of: request)
        let isKnown = try await services.database.read { db in
            try device.map { try db.isKnown(device: $0.hash, of: member.id) } ?? false
        }
        return SignInThrottle.Source(
            login: member.login, address: context.address, device: isKnown ? device?.hash : nil)
    }

    private func begun(_ request: Request) async throws -> (Secret, Member)? {
        let now = time
        guard let step = SessionCookie.step(of: request) else { return nil }
        return try await services.database.read { try $0.begunSignIn(step.hash, at: now) }.map { (step, $0.1) }
    }

    private func page(
        next: String, error: String? = nil, status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        var answer = services.frame.answer(SecondStepPage(next: next, error: error))
        answer.headers[.cacheControl] = "no-store"
        if error != nil { answer.status = status }
        return answer
    }

    private static func signInAgain(isSecure: Bool) -> Response {
        var response = Response.redirect(to: Link.signIn.path, type: .normal)
        SessionCookie.set(step: nil, isSecure: isSecure, in: &response)
        return response
    }
}

extension SignIn {
    enum CodeAnswer: Sendable {
        case right
        /// With what to tell the one who typed it.
        case wrong(String)
        /// Nobody can say whether it is right.
        case unknowable(String)
    }

    /// Takes the app's code or a recovery code of a member; each is good once.
    func check(_ typed: String, of member: Member) async throws -> CodeAnswer {
        let digits = typed.filter { !$0.isWhitespace }
        if OneTimeCode.isCode(digits) { return try await checkApp(digits, of: member) }
        let now = time
        guard let code = RecoveryCode(typed: typed) else { return .wrong(SecondStepPage.wrong) }
        let isUsed = try await services.database.write { db in
            guard try db.use(code, of: member.id) else { return false }
            try db.audit(.recoveryCodeUsed, of: member.id, by: .member(member.id), at: now)
            return true
        }
        return isUsed ? .right : .wrong(SecondStepPage.wrong)
    }

    private func checkApp(_ digits: String, of member: Member) async throws -> CodeAnswer {
        let now = time
        guard let factor = try await services.database.read({ try $0.secondFactor(of: member.id) }) else {
            return .wrong(SecondStepPage.wrong)
        }
        guard let secret = services.key?.open(factor.sealedSecret, for: SecondFactor.purpose(member.id)) else {
            return .unknowable(SecondStepPage.noKey)
        }
        guard let step = OneTimeCode.step(of: digits, secret: secret, at: now, after: factor.lastStep) else {
            return .wrong(SecondStepPage.wrong)
        }
        let isFirst = try await services.database.write { try $0.take(step: step, of: member.id) }
        return isFirst ? .right : .wrong(SecondStepPage.wrong)
    }
}
