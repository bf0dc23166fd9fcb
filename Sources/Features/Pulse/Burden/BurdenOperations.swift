import Foundation
import Hummingbird
import Records
import Store
import Surveys

/// How much of people's time questions take, for programs.
extension PulseRoom {
    var burdenOperations: [Route] {
        [
            Route(.get, "/api/v1/pulse/burden", operation: .getBurden, handler: burdenAsJSON),
            Route(.post, "/api/v1/pulse/burden", operation: .keepBudget, handler: keepBudgetByProgram),
        ]
    }

    @Sendable private func burdenAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let time = time
        let lines = try await services.database.read { try $0.burdenLines(at: time) }
        return try .json(["teams": lines.map(BurdenAnswer.init)])
    }

    private struct Wish: Decodable {
        let team: String?
        let minutes: Int
    }

    @Sendable private func keepBudgetByProgram(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let wish: Wish = try await Self.body(request, "`minutes`")
        guard let budget = Burden(minutesPerMonth: wish.minutes) else {
            throw Problem.badRequest("Minutes must be a whole number from 1 to 60.")
        }
        let (time, team) = (time, wish.team ?? "")
        let lines = try await services.database.write { db in
            try db.agree(budget, ofTeam: team, by: member, at: time)
            return try db.burdenLines(at: time)
        }
        return try .json(["teams": lines.map(BurdenAnswer.init)])
    }
}

extension Operation {
    private static let answer: JSONValue = [
        "type": "object", "required": ["teams"],
        "properties": [
            "teams": [
                "type": "array",
                "items": [
                    "type": "object",
                    "required": ["team", "people", "askedSeconds", "scheduledSeconds", "agreedMinutes"],
                    "properties": [
                        "team": ["type": "string", "description": "Empty for everybody."],
                        "people": ["type": "integer"],
                        "askedSeconds": [
                            "type": "integer", "description": "Within thirty days, of whoever was asked most.",
                        ],
                        "scheduledSeconds": ["type": "integer"], "agreedMinutes": ["type": "integer"],
                    ],
                ],
            ]
        ],
    ]

    static let getBurden = Operation(
        "getBurden", summary: "How long people were asked, and how long is agreed",
        description: "Being asked counts: whether somebody answered is known nowhere.", answer: answer)

    static let keepBudget = Operation(
        "keepBudget", summary: "Agree how long people may be asked within thirty days",
        description: "Who leads a team agrees for it, and administrators for everybody.",
        body: Body(schema: [
            "type": "object", "required": ["minutes"],
            "properties": [
                "team": ["type": "string", "description": "Everybody without it."],
                "minutes": ["type": "integer", "minimum": 1, "maximum": 60],
            ],
        ]), answer: answer)
}
