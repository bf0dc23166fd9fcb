import Hummingbird
import Interface
import Logging
import Store

/// Signing in by another service.
extension SignIn {
    @Sendable func startOpenID(_ request: Request, context: AppContext) async throws -> Response {
        let provider = try provider()
        let attempt = OpenIDAttempt(
            Secret(services.randomBytes(32)), .signIn, next: Self.local(try Query(request)["next"] ?? "/"))
        do {
            let address = try await provider.address(for: attempt, comingBackTo: try answerAddress(request, context))
            var response = Response.redirect(to: address, type: .normal)
            response.setCookie(attempt.cookie(isSecure: isSecure(context)))
            return Self.secret(response)
        } catch let trouble as OpenIDTrouble {
            return failed(trouble, attempt, context)
        }
    }

    /// Shows where to go on: browsers let a form lead to no other site.
    @Sendable func connectOpenID(_ request: Request, context: AppContext) async throws -> Response {
        _ = try await form(request, context)
        let provider = try provider()
        let attempt = OpenIDAttempt(Secret(services.randomBytes(32)), .connect, next: Link.me.path)
        do {
            let address = try await provider.address(for: attempt, comingBackTo: try answerAddress(request, context))
            var response = services.frame.answer(ConnectPage(service: provider.settings.name, address: address))
            response.setCookie(attempt.cookie(isSecure: isSecure(context)))
            return Self.secret(response)
        } catch let trouble as OpenIDTrouble {
            return try await mePage(context, errors: [.openID: trouble.words])
        }
    }

    @Sendable func answerOpenID(_ request: Request, context: AppContext) async throws -> Response {
        let provider = try provider()
        guard let attempt = OpenIDAttempt(request) else { return failed(.mixedUp, nil, context) }
        do {
            let query = try Query(request)
            guard attempt.began(query["state"] ?? "") else { throw OpenIDTrouble.mixedUp }
            // RFC 9207: an answer that another service sent is not taken to ours.
            if let issuer = query["iss"], issuer != provider.settings.issuer, issuer != provider.settings.issuer + "/" {
                throw OpenIDTrouble.mixedUp
            }
            guard let code = query["code"] else {
                throw OpenIDTrouble.refused(OpenIDProvider.plain(query["error"]) ?? "no code")
            }
            let token = try await provider.token(
                for: code, of: attempt, comingBackTo: try answerAddress(request, context))
            var response =
                switch attempt.purpose {
                case .signIn: try await signIn(token, provider, attempt, request, context)
                case .connect: try await connect(token, request)
                }
            response.setCookie(OpenIDAttempt.end(isSecure: isSecure(context)))
            return Self.secret(response)
        } catch let trouble as OpenIDTrouble {
            return failed(trouble, attempt, context)
        }
    }

    private func signIn(
        _ token: IDToken, _ provider: OpenIDProvider, _ attempt: OpenIDAttempt, _ request: Request,
        _ context: AppContext
    ) async throws -> Response {
        let account = OpenIDAccount(token)
        let now = time
        let id = Member.newID(services.randomBytes(Member.idBytes))
        guard let login = Newcomer.login(token) else { throw OpenIDTrouble.unbelievable("no name") }
        let rules = provider.settings.rules
        let member = try await services.database.write { db in
            if let member = try db.member(of: account) {
                guard member.leftAt == nil else { throw OpenIDTrouble.left }
                try db.proveAddress(of: member.id, by: token, at: now)
                return try db.apply(rules, groups: token.groups, to: member, account, at: now)
            }
            guard try db.member(login: login) == nil else { throw OpenIDTrouble.loginTaken(login.text) }
            let member = Member(
                id: id, login: login.text, name: Newcomer.name(token, login), isAdministrator: false, joinedAt: now)
            try db.add(member, password: nil)
            try db.connect(account, with: member.id)
            try db.proveAddress(of: member.id, by: token, at: now)
            try db.audit(.joined, of: member.id, by: .openID, at: now)
            return try db.apply(rules, groups: token.groups, to: member, account, at: now)
        }
        return try await begin(member, request, context, goingTo: attempt.next, by: .openid)
    }

    private func connect(_ token: IDToken, _ request: Request) async throws -> Response {
        let account = OpenIDAccount(token)
        let now = time
        guard let secret = SessionCookie.secret(of: request) else { throw OpenIDTrouble.mixedUp }
        try await services.database.write { db in
            guard let (member, _) = try db.signedIn(secret.hash, at: now) else { throw OpenIDTrouble.mixedUp }
            if let other = try db.member(of: account) {
                guard other.id == member.id else { throw OpenIDTrouble.taken }
                return try db.proveAddress(of: member.id, by: token, at: now)
            }
            try db.connect(account, with: member.id)
            try db.proveAddress(of: member.id, by: token, at: now)
            try db.audit(.accountConnected, of: member.id, by: .member(member.id), at: now)
        }
        return .redirect(to: Link.me.path, type: .normal)
    }

    private func provider() throws -> OpenIDProvider {
        guard let provider = services.openID else {
            throw Problem.notFound("This server signs nobody in by another service. See --oidc-issuer.")
        }
        return provider
    }

    /// Where the service sends the browser back: under the name by which the browser reached us, which is one of ours.
    private func answerAddress(_ request: Request, _ context: AppContext) throws -> String {
        try services.origin(request, context) + Link.openIDAnswer.path
    }

    private func failed(_ trouble: OpenIDTrouble, _ attempt: OpenIDAttempt?, _ context: AppContext) -> Response {
        context.logger.info("no sign-in by another service", metadata: ["reason": "\(trouble.reason)"])
        var response = services.frame.answer(
            SignInPage(
                next: attempt?.next ?? "/", login: "", error: trouble.words, service: services.openID?.settings.name))
        if case .unreachable = trouble { response.status = .badGateway } else { response.status = .forbidden }
        response.setCookie(OpenIDAttempt.end(isSecure: isSecure(context)))
        return Self.secret(response)
    }
}

/// What somebody is called here whom another service sends for the first time.
enum Newcomer {
    /// The service's own word for them if it can be one, else an address that it has checked, else its id.
    static func login(_ token: IDToken) -> Login? {
        let email = token.isEmailVerified ? token.email : nil
        let told = [token.preferredUsername, email].compactMap { $0 }.lazy.compactMap { Login($0) }.first
        if let told { return told }
        let letters = token.subject.lowercased().map { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || "._-+@".contains(letter)) ? letter : "-"
        }
        return Login("id-" + String(letters.prefix(61)))
    }

    static func name(_ token: IDToken, _ login: Login) -> String {
        let name = (token.name ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return name.isEmpty ? login.text : String(name.prefix(100))
    }
}

/// Leads to the other service.
struct ConnectPage: Page {
    let service: String
    let address: String

    var title: String { "Connect with \(service)" }

    var content: HTML {
        """
        \(PageHead(title, lead: "Sign in there once. From then on you can come in here by it, as well as you did before."))
        <p><a class="button" href="\(href: address)">Go on to \(service)</a></p>
        <p>\(link("Leave it as it was", to: Link.me.path))</p>
        """
    }
}

extension Link {
    static let openID = Link("sign-in", "openid")
    static let openIDAnswer = Link("sign-in", "openid", "answer")
}
