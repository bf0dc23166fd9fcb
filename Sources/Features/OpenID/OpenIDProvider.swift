import Foundation
import JWTKit

/// The other service: where its parts are, and by which keys it signs, as far as it was asked.
package actor OpenIDProvider {
    package nonisolated let settings: OpenIDSettings
    private let fetch: WebFetch
    private let now: @Sendable () -> Date
    private var document: Document?
    private var documentAskedAt: Int64 = 0
    private var keys = OpenIDKeys()
    private var keysAskedAt: Int64 = 0

    /// Seconds after which both are asked for anew, so that a key that was withdrawn is not believed for longer.
    private static let life: Int64 = 3600
    /// Seconds between two questions for the keys, however many tokens name one that is not known.
    private static let pause: Int64 = 10

    package init(_ settings: OpenIDSettings, fetch: @escaping WebFetch, now: @escaping @Sendable () -> Date) {
        self.settings = settings
        self.fetch = fetch
        self.now = now
    }

    /// Where a browser goes to sign in.
    func address(for attempt: OpenIDAttempt, comingBackTo answer: String) async throws -> String {
        let document = try await discovered()
        let hasGroups = document.scopes_supported?.contains("groups") == true
        let fields = [
            ("response_type", "code"), ("client_id", settings.clientID), ("redirect_uri", answer),
            ("scope", "openid profile email\(hasGroups ? " groups" : "")"), ("state", attempt.state),
            ("nonce", attempt.nonce), ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
        ]
        let query = fields.map { "\($0)=\(PercentEncoding.encoded($1))" }.joined(separator: "&")
        let endpoint = document.authorization_endpoint
        return endpoint + (endpoint.contains("?") ? "&" : "?") + query
    }

    /// Whom the service means by a code.
    ///
    /// - Throws: `OpenIDTrouble`.
    func token(for code: String, of attempt: OpenIDAttempt, comingBackTo answer: String) async throws -> IDToken {
        let document = try await discovered()
        var request = WebRequest(
            document.token_endpoint, headers: ["Accept": "application/json"],
            form: [
                "grant_type": "authorization_code", "code": code, "redirect_uri": answer,
                "code_verifier": attempt.verifier, "client_id": settings.clientID,
            ])
        identify(&request, document)
        let reply = try await asked(request)
        guard reply.status == 200, let tokens = try? JSONDecoder().decode(Tokens.self, from: reply.body) else {
            let refusal = try? JSONDecoder().decode(Refusal.self, from: reply.body)
            throw OpenIDTrouble.refused(Self.plain(refusal?.error) ?? "status \(reply.status)")
        }
        let head = try TokenHead(of: tokens.id_token)
        let token = try await key(for: head).verified(tokens.id_token)
        try token.check(settings, nonce: attempt.nonce, at: time)
        return token
    }

    /// The protocol's own short words; anything else that was sent is not shown.
    static func plain(_ code: String?) -> String? {
        guard let code, (1...64).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x5F })
        else { return nil }
        return code
    }

    private var time: Int64 { Int64(now().timeIntervalSince1970) }

    private func identify(_ request: inout WebRequest, _ document: Document) {
        guard let secret = settings.clientSecret else { return }
        let methods = document.token_endpoint_auth_methods_supported ?? ["client_secret_basic"]
        guard methods.contains("client_secret_basic") else {
            request.form?["client_secret"] = secret
            return
        }
        let pair = "\(PercentEncoding.encoded(settings.clientID)):\(PercentEncoding.encoded(secret))"
        request.headers["Authorization"] = "Basic \(Data(pair.utf8).base64EncodedString())"
    }

    /// A key that is not known may be new: then the service is asked once more, but not with every token.
    private func key(for head: TokenHead) async throws -> JWK {
        guard OpenIDKeys.kind(of: head.alg) != nil else { throw OpenIDTrouble.unbelievable("signed by \(head.alg)") }
        if time - keysAskedAt < Self.life, let key = keys.key(for: head) { return key }
        guard time - keysAskedAt >= Self.pause else { throw OpenIDTrouble.unbelievable("signed by a key nobody knows") }
        let address = try await discovered().jwks_uri
        keysAskedAt = time
        let reply = try await asked(WebRequest(address))
        guard reply.status == 200 else { throw OpenIDTrouble.unreachable("its keys: status \(reply.status)") }
        keys = try OpenIDKeys(reply.body)
        guard let key = keys.key(for: head) else { throw OpenIDTrouble.unbelievable("signed by a key nobody knows") }
        return key
    }

    private func discovered() async throws -> Document {
        if let document, time - documentAskedAt < Self.life { return document }
        let reply = try await asked(WebRequest(settings.issuer + "/.well-known/openid-configuration"))
        guard reply.status == 200, let found = try? JSONDecoder().decode(Document.self, from: reply.body) else {
            throw OpenIDTrouble.unreachable("its description: status \(reply.status)")
        }
        guard found.issuer == settings.issuer || found.issuer == settings.issuer + "/" else {
            throw OpenIDTrouble.unreachable("it calls itself something else")
        }
        let parts = [found.authorization_endpoint, found.token_endpoint, found.jwks_uri]
        guard parts.allSatisfy(OpenIDSettings.isSafe) else { throw OpenIDTrouble.unreachable("a part without TLS") }
        (document, documentAskedAt) = (found, time)
        return found
    }

    private func asked(_ request: WebRequest) async throws -> WebAnswer {
        do { return try await fetch(request) } catch { throw OpenIDTrouble.unreachable("\(type(of: error))") }
    }

    /// OpenID Connect Discovery 1.0, in its own words.
    private struct Document: Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let scopes_supported: [String]?
        let token_endpoint_auth_methods_supported: [String]?
    }

    private struct Tokens: Decodable { let id_token: String }
    private struct Refusal: Decodable { let error: String? }
}
