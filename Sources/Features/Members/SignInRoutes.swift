import Hummingbird
import Interface
import Store

/// Login and password, and the way out.
extension SignIn {
    @Sendable func signIn(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await Form(request)
        let typed = form["login"]
        let device = SessionCookie.device(of: request)
        func again(_ error: String, _ status: HTTPResponse.Status) -> Response {
            var answer = services.frame.answer(
                SignInPage(
                    next: form["next"], login: typed, error: error, service: services.openID?.settings.name))
            answer.status = status
            return answer
        }
        guard let login = Login(typed) else { return again(SignInPage.wrong, .unprocessableContent) }
        let (member, stored, isKnown) = try await services.database.read { db in
            let member = try db.member(login: login)
            let stored = try member.flatMap { try db.password(of: $0.id) }
            let isKnown = try member.flatMap { member in
                try device.map { try db.isKnown(device: $0.hash, of: member.id) }
            }
            return (member, stored, isKnown ?? false)
        }
        let source = SignInThrottle.Source(
            login: login.text, address: context.address, device: isKnown ? device?.hash : nil)
        let wait = await throttle.wait(source, at: time)
        guard wait == 0 else {
            var answer = again(
                "Too many tries. Wait \(Wording.count(Int(wait), "second", "seconds")).", .tooManyRequests)
            answer.headers[.retryAfter] = "\(wait)"
            return answer
        }
        let isRight = try await check(form.exact("password"), against: stored)
        guard isRight, let member, member.leftAt == nil else {
            await throttle.failed(source, at: time)
            return again(SignInPage.wrong, .unprocessableContent)
        }
        await throttle.succeeded(source)
        try await renew(stored, form.exact("password"), of: member)
        return try await proceed(member, request, context, goingTo: Self.local(form["next"]))
    }

    /// Somebody who does not exist takes as long as somebody who does.
    private func check(_ password: String, against stored: StoredPassword?) async throws -> Bool {
        let salt = services.randomBytes(16)
        return try await work.run {
            guard let stored else {
                _ = try StoredPassword(password, salt: salt)
                return false
            }
            return stored.matches(password)
        }
    }

    /// A password that was stored at an older cost is stored again at today's.
    private func renew(_ stored: StoredPassword?, _ password: String, of member: Member) async throws {
        guard let stored, stored.cost != StoredPassword.Cost() else { return }
        let salt = services.randomBytes(16)
        let renewed = try await work.run { try StoredPassword(password, salt: salt) }
        try await services.database.write { _ = try $0.setPassword(renewed, of: member.id, replacing: stored) }
    }

    @Sendable func signOut(_ request: Request, context: AppContext) async throws -> Response {
        let (member, session, _) = try await form(request, context)
        let now = time
        try await services.database.write { db in
            try db.end(session: session.tokenHash, of: member.id)
            try db.audit(.signedOut, of: member.id, by: .member(member.id), at: now)
        }
        var response = Response.redirect(to: Link.signIn.path, type: .normal)
        SessionCookie.clear(isSecure: isSecure(context), in: &response)
        return response
    }
}
