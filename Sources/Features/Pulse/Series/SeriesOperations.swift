import BlindTickets
import Foundation
import Hummingbird
import Records
import Store
import Surveys

/// Series of rounds over which people may tie their answers, for programs.
extension PulseRoom {
    var seriesOperations: [Route] {
        [
            Route(.get, "/api/v1/pulse/series", operation: .listSeries, handler: seriesAsJSON),
            Route(.post, "/api/v1/pulse/series", operation: .startSeries, handler: startSeriesByProgram),
            Route(.get, "/api/v1/pulse/series/{series}", operation: .getSeries, handler: oneSeriesAsJSON),
            Route(
                .post, "/api/v1/pulse/series/{series}/rounds", operation: .continueSeries,
                handler: continueSeriesByProgram),
            Route(.post, "/api/v1/pulse/series/{series}/end", operation: .endSeries, handler: endSeriesByProgram),
        ]
    }

    @Sendable private func seriesAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let series = try await services.database.read { try $0.allSeries() }
        return try .json(["series": series.map { SeriesAnswer($0) }])
    }

    @Sendable private func oneSeriesAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        try await told(try context.parameter("series"), context)
    }

    private func told(_ id: WaveSeries.ID, _ context: AppContext) async throws -> Response {
        let (now, visitor) = (services.now(), context.visitor)
        let answer = try await services.database.read { db in
            try db.waveSeries(id).map { try db.seriesAnswer($0, for: visitor, at: now) }
        }
        guard let answer else { throw Self.noSuchSeries }
        return try .json(answer)
    }

    private struct Wish: Decodable {
        let title: String
        let packs: [Pack.ID]?
        let statements: [String]?
        let words: String?
        let teams: [String]?
        let days: Int?
    }

    @Sendable private func startSeriesByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let wish: Wish = try await Self.body(request, "`title`, and `packs` or `statements`")
        return try await announce(wish, teams: wish.teams ?? [], series: NewRoundForm.beginsSeries, context)
    }

    @Sendable private func continueSeriesByProgram(_ request: Request, context: AppContext) async throws -> Response {
        let wish: Wish = try await Self.body(request, "`title`, and `packs` or `statements`")
        guard wish.teams == nil else { throw Problem.badRequest("A series asks the same teams in each of its rounds.") }
        let id = try context.parameter("series")
        guard let series = try await services.database.read({ try $0.waveSeries(id) }) else { throw Self.noSuchSeries }
        guard series.schedule == nil else {
            throw Problem.badRequest("The schedule \(series.schedule ?? "") opens the rounds of this series by itself.")
        }
        return try await announce(wish, teams: series.teams, series: id, context)
    }

    private func announce(
        _ wish: Wish, teams: [String], series: String, _ context: AppContext
    ) async throws -> Response {
        guard let desk else { throw Self.noKey }
        let askable = try await askable(context)
        guard askable.mayAsk(teams) else { throw Problem.forbidden("You do not lead the teams that it would ask.") }
        let packs = try await services.database.read { try $0.packs() }
        if let unknown = wish.packs?.first(where: { name in !packs.contains { $0.id == name } }) {
            throw Problem.badRequest("There is no pack called \(unknown).")
        }
        var form = NewRoundForm()
        form.title = wish.title
        form.whom = teams.isEmpty ? .everybody : .teams
        form.teams = Set(teams)
        form.packs = Set(wish.packs ?? [])
        form.statements = (wish.statements ?? []).joined(separator: "\n")
        form.words = wish.words ?? ""
        form.days = String(wish.days ?? 7)
        form.series = series
        do {
            let round = try await desk.announceWithinBudget(try plan(form, askable, packs))
            guard let id = try await services.database.read({ try $0.round(round)?.manifest.series?.id }) else {
                throw Self.noSuchSeries
            }
            return try await told(id, context)
        } catch {
            guard let sentence = Self.refusal(ofRound: error) else { throw error }
            throw Problem.badRequest(sentence)
        }
    }

    @Sendable private func endSeriesByProgram(_ request: Request, context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let id = try context.parameter("series")
        try await endSeries(id, by: member)
        return try await told(id, context)
    }
}

