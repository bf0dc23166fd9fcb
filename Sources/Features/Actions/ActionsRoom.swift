import Foundation
import Hummingbird
import Records
import Store

/// Topics and actions of teams: written down, taken on, ended.
package struct ActionsRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/actions", handler: list),
            Route(.post, "/actions", handler: make),
            Route(.post, "/actions/{action}/steps", handler: step),
            Route(.get, "/api/v1/actions", operation: .listActions, handler: listAsJSON),
        ]
    }

    /// What has ended stays in sight for as long, in seconds.
    private static let shownAfterwards: Int64 = 12 * 7 * 86_400

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    @Sendable private func list(_ request: Request, context: AppContext) async throws -> Response {
        try await page(try context.ownself(), context, ActionDraft())
    }

    private func page(
        _ me: Oneself, _ context: AppContext, _ draft: ActionDraft, error: String? = nil
    ) async throws -> Response {
        let now = time
        let token = context.formToken
        return try await services.framed(isRefused: error != nil) { db in
            let circle = try db.actionCircle(of: me.member.id, at: now)
            return ActionsPage(
                actions: try db.actions(of: Set(circle.teams.keys), since: now - Self.shownAfterwards), circle: circle,
                draft: draft, error: error, formToken: token)
        }
    }

    @Sendable private func listAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let me = try context.ownself()
        let now = time
        let actions = try await services.database.read { db in
            let circle = try db.actionCircle(of: me.member.id, at: now)
            return try db.actions(of: Set(circle.teams.keys), since: now - Self.shownAfterwards)
                .map { ToldAction($0, circle) }
        }
        return try .json(["actions": actions])
    }

    @Sendable private func make(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let me = try context.ownself()
        let draft = ActionDraft(form)
        let now = time
        let id = Data(services.randomBytes(9)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
        do {
            try await services.database.write { db in
                let action = try draft.action(id: id, in: db.actionCircle(of: member.id, at: now), at: now)
                if let round = action.round, try db.round(round) == nil { throw ActionTrouble.unknown }
                try db.add(action, by: .member(member.id))
            }
            return back(draft.round, id)
        } catch let trouble as ActionTrouble {
            return try await page(me, context, draft, error: trouble.description)
        }
    }

    @Sendable private func step(_ request: Request, context: AppContext) async throws -> Response {
        let (member, form) = try await context.signedForm(request)
        let me = try context.ownself()
        let id = try context.parameter("action")
        let now = time
        do {
            try await services.database.write { db in
                let circle = try db.actionCircle(of: member.id, at: now)
                guard var action = try db.action(id) else { throw ActionTrouble.unknown }
                guard circle.holds(action.team) else { throw ActionTrouble.notYours }
                try Self.change(&action, form, circle)
                try db.keep(action, by: .member(member.id), at: now)
            }
            return back(form["back"], id)
        } catch let trouble as ActionTrouble {
            return try await page(me, context, ActionDraft(), error: trouble.description)
        }
    }

    private static func change(
        _ action: inout TeamAction, _ form: Form, _ circle: ActionCircle
    ) throws(ActionTrouble) {
        switch form["step"] {
        case "plan":
            guard circle.isOwner(form["owner"], in: action.team) else { throw .noOwner }
            guard let day = CivilDay(form["due"]) else { throw .noDay }
            try action.plan(
                owner: form["owner"], due: day, today: circle.day(of: action.team), by: circle.member)
        case "accept": try action.take(.accept, by: circle.member)
        case "begin": try action.take(.begin, by: circle.member)
        case "finish": try action.take(.finish, by: circle.member)
        case "drop": try action.take(.drop(why: form["reason"]), by: circle.member)
        default: throw .unknown
        }
    }

    private func back(_ place: String, _ id: TeamAction.ID) -> Response {
        let page = place.isEmpty || place == "actions" ? Link.actions : Link.round(place)
        return .redirect(to: "\(page.path)#action-\(id)", type: .normal)
    }
}

/// An action for programs.
private struct ToldAction: Encodable {
    let id: String
    let title: String
    let state: String
    let team: String?
    let owner: String?
    let due: String?
    let isOverdue: Bool
    let redated: Int
    let reason: String?
    let round: String?

    init(_ action: TeamAction, _ circle: ActionCircle) {
        id = action.id
        title = action.title
        state = action.state.rawValue
        team = action.team
        owner = action.owner.map { circle.name(of: $0) }
        due = action.due?.text
        isOverdue = action.isOverdue(on: circle.day(of: action.team))
        redated = action.redated
        reason = action.reason.isEmpty ? nil : action.reason
        round = action.round
    }
}

extension Operation {
    static let listActions = Operation(
        "listActions", summary: "Topics and actions of the asker's teams",
        description:
            "Those of teams that they belong to and of everybody: open ones, and those that ended in the last twelve weeks.",
        answer: [
            "type": "object", "required": ["actions"],
            "properties": [
                "actions": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["id", "title", "state", "isOverdue", "redated"],
                        "properties": [
                            "id": ["type": "string"], "title": ["type": "string"],
                            "state": ["enum": .array(TeamAction.State.allCases.map { .string($0.rawValue) })],
                            "team": ["type": "string", "description": "Absent for everybody's."],
                            "owner": ["type": "string", "description": "A name; absent while it is nobody's."],
                            "due": ["type": "string", "description": "The last day: 2026-03-02."],
                            "isOverdue": ["type": "boolean"],
                            "redated": ["type": "integer", "description": "How often its day was put off."],
                            "reason": ["type": "string", "description": "Why it was dropped."],
                            "round": ["type": "string", "description": "The round that it came from."],
                        ],
                    ],
                ]
            ],
        ])
}

extension Link {
    static let actions = Link("actions")
    static func actionSteps(_ id: TeamAction.ID) -> Link { Link("actions", id, "steps") }
}
