import Foundation
import HTTPTypes
import Hummingbird
import Records
import Store

/// Everything about the one who asks: to see, take away, object and be forgotten.
package struct MyDataRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/me/data") { _, context in try await page(context) },
            .get("/me/export", handler: export),
            Route(.post, "/me/objection", handler: object),
            Route(.post, "/me/erasure", handler: erase),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func page(_ context: AppContext, error: String? = nil) async throws -> Response {
        let me = try context.ownself()
        let token = context.formToken
        return try await services.framed(isRefused: error != nil) { db in
            MyDataPage(
                member: me.member, kept: try db.keptCounts(of: me), activity: try db.activity(of: me),
                objectedAt: try db.objection(of: me), formToken: token, error: error)
        }
    }

    @Sendable private func export(_ request: Request, context: AppContext) async throws -> Response {
        let me = try context.ownself()
        let now = time
        let data = try await services.database.write { db in
            let data = try db.everything(about: me, at: now)
            try db.audit(.exported, of: me.member.id, by: .member(me.member.id), at: now)
            return data
        }
        var response = Response.json(bytes: try JSONValue.canonical(data, pretty: true))
        response.headers[.contentDisposition] = "attachment; filename=\"tutti-me.json\""
        response.headers[.cacheControl] = "no-store"
        return response
    }

    @Sendable private func object(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        let isOn = form.isChecked("on")
        let now = time
        try await services.database.write { try $0.setObjection(isOn, of: me, at: now) }
        return .redirect(to: Link.myData.path, type: .normal)
    }

    @Sendable private func erase(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        guard form["login"].lowercased() == me.member.login else {
            return try await page(context, error: "That is not your login. Nothing was removed.")
        }
        let now = time
        let (salt, pseudonym) = (services.randomBytes(32), Pseudonym.text(services.randomBytes(8)))
        do {
            let report = try await services.database.write { db in
                try db.erase(me, salt: salt, pseudonym: pseudonym, by: .member(me.member.id), at: now)
            }
            var answer = services.frame.answer(ErasurePage(report: report))
            answer.headers[.cacheControl] = "no-store"
            SessionCookie.clear(isSecure: services.isSecure, in: &answer)
            return answer
        } catch let trouble as ErasureTrouble {
            return try await page(context, error: trouble.description)
        }
    }
}

/// Letters in place of somebody's address.
package enum Pseudonym {
    package static func text(_ bytes: [UInt8]) -> String {
        "somebody-" + bytes.map { String($0 & 31, radix: 32) }.joined()
    }
}
