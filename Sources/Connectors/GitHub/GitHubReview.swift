import Records

/// A review of the REST interface, of a timeline or of a webhook: the same in all of them, but for the case of its state.
struct GitHubReview: Decodable {
    var id: Int
    var user: GitHubUser?
    var body: String?
    var state: String
    var submittedAt: Instant?
    var updatedAt: Instant?
    var commit: String?
    var pullRequestURL: String?

    private enum CodingKeys: String, CodingKey {
        case id, user, body, state
        case submittedAt = "submitted_at"
        case updatedAt = "updated_at"
        case commit = "commit_id"
        case pullRequestURL = "pull_request_url"
    }

    /// A review that is still being written is pending, and counts as a comment until it is handed in.
    static func verdict(_ state: String) -> PullRequestEvent.Verdict? {
        switch state.uppercased() {
        case "APPROVED": .approved
        case "CHANGES_REQUESTED": .changesRequested
        case "DISMISSED": .dismissed
        case "COMMENTED", "PENDING": .commented
        default: nil
        }
    }

    /// The review, and that it was handed in.
    func add(to notes: inout GitHubNotes, on pullRequest: RecordKey) throws {
        guard let verdict = Self.verdict(state) else {
            throw MappingTrouble.wrong("state", found: state, wanted: "a state of a review")
        }
        let author = notes.person(user)
        let record = Review(
            key: key(on: pullRequest), pullRequest: pullRequest, author: author, verdict: verdict,
            body: body?.isEmpty == true ? nil : body, commit: commit, submittedAt: submittedAt?.seconds)
        notes.add(.review(record))
        guard let submittedAt else { return }
        notes.add(
            .pullRequestEvent(
                PullRequestEvent(
                    key: GitHubEventKey.of(record.key, .reviewed, on: pullRequest), pullRequest: pullRequest,
                    kind: .reviewed, at: submittedAt.seconds, actor: author, verdict: verdict, commit: commit,
                    text: record.body)))
    }

    func key(on pullRequest: RecordKey) -> RecordKey { pullRequest.other(.review, String(id)) }
}

/// That a review counts no longer.
struct GitHubDismissal {
    var review: Int
    /// What it had said, where the source still tells.
    var verdict: PullRequestEvent.Verdict?
    var reviewer: RecordKey?
    var text: String?

    func event(on pullRequest: RecordKey, at: Int64, by actor: RecordKey?) -> Record {
        let review = pullRequest.other(.review, String(review))
        return .pullRequestEvent(
            PullRequestEvent(
                key: GitHubEventKey.of(review, .reviewDismissed, on: pullRequest), pullRequest: pullRequest,
                kind: .reviewDismissed, at: at, actor: actor, subject: reviewer, verdict: verdict, text: text))
    }
}
