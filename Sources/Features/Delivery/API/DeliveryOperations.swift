import Records
import Signals

extension Operation {
    static let listDeliverySignals = Operation(
        "listDeliverySignals", summary: "Every signal about deliveries as it was measured last",
        description:
            "In the order of the catalogue. The entity tag changes whenever they are measured anew.",
        query: choice, answer: items(reading), schemas: [:])

    static let getDeliverySignal = Operation(
        "getDeliverySignal", summary: "One signal about deliveries as it was measured last", query: choice,
        answer: reading, schemas: [:])

    static let listOpenPullRequests = Operation(
        "listOpenPullRequests", summary: "Open pull requests and whose turn it is, first what is due first",
        description: "Without a team nobody is named.", query: choice,
        answer: items(openPullRequest))

    static let getPullRequestTimeline = Operation(
        "getPullRequestTimeline", summary: "Whose turn a pull request was at every moment since it was opened",
        description:
            "The minutes of all spans together are those from its opening to its end. Without a team nobody is named.",
        path: [Parameter("key", "The pull request’s key, with its slashes encoded: github.com%2Fpull-request%2F1.")],
        query: choice, answer: timeline)

    private static let choice = [
        Parameter("team", "A team’s name; without it everybody, who are then told of without names."),
        Parameter(
            "timeframe",
            "How far back it looks from now. What was never asked for is counted first: until then the answer is 503 with `Retry-After`.",
            schema: .object([
                "enum": .array(DeliveryChoice.Span.allCases.map { .string($0.rawValue) }),
                "default": .string(DeliveryChoice.Span.weeks.rawValue),
            ])),
    ]

    private static func items(_ item: JSONValue) -> JSONValue {
        .object([
            "type": .string("object"), "required": .array([.string("items")]),
            "properties": .object(["items": .object(["type": .string("array"), "items": item])]),
        ])
    }

    private static let reading = object(
        required: ["id", "title", "question", "unit", "sample", "status", "why", "definition", "excluded", "steps"],
        [
            "id": "Such as cycle-time.", "title": "As people call it.", "question": "What it answers.",
            "unit": "Of the value.", "status": "ok, too-few, off or unavailable.",
            "why": "Why there is no number, or what to keep in mind about the one there is.",
            "definition": "Name and version of the definition in force.", "source": "Where the definition comes from.",
        ])

    private static let openPullRequest = object(
        required: ["key", "repository", "number", "title", "party", "turn", "why", "since", "openedAt"],
        [
            "key": "For its timeline.", "repository": "With its owner.", "title": "As its author wrote it.",
            "url": "At the code host.", "party": "author, reviewer or nobody.",
            "turn": "Such as reviewer/first-review.",
            "why": "As a sentence.", "since": "RFC 3339: since when it has been their turn.",
            "openedAt": "RFC 3339.", "due": "RFC 3339: when the agreed time is over; absent where no review is due.",
        ])

    private static let timeline = object(
        required: ["key", "repository", "number", "title", "state", "openedAt", "endsAt", "minutes", "spans"],
        [
            "key": "As asked for.", "repository": "With its owner.", "title": "As its author wrote it.",
            "state": "open, merged or closed.", "openedAt": "RFC 3339.", "readyAt": "RFC 3339.",
            "firstReviewAt": "RFC 3339.", "approvedAt": "RFC 3339.", "mergedAt": "RFC 3339.", "closedAt": "RFC 3339.",
            "endsAt": "RFC 3339: when it was merged or closed, else up to when it looks.",
        ])

    /// Numbers, lists and objects are named in `required` or in the documentation; texts are described here.
    private static func object(required: [String], _ texts: [String: String]) -> JSONValue {
        .object([
            "type": .string("object"), "required": .array(required.map { .string($0) }),
            "properties": .object(
                texts.mapValues { .object(["type": .string("string"), "description": .string($0)]) }),
        ])
    }
}