extension Operation {
    private static let change: JSONValue = [
        "type": "object", "required": ["id", "title", "pairs", "difference", "interval", "p", "adjustedP", "finding"],
        "properties": [
            "id": ["type": "string", "description": "Of a question or a scale."], "title": ["type": "string"],
            "pairs": ["type": "integer", "description": "People who tied both answers; 10 at least."],
            "difference": ["type": "number"],
            "interval": ["type": "array", "items": ["type": "number"], "description": "95 %, from and to."],
            "p": ["type": "number", "description": "By the permutation test of pairs."],
            "adjustedP": ["type": "number", "description": "Held back for how much is looked at."],
            "finding": ["type": "string"], "isBetter": ["type": "boolean"],
        ],
    ]

    private static let series: JSONValue = [
        "type": "object", "required": ["id", "title", "teams", "waves", "mostWaves", "isEnded"],
        "properties": [
            "id": ["type": "string"], "title": ["type": "string"],
            "teams": ["type": "array", "items": ["type": "string"], "description": "None for everybody."],
            "schedule": ["type": "string", "description": "That opens its rounds by itself."],
            "waves": ["type": "integer", "description": "Rounds so far."], "mostWaves": ["const": 4],
            "isEnded": [
                "type": "boolean", "description": "For good: nothing is left of what tied answers together.",
            ],
            "rounds": [
                "type": "array", "description": "Of a single series alone.",
                "items": [
                    "type": "object", "required": ["round", "wave", "opens", "closes", "state"],
                    "properties": [
                        "round": ["type": "string"], "wave": ["type": "integer"], "opens": ["type": "string"],
                        "closes": ["type": "string"], "state": ["type": "string"],
                        "changes": [
                            "type": "array", "items": change,
                            "description":
                                "Of those who tied their answers; absent where nothing is told to the asker.",
                        ],
                    ],
                ],
            ],
        ],
    ]

    private static let answer: JSONValue = ["$ref": "#/components/schemas/Series"]

    private static let wave: [String: JSONValue] = [
        "title": ["type": "string"], "packs": ["type": "array", "items": ["type": "string"]],
        "statements": [
            "type": "array", "items": ["type": "string"], "description": "Own ones, agreed to from 1 to 5.",
        ],
        "words": ["type": "string", "description": "A question that is answered in words."],
        "days": ["type": "integer", "description": "How long it is open, 1 to 30; 7 without it."],
    ]

    static let listSeries = Operation(
        "listSeries", summary: "Series of rounds over which people may tie their answers",
        answer: [
            "type": "object", "required": ["series"],
            "properties": ["series": ["type": "array", "items": answer]],
        ], schemas: ["Series": series])

    static let getSeries = Operation(
        "getSeries", summary: "A series, its rounds, and how those changed who tied their answers",
        description: """
            Of each round that the asker may read: the mean change since the round before, of all pairs together. There is no answer by \
            pseudonym.
            """,
        answer: answer, schemas: ["Series": series])

    static let startSeries = Operation(
        "startSeries", summary: "Begin a series with its first round",
        description: "For leads of the teams that it asks, and for everybody by any lead; refused beyond the budget.",
        body: Body(schema: [
            "type": "object", "required": ["title"],
            "properties": .object(
                wave.merging(["teams": ["type": "array", "items": ["type": "string"]]]) { one, _ in one }),
        ]), answer: answer, schemas: ["Series": series])

    static let continueSeries = Operation(
        "continueSeries", summary: "Ask the next round of a series",
        description: """
            Of the same teams, with at least one question of the round before, once that one is counted. There are four rounds at most.
            """,
        body: Body(schema: ["type": "object", "required": ["title"], "properties": .object(wave)]), answer: answer,
        schemas: ["Series": series])

    static let endSeries = Operation(
        "endSeries", summary: "End a series",
        description: "What tied answers together is destroyed, with its key. Results stay.", answer: answer,
        schemas: ["Series": series])
}
