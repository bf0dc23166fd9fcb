import Records

/// A pull request of the GraphQL interface with its timeline beside it: one answer for what takes many of the REST interface.
///
/// Whoever asks has to ask for `databaseId` or `fullDatabaseId` of everything that has one, for keys are made of it.
struct GitHubGraphPullRequest: Decodable {
    struct Nodes<Node: Decodable>: Decodable {
        var nodes: [Node?]?
        var pageInfo: PageInfo?

        var all: [Node] { (nodes ?? []).compactMap(\.self) }
    }

    struct PageInfo: Decodable {
        var hasNextPage: Bool?
        var hasPreviousPage: Bool?
    }

    struct Name: Decodable { var nameWithOwner: String }
    struct Object: Decodable { var oid: String? }
    struct Asked: Decodable { var requestedReviewer: GitHubGraphActor? }

    var number: Int
    var url: String
    var title: String
    var body: String?
    var state: String
    var isDraft: Bool?
    var author: GitHubGraphActor?
    var createdAt: Instant
    var updatedAt: Instant
    var closedAt: Instant?
    var mergedAt: Instant?
    var mergedBy: GitHubGraphActor?
    var mergeCommit: Object?
    var headRefName: String
    var headRefOid: String?
    var headRepository: Name?
    var baseRefName: String
    var baseRefOid: String?
    var additions: Int?
    var deletions: Int?
    var changedFiles: Int?
    var labels: Nodes<GitHubLabel>?
    var assignees: Nodes<GitHubGraphActor>?
    var reviewRequests: Nodes<Asked>?
    var milestone: GitHubMilestoneTitle?
    var timelineItems: Nodes<GitHubGraphHappening>?

    func add(to notes: inout GitHubNotes, at address: GitHubAddress) throws {
        asRest.add(to: &notes, at: address, wasDraft: wasDraft)
        for item in timelineItems?.all ?? [] where !isClosingByMerge(item) {
            if let happening = item.asRest { try happening.add(to: &notes, at: address, number: number) }
        }
    }

    /// The same words as the REST interface's, so that both mean the same records.
    private var asRest: GitHubPullRequest {
        let asked = (reviewRequests?.all ?? []).compactMap(\.requestedReviewer)
        return GitHubPullRequest(
            url: url, htmlURL: url, number: number, state: state == "OPEN" ? "open" : "closed", title: title,
            body: body,
            user: author?.user, draft: isDraft, createdAt: createdAt, updatedAt: updatedAt, closedAt: closedAt,
            mergedAt: mergedAt, mergedBy: mergedBy?.user, mergeCommit: mergeCommit?.oid,
            head: .init(
                ref: headRefName, sha: headRefOid,
                repo: headRepository.map { GitHubRepositoryName(fullName: $0.nameWithOwner) }),
            base: .init(ref: baseRefName, sha: baseRefOid), additions: additions, deletions: deletions,
            changedFiles: changedFiles, labels: labels?.all, assignees: assignees?.all.compactMap(\.user),
            requestedReviewers: asked.compactMap(\.user), requestedTeams: asked.compactMap(\.team), milestone: milestone
        )
    }

    /// Whether it was opened as a draft: the first step from or to a draft tells, if the whole timeline is here.
    private var wasDraft: Bool? {
        guard let timelineItems, timelineItems.pageInfo?.hasNextPage == false,
            timelineItems.pageInfo?.hasPreviousPage != true
        else { return nil }
        for item in timelineItems.all {
            if item.kind == "ReadyForReviewEvent" { return true }
            if item.kind == "ConvertToDraftEvent" { return false }
        }
        return isDraft
    }

    private func isClosingByMerge(_ item: GitHubGraphHappening) -> Bool {
        guard item.kind == "ClosedEvent", let mergedAt, let createdAt = item.createdAt else { return false }
        return abs(mergedAt.seconds - createdAt.seconds) <= 2
    }
}

/// Somebody, or a team, as the GraphQL interface names them.
struct GitHubGraphActor: Decodable {
    var kind: String?
    var databaseId: Int?
    var login: String?
    /// Of a team, with its organisation.
    var combinedSlug: String?

    private enum CodingKeys: String, CodingKey {
        case databaseId, login, combinedSlug
        case kind = "__typename"
    }

    /// A bot's login has no `[bot]` here, which the REST interface adds.
    var user: GitHubUser? {
        guard kind != "Team", let login else { return nil }
        let isBot = kind == "Bot"
        return GitHubUser(
            login: isBot && !login.hasSuffix("[bot]") ? login + "[bot]" : login, id: databaseId,
            type: isBot ? "Bot" : "User")
    }

    var team: GitHubTeam? { kind == "Team" ? GitHubTeam(id: databaseId, fullName: combinedSlug) : nil }
}
