import HTTPTypes

/// Who may ask for what: every route of the server, in one table.
///
/// A server with a route that does not stand here does not start.
package struct PermissionMatrix: Sendable {
    package struct Rule: Hashable, Sendable {
        package let method: String
        package let path: String
        package let access: Access

        package init(_ method: String, _ path: String, _ access: Access) {
            self.method = method
            self.path = path
            self.access = access
        }

        /// What a token must be good for here. Nil where none is taken: pages are for people, who sign in.
        package var scope: APIToken.Scope? {
            guard path.hasPrefix("/api/") else { return nil }
            return method == "GET" ? .read : .write
        }
    }

    package let rules: [Rule]

    package init(_ rules: [Rule]) { self.rules = rules }

    package func rule(_ method: HTTPRequest.Method, _ path: String) -> Rule? {
        rules.first { $0.method == method.rawValue && $0.path == path }
    }

    package static let tutti = PermissionMatrix([
        // What holds no content.
        Rule("GET", "/healthz", .everybody),
        Rule("GET", "/readyz", .everybody),
        Rule("GET", "/metrics", .everybody),
        Rule("GET", "/assets/{file}", .everybody),
        Rule("GET", "/favicon.ico", .everybody),
        Rule("GET", "/gallery", .everybody),
        Rule("GET", "/api/v1/openapi.json", .everybody),
        // The way in.
        Rule("GET", "/sign-in", .everybody),
        Rule("POST", "/sign-in", .everybody),
        Rule("GET", "/sign-in/second-step", .everybody),
        Rule("GET", "/sign-in/openid", .everybody),
        Rule("GET", "/sign-in/openid/answer", .everybody),
        Rule("POST", "/sign-in/second-step", .everybody),
        Rule("GET", "/links/{link}", .everybody),
        Rule("POST", "/links/{link}", .everybody),
        // What code hosts send; known by its signature.
        Rule("POST", "/hooks/{connection}", .everybody),
        // What pipelines tell, with a token.
        Rule("POST", "/api/v1/deployments", .senders),
        Rule("POST", "/api/v1/incidents", .senders),
        Rule("POST", "/api/v1/analyses", .senders),
        Rule("POST", "/api/v1/builds", .senders),
        Rule("POST", "/api/v1/events", .senders),
        Rule("POST", "/api/v1/reports/{format}", .senders),
        // What tools tell about the work.
        Rule("GET", "/", .members),
        Rule("GET", "/connections", .members),
        Rule("GET", "/events", .members),
        Rule("GET", "/r/{repository}", .members),
        Rule("GET", "/r/{repository}/knowledge", .members),
        Rule("GET", "/r/{repository}/delivery", .members),
        Rule("GET", "/r/{repository}/people", .members),
        Rule("GET", "/r/{repository}/signals/{signal}", .members),
        Rule("GET", "/delivery", .members),
        Rule("GET", "/delivery/{view}", .members),
        Rule("GET", "/delivery/{view}/{figure}", .members),
        Rule("GET", "/delivery/signals/{signal}", .members),
        Rule("GET", "/delivery/pull-requests/{key}", .members),
        Rule("GET", "/api/v1/repositories", .members),
        Rule("GET", "/api/v1/repositories/{repository}", .members),
        Rule("GET", "/api/v1/repositories/{repository}/signals", .members),
        Rule("GET", "/api/v1/repositories/{repository}/signals/{signal}", .members),
        Rule("GET", "/api/v1/repositories/{repository}/report", .members),
        Rule("GET", "/api/v1/repositories/{repository}/teams", .members),
        Rule("GET", "/api/v1/repositories/{repository}/people", .members),
        Rule("GET", "/api/v1/imports", .members),
        Rule("GET", "/api/v1/delivery/signals", .members),
        Rule("GET", "/api/v1/delivery/signals/{signal}", .members),
        Rule("GET", "/api/v1/delivery/pull-requests", .members),
        Rule("GET", "/api/v1/delivery/pull-requests/{key}", .members),
        // Teams.
        Rule("GET", "/teams", .members),
        Rule("POST", "/teams", .administrators),
        Rule("GET", "/teams/{team}", .members),
        Rule("POST", "/teams/{team}", .administrators),
        Rule("POST", "/teams/{team}/archiving", .administrators),
        Rule("POST", "/teams/{team}/work", .teamKeepers),
        Rule("POST", "/teams/{team}/paths", .teamKeepers),
        Rule("POST", "/teams/{team}/memberships", .teamKeepers),
        Rule("POST", "/teams/{team}/memberships/{member}/role", .teamKeepers),
        Rule("POST", "/teams/{team}/memberships/{member}/ending", .teamKeepers),
        Rule("GET", "/api/v1/teams", .members),
        Rule("GET", "/api/v1/teams/{team}", .members),
        Rule("GET", "/teams/{team}/waiting", .teamMembers),
        Rule("GET", "/teams/{team}/waiting/{key}", .teamMembers),
        Rule("POST", "/teams/{team}/waiting/{key}", .teamMembers),
        Rule("POST", "/api/v1/teams/{team}/reviewers", .teamMembers),
        // About oneself.
        Rule("GET", "/today", .oneself),
        Rule("GET", "/api/v1/me/next", .oneself),
        Rule("GET", "/me/views", .oneself),
        Rule("POST", "/me/views", .oneself),
        Rule("POST", "/me/views/removal", .oneself),
        Rule("POST", "/me/feed", .oneself),
        Rule("POST", "/me/feed/removal", .oneself),
        // Whoever has the address, which only its maker was shown.
        Rule("GET", "/feeds/{feed}/next.atom", .everybody),
        Rule("GET", "/feeds/{feed}/due.ics", .everybody),
        Rule("GET", "/me", .oneself),
        Rule("GET", "/me/hours", .oneself),
        Rule("POST", "/me/hours", .oneself),
        Rule("POST", "/me/absences", .oneself),
        Rule("POST", "/me/absences/removal", .oneself),
        Rule("POST", "/me/quiet-hours", .oneself),
        Rule("POST", "/me/password", .oneself),
        Rule("POST", "/me/ended-sessions", .oneself),
        Rule("POST", "/me/openid", .oneself),
        Rule("POST", "/me/tokens", .oneself),
        Rule("POST", "/me/revoked-tokens", .oneself),
        Rule("POST", "/me/second-factor", .oneself),
        Rule("POST", "/me/second-factor/confirmation", .oneself),
        Rule("POST", "/me/second-factor/recovery-codes", .oneself),
        Rule("POST", "/me/second-factor/removal", .oneself),
        Rule("POST", "/sign-out", .oneself),
        // Rounds. Whoever answers shows a ticket and nothing else.
        Rule("GET", "/pulse", .members),
        Rule("GET", "/pulse/new", .leads),
        Rule("POST", "/pulse", .leads),
        Rule("GET", "/pulse/imports", .members),
        Rule("GET", "/pulse/imports/new", .leads),
        Rule("POST", "/pulse/imports", .leads),
        Rule("GET", "/api/v1/pulse/imports", .members),
        Rule("GET", "/pulse/schedules", .members),
        Rule("GET", "/pulse/schedules/new", .leads),
        Rule("POST", "/pulse/schedules", .leads),
        Rule("GET", "/pulse/schedules/{schedule}", .members),
        Rule("GET", "/pulse/schedules/{schedule}/edit", .leads),
        Rule("POST", "/pulse/schedules/{schedule}", .leads),
        Rule("POST", "/pulse/schedules/{schedule}/state", .leads),
        Rule("GET", "/api/v1/pulse/schedules", .members),
        Rule("POST", "/api/v1/pulse/schedules", .leads),
        Rule("GET", "/api/v1/pulse/schedules/{schedule}", .members),
        Rule("POST", "/api/v1/pulse/schedules/{schedule}", .leads),
        Rule("GET", "/api/v1/pulse/burden", .members),
        Rule("POST", "/api/v1/pulse/burden", .leads),
        Rule("GET", "/api/v1/pulse/packs", .members),
        Rule("POST", "/api/v1/pulse/packs", .leads),
        Rule("GET", "/api/v1/pulse/packs/{pack}", .members),
        Rule("POST", "/api/v1/pulse/packs/{pack}/removal", .leads),
        Rule("POST", "/pulse/series/{series}/end", .leads),
        Rule("GET", "/api/v1/pulse/series", .members),
        Rule("POST", "/api/v1/pulse/series", .leads),
        Rule("GET", "/api/v1/pulse/series/{series}", .members),
        Rule("POST", "/api/v1/pulse/series/{series}/rounds", .leads),
        Rule("POST", "/api/v1/pulse/series/{series}/end", .leads),
        Rule("GET", "/pulse/burden", .members),
        Rule("GET", "/pulse/packs", .members),
        Rule("POST", "/pulse/packs", .leads),
        Rule("GET", "/pulse/packs/{pack}", .members),
        Rule("GET", "/pulse/packs/{pack}/text", .members),
        Rule("POST", "/pulse/packs/{pack}/removal", .leads),
        // Whom somebody may ask depends on the teams that they belong to.
        Rule("GET", "/pulse/polls/new", .oneself),
        Rule("POST", "/pulse/polls", .oneself),
        Rule("POST", "/pulse/{round}/vote", .oneself),
        Rule("GET", "/api/v1/polls", .members),
        Rule("POST", "/api/v1/polls", .oneself),
        Rule("GET", "/api/v1/polls/{round}", .members),
        Rule("POST", "/api/v1/polls/{round}/vote", .oneself),
        Rule("POST", "/pulse/burden", .leads),
        Rule("GET", "/pulse/{round}", .members),
        Rule("GET", "/api/v1/pulse/{round}/manifest", .members),
        Rule("GET", "/api/v1/pulse/{round}/questionnaire", .members),
        Rule("POST", "/api/v1/pulse/{round}/ticket", .oneself),
        Rule("GET", "/pulse/{round}/used-tickets", .members),
        Rule("GET", "/pulse/{round}/results.csv", .members),
        Rule("GET", "/api/v1/pulse/{round}/results", .members),
        Rule("GET", "/api/v1/pulse/{round}/words", .members),
        Rule("GET", "/api/v1/pulse/{round}/replies", .members),
        Rule("POST", "/api/v1/pulse/{round}/replies", .leads),
        Rule("POST", "/api/v1/pulse/answers", .everybody),
        Rule("POST", "/api/v1/pulse/follow-ups", .everybody),
        Rule("GET", "/me/accounts", .oneself),
        Rule("POST", "/me/accounts/claims", .oneself),
        Rule("POST", "/me/accounts/withdrawal", .oneself),
        Rule("GET", "/me/data", .oneself),
        Rule("GET", "/me/export", .oneself),
        Rule("POST", "/me/objection", .oneself),
        Rule("POST", "/me/erasure", .oneself),
        // What a team makes of what it read; only those who belong to it find theirs.
        Rule("GET", "/actions", .oneself),
        Rule("POST", "/actions", .oneself),
        Rule("POST", "/actions/{action}/steps", .oneself),
        Rule("GET", "/api/v1/actions", .oneself),
        // About those whom one leads.
        Rule("GET", "/claims", .leads),
        Rule("POST", "/claims", .leads),
        // The installation.
        Rule("GET", "/connections/new/{kind}", .administrators),
        Rule("POST", "/connections/new/{kind}", .administrators),
        Rule("GET", "/connections/{connection}", .administrators),
        Rule("POST", "/connections/{connection}", .administrators),
        Rule("POST", "/connections/{connection}/sync", .administrators),
        Rule("POST", "/connections/{connection}/pausing", .administrators),
        Rule("POST", "/connections/{connection}/closing", .administrators),
        Rule("POST", "/connections/{connection}/webhook-secret", .administrators),
        Rule("POST", "/connections/{connection}/webhook-test", .administrators),
        Rule("GET", "/connections/{connection}/writing", .administrators),
        Rule("POST", "/connections/{connection}/writing", .administrators),
        Rule("GET", "/audit", .council),
        Rule("POST", "/audit/periods", .administrators),
        Rule("POST", "/audit/council", .administrators),
        Rule("GET", "/connections/{connection}/deliveries", .administrators),
        Rule("POST", "/connections/{connection}/replay", .administrators),
        Rule("POST", "/connections/{connection}/push-tokens", .administrators),
        Rule("GET", "/holidays", .administrators),
        Rule("POST", "/holidays", .administrators),
        Rule("POST", "/holidays/{calendar}/removal", .administrators),
        Rule("GET", "/members", .administrators),
        Rule("POST", "/members/invitations", .administrators),
        Rule("POST", "/members/{member}/reset", .administrators),
        Rule("POST", "/members/{member}/second-factor/removal", .administrators),
        Rule("POST", "/members/{member}/ending", .administrators),
    ])
}
