import Hummingbird
import Interface
import Store

/// Making and revoking one's own API tokens.
extension SignIn {
    @Sendable func makeToken(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _, form) = try await form(request, context)
        let title = form["title"]
        guard !title.isEmpty, title.count <= 100 else {
            return try await mePage(context, errors: [.tokens: "Call it something, in at most 100 characters."])
        }
        guard let scope = APIToken.Scope(rawValue: form["scope"]), let days = Int64(form["days"]),
            APIToken.lives.contains(days)
        else { throw Problem.badRequest("The form offers neither this scope nor this time.") }
        let now = time
        let secret = Secret(services.randomBytes(32))
        let token = APIToken(
            tokenHash: secret.hash, title: title, scope: scope, madeAt: now, endsAt: now + days * 86_400)
        let isAdded = try await services.database.write { db in
            guard try db.add(token, of: member.id) else { return false }
            try db.audit(.tokenMade, of: member.id, by: .member(member.id), at: now)
            return true
        }
        guard isAdded else {
            return try await mePage(
                context, errors: [.tokens: "You have \(APIToken.limit) tokens. Revoke one that is not used any more."])
        }
        return try await mePage(context, made: TokenSection.Made(title: title, text: TokenText.of(secret)))
    }

    @Sendable func revokeToken(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _, form) = try await form(request, context)
        let now = time
        try await services.database.write { db in
            for token in try db.tokens(of: member.id, at: now) where token.name == form["token"] {
                guard try db.revoke(token: token.tokenHash, of: member.id) else { continue }
                try db.audit(.tokenRevoked, of: member.id, by: .member(member.id), at: now)
            }
        }
        return .redirect(to: Link.me.path, type: .normal)
    }
}
