import Foundation
import Hummingbird
import Interface
import Records
import Store

/// What waits for the signed-in member: their Today, the list of their team, the API, and feeds for other programs.
package struct NextRoom: Feature {
    private let services: Services

    package init(_ services: Services) { self.services = services }

    package var routes: [Route] {
        [
            .get("/today") { request, context in try await today(request, context) },
            .get("/teams/{team}/waiting") { _, context in try await waiting(context) },
            Route(.get, "/api/v1/me/next", operation: Self.operation) { _, context in try await next(context) },
            Route(.post, "/me/feed", handler: makeFeed),
            Route(.post, "/me/feed/removal", handler: removeFeed),
            Route(.get, "/feeds/{feed}/next.atom", leavesNoTrace: true) { request, context in
                try await feed(request, context, type: "application/atom+xml; charset=utf-8") {
                    NewsFeed($0, name: $1, origin: $2, now: $3).text
                }
            },
            Route(.get, "/feeds/{feed}/due.ics", leavesNoTrace: true) { request, context in
                try await feed(request, context, type: "text/calendar; charset=utf-8") {
                    CalendarFeed(things: $0.next.things, origin: $2, name: $1, now: $3).text
                }
            },
        ]
    }

    private var time: Int64 { Int64(services.now().timeIntervalSince1970) }

    private func today(_ request: Request, _ context: AppContext) async throws -> Response {
        let me = try context.ownself()
        let query = try Query(request)
        return try await page(me, context, team: query["team"], showsAll: query["all"] != nil)
    }

    private func page(
        _ me: Oneself, _ context: AppContext, team name: String? = nil, showsAll: Bool = false, newFeed: String? = nil
    ) async throws -> Response {
        let now = time
        let token = context.formToken
        return try await services.framed { db in
            let day = try db.ownDay(of: me, at: now)
            let team = day.teams.first { name == nil || $0.team.name == name }?.team
            if let name, team == nil {
                throw Problem.notFound("You belong to no team called “\(name)” today.")
            }
            return MyDayPage(
                day: day, team: team, readings: try team.flatMap { try db.deliveryReadings(for: .init(team: $0.name)) },
                repositories: try db.repositories(), codeFindings: try db.codeFindings(of: team),
                views: try db.savedViews(of: me, at: now),
                topics: try db.actions(of: Set(team.map { [$0.name] } ?? []), since: now).filter { $0.state == .topic },
                openings: try db.openings(about: me), showsAll: showsAll,
                feedMadeAt: try db.feedLinkMadeAt(of: me), newFeed: newFeed, formToken: token, now: now)
        }
    }

    private func waiting(_ context: AppContext) async throws -> Response {
        guard let member = context.visitor.member else { throw Problem.forbidden("Sign in first.") }
        let name = try context.parameter("team")
        let now = time
        let found = try await services.database.read { db -> (Team, Membership.Role?, [OpenPullRequest]) in
            guard let team = try db.team(name) else { throw Problem.notFound("There is no team called “\(name)”.") }
            return (
                team, try db.role(of: member.id, in: name, at: now),
                try db.openPullRequests(for: DeliveryChoice(team: name))
            )
        }
        let (team, role, open) = found
        let subjects = Set(open.filter { !$0.isTeam }.flatMap(\.waitsFor).compactMap(\.member))
        if role == .lead, !subjects.subtracting([member.id]).isEmpty {
            try await services.database.write(.relaxed) {
                try $0.noteOpening(of: name, by: member.id, subjects, on: team.day(at: now))
            }
        }
        return try await services.framed { _ in
            WaitingPullRequestsPage(team: team, open: open, now: now, isLead: role == .lead)
        }
    }

    private func next(_ context: AppContext) async throws -> Response {
        let me = try context.ownself()
        let now = time
        let next = try await services.database.read { try $0.ownDay(of: me, at: now).next }
        return try .json(next)
    }

    @Sendable private func makeFeed(_ request: Request, context: AppContext) async throws -> Response {
        _ = try await context.signedForm(request)
        let me = try context.ownself()
        let now = time
        let secret = Secret(services.randomBytes(32))
        try await services.database.write { try $0.makeFeedLink(secret, of: me, at: now) }
        let address = try services.origin(request, context) + Link("feeds", secret.text).path
        return try await page(me, context, newFeed: address)
    }

    @Sendable private func removeFeed(_ request: Request, context: AppContext) async throws -> Response {
        _ = try await context.signedForm(request)
        let me = try context.ownself()
        try await services.database.write { try $0.removeFeedLink(of: me) }
        return .redirect(to: Link.myDay.path, type: .normal)
    }

    private func feed(
        _ request: Request, _ context: AppContext, type: String,
        _ text: @Sendable (_ day: OwnDay, _ name: String, _ origin: String, _ now: Int64) -> String
    ) async throws -> Response {
        guard let secret = Secret(try context.parameter("feed")),
            let me = try await Doorkeeper.holder(of: services.database, feed: secret)
        else { throw Problem.notFound("No feed is at this address. Its owner may have taken it back.") }
        let now = time
        let day = try await services.database.read { try $0.ownDay(of: me, at: now) }
        let document = text(day, "What waits for \(me.member.name)", try services.origin(request, context), now)
        return Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=300"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: document)))
    }
}

