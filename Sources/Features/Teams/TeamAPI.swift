import Hummingbird
import Records
import Store

/// A team as API and commands tell it.
package struct TeamAnswer: Encodable, Sendable {
    let name: String
    let title: String
    let parent: String?
    let zone: String
    let hours: String
    let holidays: String?
    let archivedAt: String?
    /// Who belongs to it today or will.
    let members: [Person]
    /// Keys of the repositories of code hosts that it answers for.
    let repositories: [String]
    let agreement: Agreement
    /// What is measured for it alone, by the id of an imported repository.
    let paths: [String: [String]]

    struct Agreement: Encodable, Sendable {
        let hours: Double
        /// working or elapsed.
        let clock: String
    }

    struct Person: Encodable, Sendable {
        let login: String
        let name: String
        let role: String
        let from: String
        /// The first day on which it holds no more.
        let until: String?
    }

    package init(_ team: Team, in db: any Connection, at now: Int64) throws {
        paths = try db.paths(ofTeam: team.name)
        repositories = try db.repositories(ofTeam: team.name).sorted().map(\.description)
        let agreed = try db.reviewAgreement(ofTeam: team.name)
        agreement = Agreement(hours: agreed.hours, clock: agreed.clock.rawValue)
        name = team.name
        title = team.title
        parent = team.parent
        zone = team.zone
        hours = team.hours.text
        holidays = team.holidays
        archivedAt = team.archivedAt.map(Days.instant)
        let today = team.day(at: now)
        let known = Dictionary(try db.members().map { ($0.id, $0) }) { first, _ in first }
        members = try db.memberships(of: team.name).filter { $0.until.map { $0 > today } ?? true }
            .compactMap { one in
                known[one.member].map {
                    Person(
                        login: $0.login, name: $0.name, role: one.role.rawValue, from: one.from.text,
                        until: one.until?.text)
                }
            }
            .sorted { ($0.login, $0.from) < ($1.login, $1.from) }
    }
}

extension TeamsRoom {
    @Sendable func all(_ request: Request, context: AppContext) async throws -> Response {
        let now = time
        let teams = try await services.database.read { db in
            try db.teams().map { try TeamAnswer($0, in: db, at: now) }
        }
        return try .json(["items": teams])
    }

    @Sendable func one(_ request: Request, context: AppContext) async throws -> Response {
        let name = try context.parameter("team")
        let now = time
        let team = try await services.database.read { db in
            try db.team(name).map { try TeamAnswer($0, in: db, at: now) }
        }
        guard let team else {
            throw Problem.notFound("No team is called “\(name)”. The list of teams names them all.")
        }
        return try .json(team)
    }
}

extension Operation {
    static let listTeams = Operation(
        "listTeams", summary: "All teams with who belongs to them, by name",
        answer: .object([
            "type": .string("object"), "required": .array([.string("items")]),
            "properties": .object([
                "items": .object([
                    "type": .string("array"), "items": .object(["$ref": .string("#/components/schemas/Team")]),
                ])
            ]),
        ]), schemas: ["Team": teamSchema])

    static let getTeam = Operation(
        "getTeam", summary: "One team with who belongs to it",
        path: [Parameter("team", "The team's name, which never changes.")],
        answer: .object(["$ref": .string("#/components/schemas/Team")]), schemas: ["Team": teamSchema])

    private static let teamSchema: JSONValue = .object([
        "type": .string("object"),
        "required": .array(
            ["name", "title", "zone", "hours", "members", "repositories", "agreement", "paths"].map { .string($0) }),
        "properties": .object([
            "name": text("Short and for ever: what path rules and addresses call it."),
            "title": text("As people say it."),
            "parent": text("The name of the team that it is a part of."), "zone": text("IANA."),
            "hours": text("Such as Mon-Fri 09:00-17:00."), "holidays": text("The name of a holiday calendar."),
            "archivedAt": text("RFC 3339; absent while the team exists."),
            "repositories": .object([
                "type": .string("array"), "items": text("The key of a repository of a code host that it answers for."),
            ]),
            "paths": .object([
                "type": .string("object"),
                "description": .string("What is measured for it alone, by the id of an imported repository."),
                "additionalProperties": .object(["type": .string("array"), "items": text("A folder or a file.")]),
            ]),
            "agreement": .object([
                "type": .string("object"), "required": .array([.string("hours"), .string("clock")]),
                "properties": .object([
                    "hours": .object([
                        "type": .string("number"),
                        "description": .string("Within which a pull request gets its first review."),
                    ]),
                    "clock": .object(["enum": .array([.string("working"), .string("elapsed")])]),
                ]),
            ]),
            "members": .object([
                "type": .string("array"),
                "items": .object([
                    "type": .string("object"),
                    "required": .array(["login", "name", "role", "from"].map { .string($0) }),
                    "properties": .object([
                        "login": text("What they sign in with."), "name": text("As people call them."),
                        "role": .object(["enum": .array([.string("member"), .string("lead")])]),
                        "from": text("A day."), "until": text("The first day on which it holds no more."),
                    ]),
                ]),
            ]),
        ]),
    ])

    private static func text(_ description: String) -> JSONValue {
        .object(["type": .string("string"), "description": .string(description)])
    }
}
