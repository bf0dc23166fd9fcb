import Records

/// A commit on a merge request's branch.
struct GitLabCommit: Decodable {
    let id: String
    let authorName: String
    let authorEmail: String
    let authoredAt: Int64
    let committedAt: Int64?
    let parents: Int?
    let webURL: String?

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        id = try fields.need("id")
        authorName = try fields.text("author_name") ?? ""
        authorEmail = try fields.text("author_email") ?? ""
        committedAt = try fields.mayInstant("committed_date") ?? fields.mayInstant("created_at")
        authoredAt = try fields.mayInstant("authored_date") ?? committedAt ?? fields.instant("authored_date")
        // Lists give none at all for reasons of speed, which is not the same as a first commit.
        let told = try fields.list("parent_ids", as: String.self).count
        parents = told == 0 ? nil : told
        webURL = try fields.text("web_url")
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let commit = try answer.decode(Self.self)
        let reading = GitLabReading(
            GitLabAddress(answer.url), source: GitLabAddress.source(ofPage: commit.webURL, at: nil))
        return [
            .pullRequestCommit(
                PullRequestCommit(
                    pullRequest: try reading.mergeRequest(), commit: commit.id, authorName: commit.authorName,
                    authorEmail: commit.authorEmail, authoredAt: commit.authoredAt, committedAt: commit.committedAt,
                    parents: commit.parents))
        ]
    }
}

/// What a merge request's branch was after one push.
struct GitLabVersion: Decodable {
    let head: String
    let at: Int64

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        head = try fields.need("head_commit_sha")
        at = try fields.instant("created_at")
    }

    static func records(_ answer: RawAnswer) throws -> [Record] {
        let version = try answer.decode(Self.self)
        var reading = GitLabReading(GitLabAddress(answer.url), source: nil)
        let mergeRequest = try reading.mergeRequest()
        reading.event(.commitPushed, of: mergeRequest, "pushed/\(version.head.prefix(8))", at: version.at, by: nil) {
            $0.commit = version.head
        }
        return reading.records
    }
}
