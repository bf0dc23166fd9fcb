import Records

/// A commit on a pull request's branch.
struct GitHubCommit: Decodable {
    struct Signature: Decodable {
        var name: String?
        var email: String?
        var date: Instant?
    }

    struct Parent: Decodable {}

    struct Content: Decodable {
        var author: Signature?
        var committer: Signature?
    }

    var sha: String
    var url: String?
    var commit: Content
    var author: GitHubUser?
    var parents: [Parent]?

    func add(to notes: inout GitHubNotes, on pullRequest: RecordKey) throws {
        _ = notes.person(author)
        notes.add(
            try Self.record(
                sha, on: pullRequest, author: commit.author, committer: commit.committer, parents: parents?.count))
    }

    /// That the commit is on the branch. When it was pushed nobody knows: the event for that is a timeline's or a webhook's.
    static func record(
        _ sha: String, on pullRequest: RecordKey, author: Signature?, committer: Signature?, parents: Int?
    ) throws -> Record {
        guard let authoredAt = author?.date ?? committer?.date else { throw MappingTrouble.missing("author.date") }
        return .pullRequestCommit(
            PullRequestCommit(
                pullRequest: pullRequest, commit: sha, authorName: author?.name ?? "", authorEmail: author?.email ?? "",
                authoredAt: authoredAt.seconds, committedAt: committer?.date?.seconds, parents: parents))
    }
}
