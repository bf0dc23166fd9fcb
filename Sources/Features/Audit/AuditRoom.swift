import Foundation
import Hummingbird
import Records
import Store

/// The audit log, retention and the council: for administrators, and for the council to read.
package struct AuditRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/audit") { request, context in
                let before = try Query(request).number("before", in: 1...Int(Int32.max), otherwise: Int(Int32.max))
                return try await page(context, before: before)
            },
            Route(.post, "/audit/periods", handler: changePeriod),
            Route(.post, "/audit/council", handler: seat),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    /// Entries of one page.
    private static let part = 40

    private func page(
        _ context: AppContext, before: Int = Int(Int32.max), error: String? = nil
    ) async throws -> Response {
        let token = context.formToken
        let isAdministrator = context.visitor.member?.isAdministrator ?? false
        return try await services.framed(isRefused: error != nil) { db in
            let members = try db.members()
            let lines = try db.auditLines(before: before, limit: Self.part + 1, members)
            let council = try db.council()
            return AuditPage(
                lines: Array(lines.prefix(Self.part)),
                next: lines.count > Self.part ? lines.dropLast().last?.number : nil,
                periods: try db.retentionPeriods(), lastRun: try db.retentionRuns(limit: 1).first,
                council: members.filter { council.contains($0.id) },
                free: members.filter { $0.leftAt == nil && !council.contains($0.id) },
                isAdministrator: isAdministrator, formToken: token, error: error)
        }
    }

    @Sendable private func changePeriod(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let now = time
        guard let name = RetentionClass(rawValue: form["class"]), name.usualMonths != nil,
            let months = Int(form["months"]), (1...120).contains(months)
        else { return try await page(context, error: "A period is a whole number of months from 1 to 120.") }
        try await services.database.write {
            try $0.setRetention(of: name, months: months, by: .member(member.id), at: now)
        }
        return .redirect(to: Link.audit.path, type: .normal)
    }

    @Sendable private func seat(_ request: Request, context: AppContext) async throws -> Response {
        let (actor, form) = try await context.signedForm(request)
        let now = time
        let (typed, isSeated) = (form["login"], form.isChecked("seated"))
        let isKnown = try await services.database.write { db in
            guard let login = Login(typed), let member = try db.member(login: login) else { return false }
            try db.seat(member.id, inCouncil: isSeated, by: .member(actor.id), at: now)
            return true
        }
        guard isKnown else { return try await page(context, error: TeamTrouble.noMember(typed).description) }
        return .redirect(to: Link.audit.path, type: .normal)
    }
}

extension Connection {
    /// The newest first, with ids as names where they are known.
    func auditLines(before: Int, limit: Int, _ members: [Member]) throws -> [AuditPage.Line] {
        let names = Dictionary(members.map { ($0.id, $0.name) }) { first, _ in first }
        return try rows(
            """
            SELECT number, happened_at, actor, action, subject FROM audit_entry WHERE number < \(before)
            ORDER BY number DESC LIMIT \(limit)
            """
        ) { row in
            let (actor, subject): (String, String) = (try row.get(2), try row.get(4))
            return AuditPage.Line(
                number: try row.get(0), happenedAt: try row.get(1, as: Int64.self) / 1000, actor: names[actor] ?? actor,
                action: try row.get(3),
                subject: subject == actor
                    ? "" : subject.split(separator: " ").map { names[String($0)] ?? String($0) }.joined(separator: ": ")
            )
        }
    }
}
