import Foundation
import Hummingbird
import Records
import Store

/// Members say which accounts are theirs; leads and administrators confirm it.
package struct ClaimsRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/me/accounts") { request, context in try await own(context, search: try Query(request)["q"] ?? "") },
            Route(.post, "/me/accounts/claims", handler: claim),
            Route(.post, "/me/accounts/withdrawal", handler: withdraw),
            .get("/claims") { _, context in try await others(context) },
            Route(.post, "/claims", handler: decide),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func own(_ context: AppContext, search: String = "", error: String? = nil) async throws -> Response {
        let me = try context.ownself()
        let token = context.formToken
        return try await services.framed(isRefused: error != nil) { db in
            let known = try db.knownAccounts()
            let claims = AccountClaims(try db.accountClaims()).claims(of: me.member.id)
            let mine = Set(claims.map(\.signature))
            let found =
                search.isEmpty
                ? known.likely(me.member, try db.provenAddresses(of: me.member.id)) : known.matching(search, limit: 25)
            let accounts = try db.hostedAccounts()
            let hosted =
                search.isEmpty
                ? accounts.likely(me.member, try db.provenAddresses(of: me.member.id))
                : accounts.matching(search, limit: 25)
            return AccountsPage(
                claims: claims, found: found.filter { !mine.isSuperset(of: $0.signatures) },
                hosted: hosted.filter { !mine.contains($0.privateSignature) }, search: search, formToken: token,
                error: error)
        }
    }

    @Sendable private func claim(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        let now = time
        do {
            try await services.database.write { db in
                if let account = RecordKey(form["account"]) {
                    guard let signature = try db.claimed(account) else {
                        throw Problem.notFound("No such account is known any more.")
                    }
                    return try db.claim(signature, of: me, at: now)
                }
                guard let someone = try db.knownAccounts().people.first(where: { $0.person.id == form["person"] })
                else { throw Problem.notFound("Nobody of that name is known any more.") }
                for signature in someone.signatures { try db.claim(signature, of: me, at: now) }
            }
            return .redirect(to: Link.accounts.path, type: .normal)
        } catch let trouble as ClaimTrouble {
            return try await own(context, error: trouble.description)
        }
    }

    @Sendable private func withdraw(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        let now = time
        let signature = Signature(name: form.exact("name"), email: form.exact("email"))
        try await services.database.write { try $0.withdraw(signature, of: me, at: now) }
        return .redirect(to: Link.accounts.path, type: .normal)
    }

    private func others(_ context: AppContext, error: String? = nil) async throws -> Response {
        guard let reader = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let now = time
        let token = context.formToken
        return try await services.framed(isRefused: error != nil) { db in
            let members = Dictionary(try db.members().map { ($0.id, $0) }) { first, _ in first }
            let judged = try db.judged(by: reader, at: now)
            let claims = AccountClaims(try db.accountClaims()).all
            let rows = claims.filter { judged.contains($0.member) }.compactMap { claim in
                members[claim.member].map { member in
                    ClaimsPage.Row(
                        claim: claim, member: member,
                        others: claims.filter { $0.signature == claim.signature && $0.member != claim.member }
                            .compactMap { members[$0.member]?.name })
                }
            }
            return ClaimsPage(rows: rows, formToken: token, error: error)
        }
    }

    @Sendable private func decide(_ request: Request, context: AppContext) async throws -> Response {
        let (reader, form) = try await context.signedForm(request)
        let now = time
        let member = form["member"]
        let signature = Signature(name: form.exact("name"), email: form.exact("email"))
        let isRight = form.isChecked("right")
        do {
            try await services.database.write { db in
                guard try db.judged(by: reader, at: now).contains(member) else {
                    throw Problem.forbidden("Only leads of their teams and administrators confirm somebody's accounts.")
                }
                try db.decide(isRight, on: signature, of: member, by: reader, at: now)
            }
            return .redirect(to: Link.claims.path, type: .normal)
        } catch let trouble as ClaimTrouble {
            return try await others(context, error: trouble.description)
        }
    }
}

extension Connection {
    /// On whose claims somebody may say a word: of all as an administrator, else of those whose teams they lead today.
    func judged(by reader: Member, at now: Int64) throws -> Set<Member.ID> {
        if reader.isAdministrator { return Set(try members().map(\.id)) }
        var judged: Set<Member.ID> = []
        for own in try memberships(ofMember: reader.id) {
            guard try role(of: reader.id, in: own.team, at: now) == .lead, let team = try team(own.team) else {
                continue
            }
            let today = team.day(at: now)
            judged.formUnion(try memberships(of: own.team).filter { $0.holds(on: today) }.map(\.member))
        }
        return judged.subtracting([reader.id])
    }

    /// Whether somebody leads any team today.
    func leads(_ member: Member.ID, at now: Int64) throws -> Bool {
        try memberships(ofMember: member).contains { try role(of: member, in: $0.team, at: now) == .lead }
    }
}
