import Foundation
import Hummingbird
import Interface
import Store

/// One-time links: to join, or to choose another password.
extension SignIn {
    @Sendable func open(_ request: Request, context: AppContext) async throws -> Response {
        let (_, link, member) = try await found(context)
        return Self.private(services.frame.answer(LinkPage(purpose: link.purpose, login: member?.login ?? "")))
    }

    @Sendable func accept(_ request: Request, context: AppContext) async throws -> Response {
        let (secret, link, member) = try await found(context)
        let form = try await Form(request)
        var page = LinkPage(
            purpose: link.purpose, login: member?.login ?? form["login"], name: form["name"])
        page.check(password: form.exact("password"))
        guard page.isGood, let login = Login(page.login) else { return refused(page) }
        let password = form.exact("password")
        let salt = services.randomBytes(16)
        let stored = try await work.run { try StoredPassword(password, salt: salt) }
        let done: Member? =
            if let member { try await reset(member, stored, secret) } else {
                try await join(
                    Self.newcomer(page, login, link, services.randomBytes(Member.idBytes), time), stored, secret)
            }
        guard let done else {
            page.loginError = "Somebody has this login already. Choose another one."
            return refused(page)
        }
        return Self.private(try await proceed(done, request, context, goingTo: "/"))
    }

    private func found(_ context: AppContext) async throws -> (Secret, OneTimeLink, Member?) {
        let now = time
        guard let secret = Secret(try context.parameter("link")) else { throw Self.gone }
        let found: (OneTimeLink, Member?)? = try await services.database.read { db in
            guard let link = try db.link(secret, at: now) else { return nil }
            guard case .reset(let id) = link.purpose else { return (link, nil) }
            return try db.member(id).map { (link, $0) }
        }
        guard let found else { throw Self.gone }
        return (secret, found.0, found.1)
    }

    private static let gone = Problem(
        "link-gone", title: "This link opens nothing any more", status: .gone,
        detail: "It was used, or its time is over. Ask an administrator for another one, or run “tutti admin reset”.")

    private func refused(_ page: LinkPage) -> Response {
        var answer = services.frame.answer(page)
        answer.status = .unprocessableContent
        return Self.private(answer)
    }

    /// The address itself is a secret.
    private static func `private`(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        return response
    }

    private static func newcomer(
        _ page: LinkPage, _ login: Login, _ link: OneTimeLink, _ id: [UInt8], _ now: Int64
    ) -> Member {
        let isAdministrator = [.firstAdministrator, .invitation(asAdministrator: true)].contains(link.purpose)
        return Member(
            id: Member.newID(id), login: login.text, name: page.name,
            isAdministrator: isAdministrator, joinedAt: now)
    }

    /// Nil where the login is taken; the link stays good then.
    private func join(_ member: Member, _ password: StoredPassword, _ secret: Secret) async throws -> Member? {
        let now = time
        return try await services.database.write { db in
            guard let login = Login(member.login), try db.member(login: login) == nil else { return nil }
            guard try db.link(secret, at: now) != nil, try db.use(secret) else { throw Self.gone }
            try db.add(member, password: password)
            try db.audit(.joined, of: member.id, by: .oneTimeLink, at: now)
            return member
        }
    }

    /// Ends every session: whoever knew the old password is out.
    private func reset(_ member: Member, _ password: StoredPassword, _ secret: Secret) async throws -> Member? {
        let now = time
        return try await services.database.write { db in
            guard try db.use(secret) else { throw Self.gone }
            try db.setPassword(password, of: member.id)
            try db.endSessions(of: member.id)
            try db.endBegunSignIns(of: member.id)
            try db.audit(.passwordChanged, of: member.id, by: .oneTimeLink, at: now)
            return member
        }
    }
}
