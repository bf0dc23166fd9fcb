import Foundation

/// Whether a list of the GraphQL interface goes on, and after what.
struct GitHubPage: Codable {
    var hasNextPage: Bool
    var endCursor: String?
}

extension GitHubPage {
    init(_ reply: ToolReply, at place: [String]) throws {
        guard let info = JSONPieces.value(at: place + ["pageInfo"], of: reply.body),
            let told = try? JSONDecoder().decode(GitHubPage.self, from: info)
        else { throw AskingTrouble.unreachable("the answer does not say whether it goes on") }
        self = told
    }
}

/// The questions of the GraphQL interface: for a page of pull requests, latest change first, for the files of some, and for teams.
enum GitHubGraphQuestion {
    private struct Body: Encodable {
        var query: String
        var variables: [String: String]
    }

    /// - Parameter step: Its path is the repository and, after spaces, the states that are wanted and whether the question is only if
    ///   they can be merged, or "files" and the numbers of those that are asked about; or an organisation, "teams", and which of them.
    static func body(_ step: SyncStep) throws -> Data {
        let words = step.path.split(separator: " ").map(String.init)
        let parts = (words.first ?? "").split(separator: "/", maxSplits: 1).map(String.init)
        var variables = ["owner": parts.first ?? "", "name": parts.last ?? ""]
        // What follows in the lines below was read before.
        variables["after"] = step.after.map { String($0.prefix { $0 != "\n" }) }
        let teams = words.dropFirst().first == "teams" ? words.dropFirst(2) : []
        for (place, slug) in teams.enumerated() { variables["team\(place)"] = slug }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return try encoder.encode(Body(query: text(words.dropFirst(), step.size), variables: variables))
    }

    private static func text(_ words: ArraySlice<String>, _ size: Int?) -> String {
        if words.first == "teams" { return teams(words.count - 1, size ?? 100) }
        if words.first == "files" { return files(words.compactMap { Int($0) }, size ?? 100) }
        if words.last == "mergeable" { return mergeable(size ?? 100) }
        return query(words.first ?? "", size ?? 25)
    }

    static func query(_ states: String, _ size: Int) -> String {
        let states = states.isEmpty ? "" : ", states: [\(states)]"
        return """
            query($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) {
            pullRequests(first: \(size), after: $after, orderBy: {field: UPDATED_AT, direction: DESC}\(states)) {
            pageInfo { hasNextPage endCursor } nodes { number url title body state isDraft author { \(actor) }
            createdAt updatedAt closedAt mergedAt mergedBy { \(actor) } mergeCommit { oid }
            headRefName headRefOid headRepository { nameWithOwner } baseRefName baseRefOid
            additions deletions changedFiles labels(first: 50) { nodes { name } }
            assignees(first: 20) { nodes { __typename login databaseId } } milestone { title }
            reviewRequests(first: 50) { nodes { requestedReviewer { \(reviewer) } } }
            timelineItems(first: 100, itemTypes: [\(kinds)]) { pageInfo { hasNextPage } nodes { __typename \(items) } }
            } } } }
            """
    }

    /// Asking has GitHub work out what it does not know yet.
    static func mergeable(_ size: Int) -> String {
        """
        query($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) {
        pullRequests(first: \(size), after: $after, orderBy: {field: UPDATED_AT, direction: DESC}, states: [OPEN]) {
        pageInfo { hasNextPage endCursor } nodes { number url mergeable headRefOid } } } }
        """
    }

    static func files(_ numbers: [Int], _ size: Int) -> String {
        let pulls = numbers.map { number in
            """
            pull\(number): pullRequest(number: \(number)) { number url headRefOid
            files(first: \(size), after: $after) { pageInfo { hasNextPage endCursor } nodes { path additions deletions } } }
            """
        }
        return """
            query($owner: String!, $name: String!, $after: String) { repository(owner: $owner, name: $name) {
            \(pulls.joined(separator: "\n"))
            } }
            """
    }

    /// A team's members are also those of the teams within it.
    static func teams(_ count: Int, _ size: Int) -> String {
        let teams = 0..<count
        return """
            query($owner: String!, $after: String, \(teams.map { "$team\($0): String!" }.joined(separator: ", "))) {
            organization(login: $owner) {
            \(teams.map { "team\($0): team(slug: $team\($0)) { \(members(size)) }" }.joined(separator: "\n"))
            } }
            """
    }

    private static func members(_ size: Int) -> String {
        """
        databaseId members(first: \(size), after: $after, membership: ALL) { pageInfo { hasNextPage endCursor }
        nodes { login databaseId } }
        """
    }

    /// Accounts of every kind have a number, and each kind says so for itself.
    private static let actor =
        "__typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId }"
    private static let reviewer = """
        __typename ... on User { login databaseId } ... on Bot { login databaseId }
        ... on Mannequin { login databaseId } ... on Team { combinedSlug databaseId }
        """
    private static let kinds = """
        PULL_REQUEST_COMMIT, READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, REVIEW_REQUESTED_EVENT,
        REVIEW_REQUEST_REMOVED_EVENT, HEAD_REF_FORCE_PUSHED_EVENT, REVIEW_DISMISSED_EVENT, LABELED_EVENT,
        UNLABELED_EVENT, MERGED_EVENT, CLOSED_EVENT, REOPENED_EVENT, PULL_REQUEST_REVIEW, ISSUE_COMMENT
        """
    private static let happened = "createdAt actor { \(actor) }"
    /// Two kinds of item have a commit, one for certain and one perhaps, which takes two names. Numbers of reviews and
    /// comments have outgrown `databaseId`.
    private static let items = """
        ... on PullRequestCommit { pushed: commit { oid author { name email } authoredDate committedDate parents { totalCount } } }
        ... on ReadyForReviewEvent { \(happened) } ... on ConvertToDraftEvent { \(happened) }
        ... on ReviewRequestedEvent { \(happened) requestedReviewer { \(reviewer) } }
        ... on ReviewRequestRemovedEvent { \(happened) requestedReviewer { \(reviewer) } }
        ... on HeadRefForcePushedEvent { \(happened) afterCommit { oid } }
        ... on ReviewDismissedEvent { databaseId \(happened) review { fullDatabaseId } previousReviewState dismissalMessage }
        ... on LabeledEvent { \(happened) label { name } } ... on UnlabeledEvent { \(happened) label { name } }
        ... on MergedEvent { \(happened) commit { oid } } ... on ClosedEvent { \(happened) }
        ... on ReopenedEvent { \(happened) }
        ... on PullRequestReview { fullDatabaseId author { \(actor) } body state submittedAt createdAt updatedAt commit { oid } }
        ... on IssueComment { fullDatabaseId author { \(actor) } body createdAt updatedAt }
        """
}
