import Records

/// The keys of what happened to a pull request.
///
/// The pull request itself, its timeline and a webhook each tell of the same happening, and none of them has a name for it that the
/// others know. So a key is made of what all of them say: what happened, to which pull request, and when or about what.
/// Where two of them differ by a second, the happening stands there twice, as the same step: closing what is closed changes nothing.
enum GitHubEventKey {
    /// There is one in the life of a pull request: it is opened and merged once.
    static func once(_ kind: PullRequestEvent.Kind, of pullRequest: RecordKey) -> RecordKey {
        key(pullRequest, kind.rawValue)
    }

    /// - Parameter about: the reviewer or the label, where there may be several in one second.
    static func at(
        _ seconds: Int64, _ kind: PullRequestEvent.Kind, of pullRequest: RecordKey, about: String? = nil
    ) -> RecordKey {
        key(pullRequest, "\(kind.rawValue)@\(seconds)" + (about.map { "/" + $0 } ?? ""))
    }

    /// Of a review or comment, which has a name of its own.
    static func of(_ thing: RecordKey, _ kind: PullRequestEvent.Kind, on pullRequest: RecordKey) -> RecordKey {
        key(pullRequest, "\(kind.rawValue)/\(thing.id)")
    }

    /// Of a push, by the commit that the branch then stood at.
    static func push(_ commit: String, to pullRequest: RecordKey) -> RecordKey { key(pullRequest, "pushed/\(commit)") }

    private static func key(_ pullRequest: RecordKey, _ text: String) -> RecordKey {
        pullRequest.other(.pullRequestEvent, "\(pullRequest.id)/\(text)")
    }
}
