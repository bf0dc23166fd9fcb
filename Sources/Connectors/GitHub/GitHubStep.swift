import Records

/// A step in the life of a pull request, by the word that timelines and webhooks share for it.
struct GitHubStep {
    let kind: PullRequestEvent.Kind

    init(_ kind: PullRequestEvent.Kind) { self.kind = kind }

    /// Nil for what has no bearing on a pull request's course: somebody subscribed, was mentioned, moved a card.
    init?(_ word: String) {
        switch word {
        case "ready_for_review": kind = .readyForReview
        // Timelines have the first, webhooks the second.
        case "convert_to_draft", "converted_to_draft": kind = .convertedToDraft
        case "review_requested": kind = .reviewRequested
        case "review_request_removed": kind = .reviewRequestRemoved
        case "head_ref_force_pushed": kind = .forcePushed
        case "labeled": kind = .labeled
        case "unlabeled": kind = .unlabeled
        case "merged": kind = .merged
        case "closed": kind = .closed
        case "reopened": kind = .reopened
        default: return nil
        }
    }

    func event(
        on pullRequest: RecordKey, at: Int64, actor: RecordKey?, subject: RecordKey? = nil, label: String? = nil,
        commit: String? = nil
    ) -> Record {
        .pullRequestEvent(
            PullRequestEvent(
                key: key(on: pullRequest, at: at, about: subject?.id ?? label, commit: commit),
                pullRequest: pullRequest, kind: kind, at: at, actor: actor, subject: subject, commit: commit,
                text: label))
    }

    static func push(_ commit: String, to pullRequest: RecordKey, at: Int64, by actor: RecordKey?) -> Record {
        .pullRequestEvent(
            PullRequestEvent(
                key: GitHubEventKey.push(commit, to: pullRequest), pullRequest: pullRequest, kind: .commitPushed,
                at: at,
                actor: actor, commit: commit))
    }

    private func key(on pullRequest: RecordKey, at: Int64, about: String?, commit: String?) -> RecordKey {
        switch (kind, commit) {
        case (.merged, _): GitHubEventKey.once(.merged, of: pullRequest)
        case (.forcePushed, let commit?): GitHubEventKey.push(commit, to: pullRequest)
        default: GitHubEventKey.at(at, kind, of: pullRequest, about: about)
        }
    }
}
