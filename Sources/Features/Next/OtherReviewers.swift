import Records
import Signals
import Store

/// Who else could review what waits for somebody, and how one of them is asked instead.
package struct OtherReviewers: Codable, Hashable, Sendable {
    package struct Suggested: Codable, Hashable, Sendable {
        package var name: String
        package var account: RecordKey
        /// Nil where only the account's number is known.
        package var login: String?
    }

    /// The page that says why, a path of this server.
    package var url: String
    package var team: String
    package var pullRequest: RecordKey
    /// In whose place one of these would be asked.
    package var from: OpenPullRequest.Someone
    /// At least one.
    package var suggested: [Suggested]
    /// Whether a connection to that host was let ask for reviews.
    package var mayAsk: Bool
}

/// A pull request of the member's own that waits for a review.
package struct AwaitedReview: Codable, Hashable, Sendable {
    package var title: String
    /// "octocat/hello-world #7".
    package var place: String
    /// Where it is shown: at the code host, or a path of this server.
    package var url: String
    /// Names of those who are asked, or of the code host's teams; empty for the team.
    package var waitsFor: [String]
    /// Seconds since 1970.
    package var since: Int64
    /// Nil where nobody else is suggested.
    package var others: OtherReviewers?
}

extension AwaitedReview {
    init(_ open: OpenPullRequest, others: OtherReviewers?) {
        self.init(
            title: open.title, place: "\(open.repository) #\(open.number)",
            url: open.url ?? Link("delivery", "pull-requests", open.key.description).path,
            waitsFor: !open.teams.isEmpty ? open.teams : open.isTeam ? [] : open.waitsFor.map(\.name),
            since: open.since, others: others)
    }
}

/// What is known about other reviewers in one team.
struct ReviewerChoices {
    private let team: String
    private let suggestions: [String: [SuggestedReviewer]]
    /// Where a connection was let ask.
    private let hosts: Set<String>

    init(_ team: String, _ db: any Connection) throws {
        self.team = team
        suggestions = try db.suggestedReviewers(in: team)
        hosts = suggestions.isEmpty ? [] : try db.hostsAskedForReviewers()
    }

    /// Nil where nobody in particular is asked, or nobody else is suggested.
    func others(than someone: OpenPullRequest.Someone?, for open: OpenPullRequest) -> OtherReviewers? {
        let offers = (suggestions[open.key.description] ?? []).map {
            OtherReviewers.Suggested(name: $0.name, account: $0.account, login: $0.login)
        }
        guard open.turn.party == .reviewer, !open.isTeam, let someone, !offers.isEmpty else { return nil }
        return OtherReviewers(
            url: Link.reviewers(open.key, in: team).path, team: team, pullRequest: open.key, from: someone,
            suggested: offers, mayAsk: someone.account != nil && hosts.contains(open.key.source))
    }
}

extension Connection {
    /// Code hosts, as keys name them, at which a connection was let ask for reviewers.
    func hostsAskedForReviewers() throws -> Set<String> {
        Set(
            try sourceConnections().filter { $0.asksReviewers && ($0.state == .active || $0.state == .failing) }
                .compactMap { $0.settings.values.first { $0.hasPrefix("https://") } }
                .map { $0.lowercased().split(separator: "/").dropFirst().joined(separator: "/") })
    }
}
