import Foundation
import Hummingbird
import Interface
import Records
import Store

/// What a connection writes at its host, seen before it is switched on; and whether its webhooks arrive.
package struct WritingRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/connections/{connection}/writing") { request, context in try await page(request, context) },
            Route(.post, "/connections/{connection}/writing", handler: change),
            Route(.post, "/connections/{connection}/webhook-test", handler: testWebhook),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func page(_ request: Request, _ context: AppContext) async throws -> Response {
        let (source, desk) = try await source(context)
        let query = try Query(request)
        let wished = Self.choice { query[$0] ?? "" }
        let preview: WriteBackPreview?
        if let wished { preview = try await desk.preview(source.id, wished) } else { preview = nil }
        let token = context.formToken
        return try await services.framed { db in
            let written = try db.writtenBack(by: source.id, limit: 50)
            let names = Dictionary(try db.records(HostedRepository.self).map { ($0.key, $0.fullName) }) { first, _ in
                first
            }
            let requests = try db.pullRequests(written.map(\.pullRequest)).map { request in
                (request.key, WritingPage.Place(request, in: names[request.repository] ?? request.repository.id))
            }
            return WritingPage(
                source: source, wished: wished, preview: preview, written: written,
                places: Dictionary(requests) { first, _ in first }, isAsked: query["as"] != nil, formToken: token)
        }
    }

    @Sendable private func change(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let (source, _) = try await source(context)
        let now = time
        let choice = Self.choice { form[$0] }
        if form["do"] == "on", choice == nil {
            throw Problem.badRequest("Choose how, and at least one thing to write.")
        }
        try await services.database.write { db in
            switch form["do"] {
            case "on": try db.setWriteBack(choice, of: source.id, by: .member(member.id), at: now)
            case "off": try db.setWriteBack(nil, of: source.id, by: .member(member.id), at: now)
            case "reviewers":
                try db.letAskReviewers(
                    form.isChecked("reviewers"), of: source.id, by: .member(member.id), at: now)
            default: throw Problem.badRequest("The form does not say what to do.")
            }
        }
        return .redirect(to: Link.writing(source.id).path, type: .normal)
    }

    /// `as=statuses&description=on&review=on`.
    private static func choice(_ field: (String) -> String) -> WriteBackChoice? {
        WriteBackChoice.Form(rawValue: field("as")).flatMap { form in
            WriteBackChoice(form, Set(WriteBackChoice.Part.allCases.filter { !field($0.rawValue).isEmpty }))
        }
    }

    @Sendable private func testWebhook(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let (source, desk) = try await source(context)
        let findings = try await desk.testWebhook(source.id, .inside)
        let now = time
        try await services.database.write {
            try $0.audit(.webhookTested, of: source.id, by: .member(member.id), at: now)
        }
        return try await services.framed { _ in WebhookTestPage(source: source, findings: findings) }
    }

    private func source(_ context: AppContext) async throws -> (SourceConnection, HostDesk) {
        let id = try context.parameter("connection")
        guard let found = try await services.database.read({ try $0.sourceConnection(id) }), found.state != .closed,
            services.sources?.kind(found.kind) != nil, let desk = services.hosts
        else { throw Problem.notFound("There is no connection called \(id). /connections lists them all.") }
        return (found, desk)
    }
}

extension Link {
    static func writing(_ id: SourceConnection.ID) -> Link { Link("connections", id, "writing") }
    static func webhookTest(_ id: SourceConnection.ID) -> Link { Link("connections", id, "webhook-test") }
}
