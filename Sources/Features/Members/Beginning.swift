import Hummingbird
import Interface
import Store

/// How a session begins, and what its forms prove.
extension SignIn {
    /// Lets in whoever knew the password or held a reset link, or asks for the second step where there is one.
    func proceed(
        _ member: Member, _ request: Request, _ context: AppContext, goingTo next: String
    ) async throws -> Response {
        guard try await services.database.read({ try $0.hasSecondFactor(member.id) }) else {
            return try await begin(member, request, context, goingTo: next)
        }
        let now = time
        let step = Secret(services.randomBytes(32))
        try await services.database.write { try $0.beginSignIn(of: member.id, tokenHash: step.hash, at: now) }
        var response = Response.redirect(to: Link.secondStep(goingTo: next).path, type: .normal)
        SessionCookie.set(step: step, isSecure: isSecure(context), in: &response)
        return response
    }

    /// Always a new session: what a browser sent before is worth nothing.
    func begin(
        _ member: Member, _ request: Request, _ context: AppContext, goingTo next: String,
        by means: Session.Means = .password
    ) async throws -> Response {
        let now = time
        let secret = Secret(services.randomBytes(32))
        let device = SessionCookie.device(of: request) ?? Secret(services.randomBytes(32))
        let old = SessionCookie.secret(of: request)
        let session = Session(
            tokenHash: secret.hash, client: ClientWords.of(request), beganAt: now, seenAt: now,
            endsAt: now + Session.longest, means: means)
        try await services.database.write { db in
            if let old { try db.end(session: old.hash, of: member.id) }
            try db.add(session, of: member.id)
            try db.keep(device: device.hash, of: member.id, at: now)
            try db.audit(.signedIn, of: member.id, by: .member(member.id), at: now)
        }
        var response = Response.redirect(to: next, type: .normal)
        SessionCookie.set(secret, device: device, isSecure: isSecure(context), in: &response)
        return response
    }

    /// Whether cookies may ask for TLS.
    func isSecure(_ context: AppContext) -> Bool { services.isSecure || context.isForwardedSecurely }

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
