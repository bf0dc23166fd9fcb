import Features
import Records

extension Operation {
    static let tellDeployment = push(
        "tellDeployment", "Tell of a deployment",
        """
        One, or a list. Told again with the same id it is the same deployment, so that it may be told when it begins and when it \
        ends, and sent twice without harm. docs/guide/push.md lists the fields.
        """,
        required: ["service"],
        properties: [
            "id": text, "service": text, "environment": text, "repository": text, "commit": text, "branch": text,
            "commits": ["type": "array", "items": ["type": "object"]], "state": text, "result": text,
            "created_at": instant, "started_at": instant, "finished_at": instant, "fix": ["type": "boolean"],
            "rollback": ["type": "boolean"], "url": text,
        ])

    static let tellIncident = push(
        "tellIncident", "Tell of an incident",
        "One, or a list. Told again with the same id it is the same incident; every version is kept.",
        required: ["id", "title", "started_at"],
        properties: [
            "id": text, "title": text, "service": text, "severity": text,
            "cause": ["enum": ["deployment", "other", "unknown"]], "deployment": text, "started_at": instant,
            "detected_at": instant, "mitigated_at": instant, "resolved_at": instant, "updated_at": instant,
            "url": text,
        ])

    static let tellBuild = push(
        "tellBuild", "Tell of a build",
        "One, or a list, with its jobs. Told again with the same id and attempt it is the same build.",
        required: ["id"],
        properties: [
            "id": text, "name": text, "repository": text, "number": ["type": "integer"],
            "attempt": ["type": "integer", "minimum": 1], "branch": text, "commit": text, "trigger": text,
            "state": text, "result": text, "queued_at": instant, "started_at": instant, "finished_at": instant,
            "url": text, "jobs": ["type": "array", "items": ["type": "object"]],
        ])

    static let tellAnalysis = push(
        "tellAnalysis", "Tell what mending all findings would take",
        """
        One, or a list: the minutes that mending all that tools found in a commit would take, beside the lines of the languages \
        that were analysed. Told again of the same commit it takes the place of what was told before. docs/guide/reports.md says \
        how `tutti build --costs` works it out.
        """,
        required: ["repository", "commit", "analysed_at", "minutes", "lines", "rules"],
        properties: [
            "repository": text, "commit": text, "branch": text, "analysed_at": instant,
            "minutes": ["type": "number", "minimum": 0], "lines": ["type": "integer", "minimum": 1],
            "rules": [
                "type": "string",
                "description": "Becomes another text with other rules or other costs: there the series breaks.",
            ],
            "without_cost": [
                "type": "integer", "minimum": 0,
                "description": "Findings of which nobody says what mending costs; they are in no sum.",
            ],
        ])

    static let tellEvent = push(
        "tellEvent", "Tell of something as a CloudEvent",
        """
        CloudEvents 1.0: whole in the body, a list of them, or with attributes in fields of the head (ce-type). The addresses of \
        deployments, incidents and builds take them too. Types that are not known are archived and give no records.
        """,
        required: ["specversion", "id", "source", "type"],
        properties: [
            "specversion": ["const": "1.0"], "id": text, "source": text, "type": text, "data": ["type": "object"],
        ])

    static let tellReport = Operation(
        "tellReport", summary: "Send a report of tests, coverage or findings",
        description: """
            The file as it is, of at most 512 MiB, read as a stream. What it belongs to stands in the query: a build that was told, \
            or a commit. The same name of the same run again replaces what was told under it.
            """,
        path: [
            Parameter(
                "format",
                "auto, or junit, nunit, xunit, trx, ctrf, go-test, tap, jacoco, clover, sonarqube, cobertura, lcov, sarif, eslint, prettier, lint."
            )
        ],
        query: [
            Parameter("repository", "As code hosts call it: acme/checkout."),
            Parameter("build", "The id under which the build is told; the commit where it is left out."),
            Parameter("attempt", "Of the build.", schema: ["type": "integer", "minimum": 1]),
            Parameter("job", "The job's name, for a report of one job of several."),
            Parameter("run", "Instead of build, attempt and job: the key of a build or job that a code host tells of."),
            Parameter("commit", "The commit that was tested."), Parameter("branch", "Its branch."),
            Parameter("name", "Tells several reports of one run apart; the format where it is left out."),
        ],
        body: Body("application/octet-stream", schema: ["type": "string"]),
        answer: [
            "type": "object", "required": ["connection", "run", "format", "totals"],
            "properties": [
                "connection": text, "run": text, "format": text, "totals": ["type": "object"],
                "unknownRepositories": ["type": "array", "items": text],
            ],
        ])

    private static let text: JSONValue = ["type": "string"]
    private static let instant: JSONValue = ["type": "string", "format": "date-time"]

    private static func push(
        _ id: String, _ summary: String, _ description: String, required: [JSONValue],
        properties: [String: JSONValue]
    ) -> Operation {
        Operation(
            id, summary: summary, description: description,
            body: Body(schema: [
                "type": "object", "required": .array(required), "properties": .object(properties),
            ]),
            answer: [
                "type": "object", "required": ["connection", "records", "changed", "unknownRepositories"],
                "properties": [
                    "connection": ["type": "string", "description": "The source connection that keeps it."],
                    "records": [
                        "type": "array",
                        "items": [
                            "type": "object", "required": ["type", "key"], "properties": ["type": text, "key": text],
                        ],
                    ],
                    "changed": [
                        "type": "integer",
                        "description": "Records that stand otherwise than before; 0 for a repetition.",
                    ],
                    "unknownRepositories": [
                        "type": "array", "items": text,
                        "description":
                            "No code host told of these yet. What belongs to them is kept under their names.",
                    ],
                ],
            ])
    }
}
