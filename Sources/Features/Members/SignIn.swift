import Foundation
import Hummingbird
import Interface
import Store

/// The way in: sign-in, one-time links, and what a member sees of themselves.
package struct SignIn: Feature {
    let services: Services
    let work = PasswordWork()
    private let throttle = SignInThrottle()

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/sign-in") { request, _ in
                let hasMembers = try await services.database.read { try $0.hasMembers() }
                return services.frame.answer(
                    SignInPage(next: try Query(request)["next"] ?? "/", login: "", hasMembers: hasMembers))
            },
            Route(.post, "/sign-in", handler: signIn),
            Route(.post, "/sign-out", handler: signOut),
            .get("/links/{link}", handler: open),
            Route(.post, "/links/{link}", handler: accept),
            .get("/me", handler: me),
            Route(.post, "/me/password", handler: changePassword),
            Route(.post, "/me/ended-sessions", handler: endSession),
        ]
    }

    var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    @Sendable private func signIn(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await Form(request)
        let typed = form["login"]
        let device = SessionCookie.device(of: request)
        func again(_ error: String, _ status: HTTPResponse.Status) -> Response {
            var answer = services.frame.answer(SignInPage(next: form["next"], login: typed, error: error))
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
        return try await begin(member, request, goingTo: Self.local(form["next"]))
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

    /// Always a new session: what a browser sent before is worth nothing.
    func begin(_ member: Member, _ request: Request, goingTo next: String) async throws -> Response {
        let now = time
        let secret = Secret(services.randomBytes(32))
        let device = SessionCookie.device(of: request) ?? Secret(services.randomBytes(32))
        let old = SessionCookie.secret(of: request)
        let session = Session(
            tokenHash: secret.hash, client: ClientWords.of(request), beganAt: now, seenAt: now,
            endsAt: now + Session.longest)
        try await services.database.write { db in
            if let old { try db.end(session: old.hash, of: member.id) }
            try db.add(session, of: member.id)
            try db.keep(device: device.hash, of: member.id, at: now)
            try db.audit(.signedIn, of: member.id, by: .member(member.id), at: now)
        }
        var response = Response.redirect(to: next, type: .normal)
        SessionCookie.set(secret, device: device, isSecure: services.isSecure, in: &response)
        return response
    }

    @Sendable private func signOut(_ request: Request, context: AppContext) async throws -> Response {
        let (member, session, _) = try await form(request, context)
        let now = time
        try await services.database.write { db in
            try db.end(session: session.tokenHash, of: member.id)
            try db.audit(.signedOut, of: member.id, by: .member(member.id), at: now)
        }
        var response = Response.redirect(to: Link.signIn.path, type: .normal)
        SessionCookie.clear(isSecure: services.isSecure, in: &response)
        return response
    }

    /// A form of a page that was drawn for this very session.
    func form(_ request: Request, _ context: AppContext) async throws -> (Member, Session, Form) {
        guard case .member(let member, let session) = context.visitor, let secret = context.secret else {
            throw Problem.forbidden("Sign in first.")
        }
        let form = try await Form(request)
        guard secret.accepts(formToken: form["form"]) else {
            throw Problem.badRequest(
                "The form was drawn for another session. Go back, load the page again, and send it.")
        }
        return (member, session, form)
    }

    /// Only an address of our own: a link to the sign-in page must not lead elsewhere.
    static func local(_ next: String) -> String {
        let isLocal =
            next.hasPrefix("/") && !next.hasPrefix("//") && !next.contains("\\")
            && next.utf8.allSatisfy { $0 > 32 && $0 < 127 }
        return isLocal ? next : "/"
    }
}

extension Link {
    static let signIn = Link("sign-in")
    static let signOut = Link("sign-out")
    static let me = Link("me")
    static let members = Link("members")

    static func signIn(returningTo address: String) -> Link {
        address == "/" ? .signIn : Link.signIn.with("next", address)
    }

    /// What a one-time link leads to, as a path.
    package static func oneTime(_ secret: Secret) -> Link { Link("links", secret.text) }
}