extension NextRoom {
    private static let operation = Operation(
        "listNext", summary: "What the token's owner may do next, in order",
        description: """
            Pull requests whose turn is theirs, rounds that take answers, and claims to decide. First what is due, soonest \
            first; then their own pull requests that may be merged; then those that wait for their answer; then what \
            anybody of their team may take.
            """,
        answer: [
            "type": "object", "required": ["things"],
            "properties": [
                "things": ["type": "array", "items": ["$ref": "#/components/schemas/NextThing"]],
                "awaited": [
                    "type": "array", "description": "The owner's own pull requests that wait for a review.",
                    "items": ["$ref": "#/components/schemas/AwaitedReview"],
                ],
            ],
        ],
        schemas: [
            "AwaitedReview": [
                "type": "object", "required": ["title", "place", "url", "waitsFor", "since"],
                "properties": [
                    "title": ["type": "string"], "place": ["type": "string"], "url": ["type": "string"],
                    "waitsFor": [
                        "type": "array", "items": ["type": "string"],
                        "description": "Names, or the code host’s teams that are asked; none for the team.",
                    ],
                    "since": ["type": "integer", "description": "Seconds since 1970."],
                    "others": ["$ref": "#/components/schemas/OtherReviewers"],
                ],
            ],
            "OtherReviewers": [
                "type": "object", "required": ["url", "team", "pullRequest", "from", "suggested", "mayAsk"],
                "properties": [
                    "url": ["type": "string", "description": "The page that says why, a path of this server."],
                    "team": ["type": "string"],
                    "pullRequest": ["type": "string", "description": "Its key, for replaceReviewer."],
                    "from": ["type": "object", "description": "Who is asked now, with the login where it is known."],
                    "suggested": ["type": "array", "items": ["type": "object"]],
                    "mayAsk": ["type": "boolean", "description": "A connection to that host was let ask for reviews."],
                ],
            ],
            "NextThing": [
                "type": "object", "required": ["id", "kind", "title", "place", "why", "url", "since", "isShared"],
                "properties": [
                    "id": ["type": "string", "description": "Stays the same while it is the same thing."],
                    "kind": ["enum": .array(NextThing.Kind.allCases.map { .string($0.rawValue) })],
                    "title": ["type": "string"], "place": ["type": "string"], "why": ["type": "string"],
                    "url": ["type": "string", "description": "At the code host, or a path of this server."],
                    "since": ["type": "integer", "description": "Seconds since 1970."],
                    "due": ["type": "integer", "description": "When the agreed time is over; seconds since 1970."],
                    "secondsLeft": ["type": "integer", "description": "Working time of the owner's own until then."],
                    "isShared": ["type": "boolean", "description": "Anybody of the team may do it."],
                    "others": ["$ref": "#/components/schemas/OtherReviewers"],
                    "remindedAt": [
                        "type": "array", "items": ["type": "integer"],
                        "description":
                            "When feeds tell of it again: of a round everybody, until it closes; seconds since 1970.",
                    ],
                ],
            ],
        ])
}

extension Link {
    static let myDay = Link("today")
    static let feed = Link("me", "feed")
    static let feedRemoval = Link("me", "feed", "removal")
    static func waiting(_ team: String) -> Link { Link("teams", team, "waiting") }
}
