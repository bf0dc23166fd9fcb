import Foundation
import Hummingbird
import Interface
import Store

/// Who may sign in: for administrators. They see logins and nothing that anybody does or answers.
package struct MembersRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/members") { _, context in try await page(context) },
            Route(.post, "/members/invitations", handler: invite),
            Route(.post, "/members/{member}/reset", handler: reset),
            Route(.post, "/members/{member}/second-factor/removal", handler: removeSecondFactor),
            Route(.post, "/members/{member}/ending", handler: end),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    /// - Parameter made: a link to show once; it is stored nowhere as such.
    private func page(_ context: AppContext, made: MembersPage.Made? = nil, error: String? = nil) async throws
        -> Response
    {
        let (members, withSecondFactor) = try await services.database.read { db in
            (try db.members(), try db.membersWithSecondFactor())
        }
        var answer = services.frame.answer(
            MembersPage(
                members: members, withSecondFactor: withSecondFactor, reader: context.visitor.member?.id ?? "",
                formToken: context.secret?.formToken ?? "", made: made, error: error))
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    @Sendable private func invite(_ request: Request, context: AppContext) async throws -> Response {
        let form = try await checked(request, context)
        let asAdministrator = form.isChecked("administrator")
        let secret = try await make(.invitation(asAdministrator: asAdministrator), .invited, of: "", context)
        return try await page(
            context,
            made: .init(
                path: Link.oneTime(secret).path, words: asAdministrator ? "a new administrator" : "a new member",
                life: "7 days"))
    }

    @Sendable private func reset(_ request: Request, context: AppContext) async throws -> Response {
        _ = try await checked(request, context)
        let member = try await known(context)
        let secret = try await make(.reset(member.id), .resetLinkMade, of: member.id, context)
        return try await page(
            context, made: .init(path: Link.oneTime(secret).path, words: member.name, life: "24 hours"))
    }

    /// For somebody who lost phone and recovery codes. The password alone lets them in then.
    @Sendable private func removeSecondFactor(_ request: Request, context: AppContext) async throws -> Response {
        _ = try await checked(request, context)
        let member = try await known(context)
        let now = time
        let actor = context.visitor.member?.id ?? ""
        try await services.database.write { db in
            guard try db.removeSecondFactor(of: member.id) else { return }
            try db.audit(.secondFactorRemoved, of: member.id, by: .member(actor), at: now)
        }
        return .redirect(to: Link.members.path, type: .normal)
    }

    @Sendable private func end(_ request: Request, context: AppContext) async throws -> Response {
        _ = try await checked(request, context)
        let member = try await known(context)
        let now = time
        let actor = context.visitor.member?.id ?? ""
        let isDone = try await services.database.write { db in
            if member.isAdministrator, try db.administratorCount() < 2 { return false }
            try db.endMembership(of: member.id, at: now)
            try db.audit(.left, of: member.id, by: .member(actor), at: now)
            return true
        }
        guard isDone else {
            return try await page(
                context, error: "\(member.name) is the only administrator. Invite another one first.")
        }
        return .redirect(to: Link.members.path, type: .normal)
    }

    private func make(
        _ purpose: OneTimeLink.Purpose, _ action: AuditEntry.Action, of subject: String, _ context: AppContext
    ) async throws -> Secret {
        let now = time
        let secret = Secret(services.randomBytes(32))
        let actor = context.visitor.member?.id ?? ""
        try await services.database.write { db in
            try db.add(OneTimeLink(purpose, endsAt: now + OneTimeLink.life(of: purpose)), secret: secret, at: now)
            try db.audit(action, of: subject, by: .member(actor), at: now)
        }
        return secret
    }

    private func known(_ context: AppContext) async throws -> Member {
        let id = try context.parameter("member")
        guard let member = try await services.database.read({ try $0.member(id) }), member.leftAt == nil else {
            throw Problem.notFound("There is no such member.")
        }
        return member
    }

    private func checked(_ request: Request, _ context: AppContext) async throws -> Form {
        let form = try await Form(request)
        guard context.secret?.accepts(formToken: form["form"]) == true else {
            throw Problem.badRequest(
                "The form was drawn for another session. Go back, load the page again, and send it.")
        }
        return form
    }
}
