import Foundation
import Hummingbird
import Interface
import Records
import Store

/// Pages that members keep under names of their own.
package struct SavedViewsRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/me/views") { request, context in
                let address = try Query(request)["address"] ?? ""
                return try await page(context, SavedViewDraft(address: address))
            },
            Route(.post, "/me/views", handler: keep),
            Route(.post, "/me/views/removal", handler: remove),
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func page(_ context: AppContext, _ draft: SavedViewDraft, error: String? = nil) async throws -> Response {
        let me = try context.ownself()
        let (now, token) = (time, context.formToken)
        return try await services.framed(isRefused: error != nil) { db in
            SavedViewsPage(
                views: try db.savedViews(of: me, at: now), teams: try db.currentTeams(of: me, at: now).map(\.team),
                draft: draft, error: error, formToken: token)
        }
    }

    @Sendable private func keep(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        let draft = SavedViewDraft(name: form["name"], address: form["address"], team: form["team"])
        let now = time
        do {
            let view = try draft.view()
            try await services.database.write { try $0.keep(view, of: me, at: now) }
            return .redirect(to: Link.savedViews.path, type: .normal)
        } catch let trouble as SavedViewTrouble {
            return try await page(context, draft, error: trouble.description)
        }
    }

    @Sendable private func remove(_ request: Request, context: AppContext) async throws -> Response {
        let (_, form) = try await context.signedForm(request)
        let me = try context.ownself()
        try await services.database.write { try $0.removeView(form["name"], of: me) }
        return .redirect(to: Link.savedViews.path, type: .normal)
    }
}

/// What somebody typed for a view, as it was sent.
struct SavedViewDraft: Sendable {
    var name = ""
    var address = ""
    var team = ""

    func view() throws(SavedViewTrouble) -> SavedView {
        try SavedView(name: name, address: address, team: team.isEmpty ? nil : team)
    }
}

extension Link {
    static let savedViews = Link("me", "views")
    static let savedViewRemoval = Link("me", "views", "removal")

    /// Where the page at this address is kept under a name.
    var keeping: Link { Link.savedViews.with("address", path) }
}
