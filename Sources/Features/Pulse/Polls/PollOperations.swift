import Records

extension Operation {
    private static let poll: JSONValue = [
        "type": "object", "required": ["id", "url", "question", "kind", "options", "mode", "state", "closes"],
        "properties": [
            "id": ["type": "string"], "url": ["type": "string", "description": "A path of this server."],
            "question": ["type": "string"], "kind": ["enum": ["choice", "dots", "ranking"]],
            "options": ["type": "array", "items": ["type": "object"]],
            "dots": ["type": "integer", "description": "How many there are to give."],
            "dotsEach": ["type": "integer", "description": "How many one option may get from one person."],
            "mode": ["enum": ["anonymous", "named"]],
            "teams": ["type": "array", "items": ["type": "string"], "description": "None for everybody."],
            "state": ["type": "string"], "opens": ["type": "string"], "closes": ["type": "string"],
            "invited": ["type": "integer"],
            "answered": ["type": "integer", "description": "Absent where it is too few to be told."],
            "isAsked": ["type": "boolean"], "hash": ["type": "string", "description": "Of the rules."],
            "own": ["type": "object", "description": "The asker's vote in a named poll."],
            "results": [
                "type": "array", "items": ["type": "object"],
                "description": "The first place first; absent before the end, and for whom it is not.",
            ],
        ],
    ]

    static let listPolls = Operation(
        "listPolls", summary: "Polls, the newest first",
        description: "Questions that were asked at once. Nothing is told of the answers to one that is open.",
        answer: [
            "type": "object", "required": ["polls"],
            "properties": ["polls": ["type": "array", "items": ["$ref": "#/components/schemas/Poll"]]],
        ], schemas: ["Poll": poll])

    static let getPoll = Operation(
        "getPoll", summary: "One poll",
        description: """
            After its end with what was said: of a named poll who said what, for those who were asked; of an anonymous one what \
            suppression and rounding let through.
            """,
        answer: ["$ref": "#/components/schemas/Poll"], schemas: ["Poll": poll])

    static let openPoll = Operation(
        "openPoll", summary: "Ask one question at once",
        description: """
            Whoever belongs to a team may ask it; leads and administrators may ask everybody. The mode never changes. More than is \
            agreed to be asked of people is refused.
            """,
        body: Body(schema: [
            "type": "object", "required": ["question", "kind", "mode"],
            "properties": [
                "question": ["type": "string"], "kind": ["enum": ["yes-no", "choice", "dots", "ranking"]],
                "options": [
                    "type": "array", "items": ["type": "string"], "description": "2 to 20; not for yes or no.",
                ],
                "team": ["type": "string", "description": "Everybody without it."],
                "mode": ["enum": ["anonymous", "named"]],
                "hours": [
                    "type": "integer", "description": "How long it is open, 1 to 168; an anonymous one 4 at least.",
                ],
            ],
        ]), answer: ["$ref": "#/components/schemas/Poll"], schemas: ["Poll": poll])

    static let vote = Operation(
        "vote", summary: "A vote that carries a name",
        description: """
            For named polls alone, while they are open, in the place of an earlier one. An anonymous poll is answered with a \
            ticket, as a round is.
            """,
        body: Body(schema: [
            "type": "object",
            "properties": [
                "answer": [
                    "type": "object",
                    "description":
                        "{\"choice\": \"1\"}, {\"dots\": {\"1\": 2}} or {\"ranking\": [\"2\", \"1\"]}; without it the vote is taken back.",
                ]
            ],
        ]), answer: ["$ref": "#/components/schemas/Poll"], schemas: ["Poll": poll])
}
