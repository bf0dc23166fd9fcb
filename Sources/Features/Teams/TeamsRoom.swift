import Foundation
import Hummingbird
import Interface
import Records
import Store

/// Teams: who belongs to which as what, and who may change that.
package struct TeamsRoom: Feature {
    let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/teams") { _, context in try await list(context) },
            Route(.post, "/teams", handler: make),
            .get("/teams/{team}") { _, context in try await page(context) },
            Route(.post, "/teams/{team}", handler: change),
            Route(.post, "/teams/{team}/archiving", handler: archive),
            Route(.post, "/teams/{team}/work", handler: keepWork),
            Route(.post, "/teams/{team}/paths", handler: keepPaths),
            Route(.post, "/teams/{team}/memberships", handler: begin),
            Route(.post, "/teams/{team}/memberships/{member}/role", handler: changeRole),
            Route(.post, "/teams/{team}/memberships/{member}/ending", handler: end),
            Route(.get, "/api/v1/teams", operation: .listTeams, handler: all),
            Route(.get, "/api/v1/teams/{team}", operation: .getTeam, handler: one),
        ]
    }

    var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func list(_ context: AppContext, draft: TeamDraft? = nil) async throws -> Response {
        let now = time
        let reader = context.visitor.member
        let isAdministrator = reader?.isAdministrator ?? false
        let token = context.formToken
        return try await services.framed(isRefused: draft?.errors.isEmpty == false) { db in
            let teams = try db.teams()
            let days = Dictionary(teams.map { ($0.name, $0.day(at: now)) }) { first, _ in first }
            let today = try db.memberships().filter { one in days[one.team].map { one.holds(on: $0) } ?? false }
            return TeamsPage(
                tree: TeamTree(teams), people: Dictionary(grouping: today, by: \.team),
                names: Dictionary(try db.members().map { ($0.id, $0.name) }) { first, _ in first },
                calendars: try db.holidayCalendars(), draft: isAdministrator ? draft ?? TeamDraft() : nil,
                places: try reader.map { try db.places(of: $0, at: now) } ?? [], formToken: token)
        }
    }

    @Sendable private func make(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let draft = TeamDraft(form)
        let now = time
        do {
            let team = try draft.team()
            try await services.database.write { try $0.add(team, by: .member(member.id), at: now) }
            return .redirect(to: Link.team(team.name).path, type: .normal)
        } catch let trouble as TeamTrouble {
            return try await list(context, draft: draft.with(trouble))
        }
    }

    private func page(
        _ context: AppContext, joining: JoiningDraft? = nil, settings: TeamDraft? = nil,
        paths: TeamPathsDraft? = nil, error: String? = nil
    ) async throws -> Response {
        let name = try context.parameter("team")
        let now = time
        let reader = context.visitor.member
        let token = context.formToken
        let isWrong =
            error != nil || paths?.error != nil || joining?.errors.isEmpty == false || settings?.errors.isEmpty == false
        return try await services.framed(isRefused: isWrong) { db in
            guard let team = try db.team(name) else { throw Self.unknown(name) }
            let tree = TeamTree(try db.teams())
            let today = team.day(at: now)
            let role = try reader.flatMap { try db.role(of: $0.id, in: name, at: now) }
            let isAdministrator = reader?.isAdministrator ?? false
            let parents = tree.rows.map(\.team).filter { $0.archivedAt == nil && tree.mayMove(name, below: $0.name) }
            let change = TeamSettings(
                team: team, draft: settings ?? TeamDraft(team), parents: parents,
                calendars: try db.holidayCalendars(), formToken: token)
            let isKeeper = isAdministrator || role == .lead
            return TeamPage(
                team: team, tree: tree, work: try TeamWork(team, in: db, formToken: isKeeper ? token : nil),
                paths: try TeamPaths(team, in: db, draft: paths, formToken: isKeeper ? token : nil),
                memberships: try db.memberships(of: name), members: try db.members(),
                today: today, isKeeper: isKeeper,
                joining: joining ?? JoiningDraft(from: today.text), settings: isAdministrator ? change : nil,
                formToken: token, error: error)
        }
    }

    @Sendable private func change(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let name = try context.parameter("team")
        let draft = TeamDraft(form)
        let now = time
        do {
            let team = try draft.team(named: name)
            try await services.database.write { try $0.change(team, by: .member(member.id), at: now) }
            return .redirect(to: Link.team(name).path, type: .normal)
        } catch let trouble as TeamTrouble {
            return try await page(context, settings: draft.with(trouble))
        }
    }

    @Sendable private func archive(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let name = try context.parameter("team")
        let now = time
        return try await changing(context) { db in
            guard let team = try db.team(name) else { throw Self.unknown(name) }
            if form.isChecked("archived") {
                try db.archive(name, on: team.day(at: now), by: .member(member.id), at: now)
            } else {
                try db.restore(name, by: .member(member.id), at: now)
            }
        }
    }

    @Sendable private func keepWork(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, form) = try await context.signedForm(request)
        let name = try context.parameter("team")
        let now = time
        return try await changing(context) { db in
            guard let agreement = ReviewAgreement(hours: form["agreed-hours"], clock: form["agreed-clock"]) else {
                throw TeamTrouble.noAgreement
            }
            let known = try Set(db.records(HostedRepository.self).map(\.key)).union(db.repositories(ofTeam: name))
            let chosen = known.filter { form.isChecked(TeamWork.Choice.field($0)) }
            try db.keep(chosen, ofTeam: name, by: .member(actor.id), at: now)
            try db.keep(agreement, ofTeam: name, by: .member(actor.id), at: now)
        }
    }

    @Sendable private func keepPaths(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, form) = try await context.signedForm(request)
        let name = try context.parameter("team")
        let draft = TeamPathsDraft(form)
        let now = time
        do {
            let rules = try draft.rules()
            try await services.database.write { db in
                try db.keep(rules, of: draft.repository, ofTeam: name, by: .member(actor.id), at: now)
            }
            return .redirect(to: Link.team(name).path, type: .normal)
        } catch let trouble as TeamTrouble {
            return try await page(
                context, paths: draft.with(trouble), error: trouble.field == "paths" ? nil : "\(trouble)")
        }
    }

    @Sendable private func begin(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, form) = try await context.signedForm(request)
        let name = try context.parameter("team")
        let now = time
        var draft = JoiningDraft(login: form["login"], role: form["role"], from: form["from"])
        do {
            guard let day = CivilDay(draft.from) else { throw TeamTrouble.noDay(draft.from) }
            let role = Membership.Role(rawValue: draft.role) ?? .member
            try await services.database.write { [draft] db in
                guard let login = Login(draft.login), let member = try db.member(login: login) else {
                    throw TeamTrouble.noMember(draft.login)
                }
                try db.begin(
                    Membership(team: name, member: member.id, role: role, from: day), by: .member(actor.id), at: now)
            }
            return .redirect(to: Link.team(name).path, type: .normal)
        } catch let trouble as TeamTrouble {
            draft.errors[trouble.field ?? ""] = trouble.description
            return try await page(context, joining: draft, error: draft.errors["parent"])
        }
    }

    @Sendable private func changeRole(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, form) = try await context.signedForm(request)
        let (name, member) = (try context.parameter("team"), try context.parameter("member"))
        guard let role = Membership.Role(rawValue: form["role"]) else {
            throw Problem.badRequest("A role is “member” or “lead”.")
        }
        let now = time
        return try await changing(context) { db in
            guard let team = try db.team(name) else { throw Self.unknown(name) }
            try db.change(
                roleOf: member, in: name, to: role, from: team.day(at: now), by: .member(actor.id), at: now)
        }
    }

    @Sendable private func end(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, _) = try await context.signedForm(request)
        let (name, member) = (try context.parameter("team"), try context.parameter("member"))
        let now = time
        return try await changing(context) { db in
            guard let team = try db.team(name) else { throw Self.unknown(name) }
            try db.endMembership(of: member, in: name, on: team.day(at: now), by: .member(actor.id), at: now)
        }
    }

    /// Changes something of the team in the address and shows it, or says why not.
    private func changing(
        _ context: AppContext, _ body: @escaping @Sendable (any Connection) throws -> Void
    ) async throws -> Response {
        do {
            try await services.database.write(body)
            return .redirect(to: Link.team(try context.parameter("team")).path, type: .normal)
        } catch let trouble as TeamTrouble {
            return try await page(context, error: trouble.description)
        }
    }

    private static func unknown(_ name: String) -> Problem {
        .notFound("There is no team called \(name). /teams lists them all.")
    }
}
