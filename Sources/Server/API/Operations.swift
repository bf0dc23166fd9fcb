import Features
import Records

extension Operation {
    static let listRepositories = Operation(
        "listRepositories", summary: "All repositories, by id", query: part, answer: list(of: "Repository"),
        schemas: ["Repository": repositorySchema])

    static let getRepository = Operation(
        "getRepository", summary: "One repository", answer: reference("Repository"),
        schemas: ["Repository": repositorySchema])

    static let listSignals = Operation(
        "listSignals", summary: "Every signal as it was measured last",
        description:
            "In the order of the catalogue. The entity tag changes whenever they are measured anew.",
        query: scope, answer: list(of: "Signal"), schemas: ["Signal": signalSchema])

    static let getSignal = Operation(
        "getSignal", summary: "One signal as it was measured last", query: scope, answer: reference("Signal"),
        schemas: ["Signal": signalSchema])

    static let getReport = Operation(
        "getReport", summary: "The whole report, as `tutti report --json` prints it", query: scope,
        answer: [
            "type": "object", "required": ["schema", "repository", "signals", "findings", "notSeen"],
            "properties": ["schema": ["const": "tutti.report/1"]],
        ])

    static let listTeamPaths = Operation(
        "listTeamPaths", summary: "Teams that share a repository by path rules, by name", answer: list(of: "TeamPaths"),
        schemas: ["TeamPaths": teamPathsSchema])

    static let listPeople = Operation(
        "listPeople", summary: "Who stands behind the signatures of a history, by id",
        description: "People, bots and AI agents, each with the accounts that are theirs and the rule that said so.",
        query: part, answer: list(of: "Someone"), schemas: ["Someone": someoneSchema])

    static let listImports = Operation(
        "listImports", summary: "The latest imports, newest first",
        query: [
            Parameter("repository", "Only those of this repository."),
            Parameter("limit", "How many.", schema: ["type": "integer", "minimum": 1, "maximum": 100, "default": 20]),
        ], answer: list(of: "Import"), schemas: ["Import": importSchema])

    private static let scope = [
        Parameter("team", "Only what lies under this team's paths; without it, the whole repository."),
        Parameter(
            "timeframe",
            "Recent habits over this timeframe, which ends with the newest commit. What was never asked for is counted first: until then the answer is 503 with `Retry-After`.",
            schema: [
                "enum": .array(Timeframe.Choice.allCases.map { .string($0.rawValue) }),
                "default": .string(Timeframe.Choice.all.rawValue),
            ]),
    ]

    private static let part = [
        Parameter("after", "The `next` of the part before."),
        Parameter(
            "limit", "How many.", schema: ["type": "integer", "minimum": 1, "maximum": 1000, "default": 100]),
    ]

    private static func reference(_ name: String) -> JSONValue { ["$ref": .string("#/components/schemas/\(name)")] }

    private static func list(of name: String) -> JSONValue {
        [
            "type": "object", "required": ["items"],
            "properties": [
                "items": ["type": "array", "items": reference(name)],
                "next": ["type": "string", "description": "Where the next part begins; absent at the end."],
            ],
        ]
    }

    private static let text: JSONValue = ["type": "string"]
    private static let flag: JSONValue = ["type": "boolean"]
    private static let instant: JSONValue = ["type": "string", "format": "date-time"]

    private static let repositorySchema: JSONValue = [
        "type": "object", "required": ["id", "name", "location", "bare", "shallow", "partial", "objectFormat"],
        "properties": [
            "id": text, "name": text, "location": text, "branch": text, "bare": flag, "shallow": flag,
            "partial": flag,
            "head": ["type": "string", "description": "The commit that was read; absent before the first."],
            "objectFormat": ["enum": ["sha1", "sha256"]],
        ],
    ]

    private static let teamPathsSchema: JSONValue = [
        "type": "object", "required": ["name", "paths"],
        "properties": [
            "name": text,
            "paths": ["type": "array", "items": text, "description": "Everything under one of them is the team's."],
        ],
    ]

    private static let signalSchema: JSONValue = [
        "type": "object",
        "required": ["id", "title", "question", "unit", "sample", "status", "why", "definition", "source", "details"],
        "properties": [
            "id": text, "title": text, "question": text, "unit": text, "why": text, "definition": text, "source": text,
            "value": ["type": ["number", "null"]], "interval": ["type": ["object", "null"]],
            "sample": ["type": "object"], "status": ["enum": ["ok", "too-few", "off", "unavailable"]],
            "excluded": ["type": "array", "items": ["type": "object"]], "steps": ["type": "array", "items": text],
            "details": ["description": "The signal's own; see its page in the documentation."],
        ],
    ]

    private static let someoneSchema: JSONValue = [
        "type": "object", "required": ["person", "accounts"],
        "properties": [
            "person": [
                "type": "object", "required": ["id", "name", "email", "kind"],
                "properties": ["id": text, "name": text, "email": text, "kind": ["enum": ["human", "bot", "agent"]]],
            ],
            "accounts": ["type": "array", "items": ["type": "object"]],
        ],
    ]

    private static let importSchema: JSONValue = [
        "type": "object", "required": ["id", "repository", "status", "commitsDone", "startedAt"],
        "properties": [
            "id": ["type": "integer"], "repository": text, "head": text, "commitsDone": ["type": "integer"],
            "commitsTotal": ["type": "integer"], "startedAt": instant, "finishedAt": instant,
            "status": ["enum": ["running", "finished", "failed", "interrupted"]],
            "trouble": ["type": "string", "description": "What went wrong, and what to do."],
        ],
    ]
}
