import Hummingbird
import Records
import Store
import Surveys

/// Results of other survey tools: brought in by those who announce rounds, read by those whom the survey asked.
extension PulseRoom {
    var importRoutes: [Route] {
        [
            .get("/pulse/imports", handler: pastResults),
            .get("/pulse/imports/new", handler: importForm),
            Route(.post, "/pulse/imports", handler: bringIn),
            Route(.get, "/api/v1/pulse/imports", operation: .listPastResults, handler: pastResultsAsJSON),
        ]
    }

    /// Bytes that a form brings in at most; larger files come by the command line.
    private static let mostSent = 16 << 20

    @Sendable private func pastResults(_ request: Request, context: AppContext) async throws -> Response {
        let now = time
        let visitor = context.visitor
        let mayImport = try await mayAnnounce(context)
        return try await services.framed { db in
            PastResultsPage(
                past: try db.pastResults(for: db.pastReadership(for: visitor, at: now)),
                teams: Dictionary(uniqueKeysWithValues: try db.teams().map { ($0.name, $0.title) }),
                mayImport: mayImport)
        }
    }

    @Sendable private func pastResultsAsJSON(_ request: Request, context: AppContext) async throws -> Response {
        let now = time
        let visitor = context.visitor
        let past = try await services.database.read {
            try $0.pastResults(for: $0.pastReadership(for: visitor, at: now))
        }
        return try .json(["rounds": past])
    }

    @Sendable private func importForm(_ request: Request, context: AppContext) async throws -> Response {
        try await importPage(ImportForm(), context)
    }

    @Sendable private func bringIn(_ request: Request, context: AppContext) async throws -> Response {
        let sent = try await Form(request, upTo: Self.mostSent, takesFiles: true)
        guard let member = context.visitor.member, context.secret?.accepts(formToken: sent["form"]) == true else {
            throw Problem.badRequest(
                "The form was drawn for another session. Go back, load the page again, and send it.")
        }
        let typed = ImportForm(sent)
        let now = time
        let askable = try await services.database.read { try $0.askable(by: member, at: now) }
        do {
            guard typed.team.isEmpty ? member.isAdministrator : askable.mayChoose.contains(typed.team) else {
                throw FormTrouble("Choose a team that you lead as those who were asked.")
            }
            let imported = try typed.read(.usual)
            guard typed.isConfirmed else { return try await importPage(typed, context, imported) }
            let past = PastResults(imported, from: typed.source, of: typed.team.isEmpty ? nil : typed.team)
            try await services.database.write { try $0.keep(past, by: .member(member.id), at: now) }
            return .redirect(to: Link.pastResults.path, type: .normal)
        } catch let trouble as FormTrouble {
            return try await importPage(typed, context, error: trouble.description)
        } catch let trouble as ImportTrouble {
            return try await importPage(typed, context, error: trouble.description)
        } catch let trouble as PastResultsTrouble {
            return try await importPage(typed, context, error: trouble.description)
        }
    }

    private func importPage(
        _ typed: ImportForm, _ context: AppContext, _ imported: SurveyImport? = nil, error: String? = nil
    ) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let now = time
        let token = context.formToken
        return try await services.framed(isRefused: error != nil) { db in
            let askable = try db.askable(by: member, at: now)
            return ImportPage(
                form: typed, teams: askable.rows.map(\.team), mayChooseEverybody: member.isAdministrator,
                imported: imported, error: error, formToken: token)
        }
    }
}

extension Link {
    static let pastResults = Link("pulse", "imports")
    static let newImport = Link("pulse", "imports", "new")
}

extension Operation {
    static let listPastResults = Operation(
        "listPastResults", summary: "Results that were brought in from other survey tools",
        description: "Only those that are the asker's to see: of surveys that asked everybody, or a team of theirs.",
        answer: [
            "type": "object", "required": ["rounds"],
            "properties": [
                "rounds": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["source", "round"],
                        "properties": [
                            "source": ["enum": .array(SurveyImport.Source.allCases.map { .string($0.rawValue) })],
                            "team": ["type": "string", "description": "Whom it asked; absent for everybody."],
                            "round": [
                                "type": "object", "required": ["survey", "answered", "questions"],
                                "properties": [
                                    "survey": ["type": "string"],
                                    "month": [
                                        "type": "string", "description": "2025-03; absent where nothing says it.",
                                    ],
                                    "group": ["type": "string", "description": "Absent for all together."],
                                    "answered": ["type": "integer"],
                                    "questions": ["type": "array", "items": ["type": "object"]],
                                ],
                            ],
                        ],
                    ],
                ]
            ],
        ])
}
