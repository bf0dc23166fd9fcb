import Foundation
import HTTPTypes
import Hummingbird
import Interface
import Records
import Store

/// Connections: what is read, how that goes, and for administrators how to connect more.
package struct SourcesRoom: Feature {
    let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/connections") { _, context in try await list(context) },
            .get("/connections/new/{kind}") { request, context in try await ask(request, context) },
            Route(.post, "/connections/new/{kind}", handler: connect),
            .get("/connections/{connection}") { request, context in try await page(request, context) },
            Route(.post, "/connections/{connection}", handler: change),
            Route(.post, "/connections/{connection}/sync", handler: readNow),
            Route(.post, "/connections/{connection}/pausing", handler: pause),
            Route(.post, "/connections/{connection}/closing", handler: close),
            Route(.post, "/connections/{connection}/webhook-secret", handler: makeSecret),
        ]
    }

    var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func list(_ context: AppContext) async throws -> Response {
        let isAdministrator = context.visitor.member?.isAdministrator ?? false
        let (token, desk) = (context.formToken, services.sources)
        return try await services.framed { db in
            let sources = try desk.map { desk in
                try db.sourceConnections().compactMap { try db.sourceRow($0, desk) }
            }
            return ConnectionsPage(
                repositories: try db.repositories().map { try db.connectionRow($0) }, sources: sources ?? [],
                files: try db.filesCard(),
                kinds: isAdministrator ? desk?.kinds.map(\.kind) ?? [] : [], isAdministrator: isAdministrator,
                formToken: token)
        }
    }

    private func ask(_ request: Request, _ context: AppContext) async throws -> Response {
        let kind = try kind(context)
        return try await asked(SourceDraft(kind.kind), kind, context)
    }

    /// The form, empty or as it was sent.
    private func asked(
        _ draft: SourceDraft, _ kind: SourceDesk.Kind, _ context: AppContext, kept: String? = nil,
        check: SourceCheck? = nil, choice: SourceChoice = SourceChoice()
    ) async throws -> Response {
        let form = SourceForm(
            draft: draft, kept: kept, check: check, choice: choice, action: Link.newSource(kind.id).path,
            isChange: false,
            formToken: context.formToken)
        let hasKey = services.key != nil
        return try await services.framed(isRefused: !draft.errors.isEmpty || check?.isGood == false) { _ in
            NewSourcePage(kind: kind, form: hasKey ? form : nil)
        }
    }

    @Sendable private func connect(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request, upTo: Self.limit)
        let (kind, key) = (try kind(context), try key())
        let pasted = KeptPaste(key: key, member: member.id)
        var draft = SourceDraft(kind.kind)
        draft.take(form, kept: pasted.opened(form["kept"], at: time))
        if let choice = SourceChoice(form) {
            let choice = await offered(choice, &draft)
            let kept = try pasted.sealed(draft.secrets, at: time)
            return try await asked(draft, kind, context, kept: kept, choice: choice)
        }
        draft.check()
        let kept = try pasted.sealed(draft.secrets, at: time)
        guard draft.errors.isEmpty, let desk = services.sources else {
            return try await asked(draft, kind, context, kept: kept)
        }
        let wish = form["do"]
        let check = await desk.check(kind.id, draft.settings, draft.secrets)
        guard wish != "check", check.isGood || (wish == "anyway" && check.trouble == nil) else {
            return try await asked(draft, kind, context, kept: kept, check: check)
        }
        let now = time
        let (connection, secrets) = draft.connection(services.randomBytes, at: now)
        let sealed = try secrets.sealed(for: connection.id, with: key)
        try await services.database.write {
            try $0.connect(connection, secrets: sealed, by: .member(member.id), at: now)
        }
        return try await shown(connection, secrets, kind, request, context, isNew: true)
    }

    /// Bytes of a form: many names of repositories may stand in one.
    private static let limit = 512 << 10

    /// The list to choose from, as far as something can be asked with what was pasted.
    private func offered(_ choice: SourceChoice, _ draft: inout SourceDraft) async -> SourceChoice {
        var choice = choice
        draft.checkForChoosing()
        guard draft.errors.isEmpty, let desk = services.sources else { return choice }
        let owner = choice.owner.isEmpty ? nil : choice.owner
        choice.take(await desk.offer(draft.kind.id, draft.settings, draft.secrets, owner))
        return choice
    }

    /// The page with the address and the secret of its webhook.
    private func shown(
        _ connection: SourceConnection, _ secrets: SourceSecrets, _ kind: SourceDesk.Kind, _ request: Request,
        _ context: AppContext, isNew: Bool
    ) async throws -> Response {
        let page = WebhookPage(
            name: connection.name, id: connection.id, address: try hook(connection.id, request, context),
            secret: secrets.webhookSecrets.first ?? "", guide: kind.webhooks, isNew: isNew)
        return try await services.framed { _ in page }
    }

    private func page(
        _ request: Request, _ context: AppContext, draft: SourceDraft? = nil, kept: String? = nil,
        check: SourceCheck? = nil, choice: SourceChoice = SourceChoice()
    ) async throws -> Response {
        let (source, kind) = try await source(context)
        let form = SourceForm(
            draft: draft ?? SourceDraft(kind.kind, of: source), kept: kept, check: check, choice: choice,
            action: Link.source(source.id).path, isChange: true, formToken: context.formToken)
        let (token, address) = (context.formToken, try hook(source.id, request, context))
        let (hasKey, desk) = (services.key != nil, services.sources)
        let isRefused = draft?.errors.isEmpty == false || check?.isGood == false
        return try await services.framed(isRefused: isRefused) { db in
            guard let desk, let row = try db.sourceRow(source, desk) else { throw Self.unknown(source.id) }
            return SourcePage(
                row: row, form: hasKey ? form : nil, guide: kind.webhooks, address: address, formToken: token)
        }
    }

    @Sendable private func change(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request, upTo: Self.limit)
        let (source, kind) = try await source(context)
        let (key, now) = (try key(), time)
        let pasted = KeptPaste(key: key, member: member.id)
        let known = source.secrets(with: key)
        var draft = SourceDraft(kind.kind, of: source)
        draft.take(form, kept: pasted.opened(form["kept"], at: now) ?? known)
        if let choice = SourceChoice(form) {
            let choice = await offered(choice, &draft)
            let kept = try pasted.sealed(draft.secrets, at: now)
            return try await page(request, context, draft: draft, kept: kept, choice: choice)
        }
        draft.check()
        let kept = try pasted.sealed(draft.secrets, at: now)
        guard draft.errors.isEmpty, let desk = services.sources else {
            return try await page(request, context, draft: draft, kept: kept)
        }
        let wish = form["do"]
        let check = await desk.check(kind.id, draft.settings, draft.secrets)
        guard wish != "check", check.isGood || (wish == "anyway" && check.trouble == nil) else {
            return try await page(request, context, draft: draft, kept: kept, check: check)
        }
        var secrets = draft.secrets
        secrets.webhookSecrets = known?.webhookSecrets ?? []
        secrets.pushTokens = known?.pushTokens ?? []
        let sealed = try secrets.sealed(for: source.id, with: key)
        try await services.database.write { [draft] db in
            try db.change(
                source.id, name: draft.title, settings: draft.settings, secrets: sealed, by: .member(member.id), at: now
            )
        }
        return .redirect(to: Link.connections.path, type: .normal)
    }

    @Sendable private func readNow(_ request: Request, context: AppContext) async throws -> Response {
        try await changing(request, context) { db, source, _, _ in try db.wakeSource(source.id) }
    }

    @Sendable private func pause(_ request: Request, context: AppContext) async throws -> Response {
        let now = time
        return try await changing(request, context) { db, source, form, actor in
            if form.isChecked("paused") {
                try db.pauseSource(source.id, by: actor, at: now)
            } else {
                try db.resumeSource(source.id, by: actor, at: now)
            }
        }
    }

    @Sendable private func close(_ request: Request, context: AppContext) async throws -> Response {
        let now = time
        return try await changing(request, context) { db, source, _, actor in
            try db.closeSource(source.id, by: actor, at: now)
        }
    }

    @Sendable private func makeSecret(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let (source, kind) = try await source(context)
        let (key, now) = (try key(), time)
        guard var secrets = source.secrets(with: key) else {
            throw Problem.unavailable(
                "The token was sealed with another key file. Start the server with that one, or give the token again.")
        }
        secrets.webhookSecrets = [Hexadecimal.text(services.randomBytes(32))] + secrets.webhookSecrets.prefix(1)
        let sealed = try secrets.sealed(for: source.id, with: key)
        try await services.database.write {
            try $0.changeWebhookSecret(of: source.id, secrets: sealed, by: .member(member.id), at: now)
        }
        return try await shown(source, secrets, kind, request, context, isNew: false)
    }

    private func changing(
        _ request: Request, _ context: AppContext,
        _ body: @escaping @Sendable (any Connection, SourceConnection, Form, AuditEntry.Actor) throws -> Void
    ) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let (source, _) = try await source(context)
        try await services.database.write { try body($0, source, form, .member(member.id)) }
        return .redirect(to: Link.connections.path, type: .normal)
    }

    private func kind(_ context: AppContext) throws -> SourceDesk.Kind {
        let id = try context.parameter("kind")
        guard let kind = services.sources?.kind(id) else {
            throw Problem.notFound("There is no kind of source called \(id). /connections names those there are.")
        }
        return kind
    }

    private func source(_ context: AppContext) async throws -> (SourceConnection, SourceDesk.Kind) {
        let id = try context.parameter("connection")
        guard let found = try await services.database.read({ try $0.sourceConnection(id) }), found.state != .closed,
            let kind = services.sources?.kind(found.kind)
        else { throw Self.unknown(id) }
        return (found, kind)
    }

    private func key() throws -> SealingKey {
        guard let key = services.key else {
            throw Problem.unavailable(
                "There is no key file, so that a token could not be sealed. Start the server with --key-file.")
        }
        return key
    }

    /// Where a tool sends its webhooks, by the name under which the reader reached us.
    private func hook(_ id: SourceConnection.ID, _ request: Request, _ context: AppContext) throws -> String {
        try services.origin(request, context) + "/hooks/\(id)"
    }

    private static func unknown(_ id: String) -> Problem {
        .notFound("There is no connection called \(id). /connections lists them all.")
    }
}
