import Foundation
import Hummingbird
import Records
import Store
import Surveys

/// Pulses that come again, for programs.
extension PulseRoom {
    var scheduleOperations: [Route] {
        [
            Route(.get, "/api/v1/pulse/schedules", operation: .listSchedules, handler: schedulesAsJSON),
            Route(.post, "/api/v1/pulse/schedules", operation: .startSchedule, handler: startByProgram),
            Route(.get, "/api/v1/pulse/schedules/{schedule}", operation: .getSchedule, handler: scheduleAsJSON),
            Route(.post, "/api/v1/pulse/schedules/{schedule}", operation: .changeSchedule, handler: changeByProgram),
        ]
    }

    @Sendable private func schedulesAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let schedules = try await services.database.read { try $0.pulseSchedules() }
        return try .json(["schedules": schedules.map(ScheduleAnswer.init)])
    }

    @Sendable private func scheduleAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("schedule")
        guard let schedule = try await services.database.read({ try $0.pulseSchedule(id) }) else {
            throw Self.noSuchSchedule
        }
        return try .json(ScheduleAnswer(schedule))
    }

    private struct Wish: Decodable {
        let title: String?
        let teams: [String]?
        let packs: [Pack.ID]?
        let every: String?
        let weekday: String?
        let time: String?
        let first: String?
        let openDays: Int?
        let minutes: Int?
        let isTied: Bool?
        let state: String?

        /// - Throws: `FormTrouble` for what is no weekday, or no pack.
        func change(_ known: [Pack]) throws -> ScheduleChange {
            let names = PulseRhythm.weekdays.map { $0.lowercased() }
            let number = try weekday.map { name in
                guard let place = names.firstIndex(of: name.lowercased()) else {
                    throw FormTrouble("A weekday is one of \(names.joined(separator: ", ")).")
                }
                return place
            }
            if let unknown = packs?.first(where: { name in !known.contains { $0.id == name } }) {
                throw FormTrouble("There is no pack called \(unknown).")
            }
            return ScheduleChange(
                title: title, packs: packs, every: every, weekday: number, time: time, first: first, openDays: openDays,
                minutes: minutes, isTied: isTied)
        }
    }

    @Sendable private func startByProgram(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        guard desk != nil else { throw Self.noKey }
        let wish: Wish = try await Self.body(request, "`title` and `packs`")
        let (time, id) = (time, PulseSchedule.newID(services.randomBytes))
        return try await answering { db in
            let teams = wish.teams ?? []
            guard try db.askable(by: member, at: time).mayAsk(teams) else { throw Self.notKept }
            let form = try wish.change(try db.packs()).added(to: ScheduleForm(teams: teams))
            return try db.startSchedule(ScheduleDraft(form), id: id, by: .member(member.id), at: time)
        }
    }

    @Sendable private func changeByProgram(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let id = try context.parameter("schedule")
        let wish: Wish = try await Self.body(request, "what is to be otherwise")
        let time = time
        return try await answering { db in
            guard var schedule = try db.pulseSchedule(id) else { throw Self.noSuchSchedule }
            guard try db.mayKeep(schedule, member, at: time) else { throw Self.notKept }
            guard wish.teams == nil else {
                throw FormTrouble("Whom it asks stays. Start another one for other people.")
            }
            let change = try wish.change(try db.packs())
            if !change.isNothing { schedule = try db.change(schedule, to: change, by: .member(member.id), at: time) }
            if let wanted = wish.state {
                guard let state = PulseSchedule.State(rawValue: wanted) else {
                    throw FormTrouble("A schedule is running, paused or ended.")
                }
                try db.set(state, of: id, by: .member(member.id), at: time)
            }
            return try db.pulseSchedule(id) ?? schedule
        }
    }

    private func answering(
        _ change: @escaping @Sendable (any Connection) throws -> PulseSchedule
    ) async throws -> Response {
        do {
            return try .json(ScheduleAnswer(try await services.database.write(change)))
        } catch let trouble as FormTrouble {
            throw Problem.badRequest(trouble.description)
        } catch let trouble as BurdenTrouble {
            throw Problem.badRequest(trouble.description)
        }
    }
}

extension Operation {
    private static let schedule: JSONValue = [
        "type": "object",
        "required": ["id", "title", "teams", "when", "packs", "openDays", "minutes", "isTied", "state"],
        "properties": [
            "id": ["type": "string"], "title": ["type": "string"],
            "teams": ["type": "array", "items": ["type": "string"], "description": "None for everybody."],
            "when": ["type": "string", "description": "In words."],
            "packs": ["type": "array", "items": ["type": "string"]], "openDays": ["type": "integer"],
            "minutes": ["type": "number", "description": "What a round may take."],
            "isTied": [
                "type": "boolean", "description": "People may tie their own answers of up to four rounds together.",
            ],
            "state": ["enum": ["running", "paused", "ended"]],
            "next": ["type": "string", "description": "When its next round opens; absent unless it runs."],
            "note": ["type": "string", "description": "Why the last round that was due was not opened."],
        ],
    ]

    private static let plan: [String: JSONValue] = [
        "title": ["type": "string"], "packs": ["type": "array", "items": ["type": "string"]],
        "every": ["enum": ["weekly", "fortnightly", "monthly"]],
        "weekday": ["enum": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]],
        "time": ["type": "string", "description": "By the clock of each who is asked, as 10:00."],
        "first": ["type": "string", "description": "No round begins before this day."], "openDays": ["type": "integer"],
        "minutes": ["type": "integer", "description": "1 to 3."], "isTied": ["type": "boolean"],
    ]

    private static let answer: JSONValue = ["$ref": "#/components/schemas/Schedule"]

    static let listSchedules = Operation(
        "listSchedules", summary: "Pulses that come again, those that run first",
        answer: [
            "type": "object", "required": ["schedules"],
            "properties": ["schedules": ["type": "array", "items": answer]],
        ], schemas: ["Schedule": schedule])

    static let getSchedule = Operation(
        "getSchedule", summary: "A pulse that comes again", answer: answer, schemas: ["Schedule": schedule])

    static let startSchedule = Operation(
        "startSchedule", summary: "Start a pulse that comes again",
        description: "For leads of the teams that it asks, and for everybody by any lead; refused beyond the budget.",
        body: Body(schema: [
            "type": "object", "required": ["title", "packs"],
            "properties": .object(
                plan.merging(["teams": ["type": "array", "items": ["type": "string"]]]) { one, _ in one }),
        ]), answer: answer, schemas: ["Schedule": schedule])

    static let changeSchedule = Operation(
        "changeSchedule", summary: "Change a pulse that comes again, pause it or end it",
        description: """
            For rounds to come; what is left out stays. Whom it asks cannot be changed, and what was ended stays so.
            """,
        body: Body(schema: [
            "type": "object",
            "properties": .object(
                plan.merging(["state": ["enum": ["running", "paused", "ended"]]]) { one, _ in one }),
        ]), answer: answer, schemas: ["Schedule": schedule])
}
