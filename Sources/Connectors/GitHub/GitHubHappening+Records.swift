import Records

extension GitHubHappening {
    /// An issue event of a pull request, or an item of its timeline.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress, number: Int) throws {
        let pullRequest = address.pullRequest(number)
        switch event {
        case "reviewed": try review.add(to: &notes, on: pullRequest)
        case "commented": try addComment(to: &notes, at: address, number: number)
        case "committed": try addCommit(to: &notes, on: pullRequest)
        case "review_dismissed": try addDismissal(to: &notes, on: pullRequest)
        default:
            guard let step = GitHubStep(event) else { return }
            guard let createdAt else { throw MappingTrouble.missing("created_at") }
            let (kind, at) = settled(step.kind, createdAt)
            let subject = notes.person(reviewer) ?? notes.team(team, in: address.repository)
            notes.add(
                GitHubStep(kind).event(
                    on: pullRequest, at: at, actor: notes.person(actor), subject: subject, label: label?.name,
                    commit: commit))
        }
    }

    /// GitHub may write down the end a second after it, and calls a merge closing too. The issue beside the event tells when,
    /// and by which of the two.
    private func settled(_ kind: PullRequestEvent.Kind, _ createdAt: Instant) -> (PullRequestEvent.Kind, Int64) {
        guard kind == .closed else { return (kind, createdAt.seconds) }
        for (end, kind) in [(issue?.pullRequest?.mergedAt, PullRequestEvent.Kind.merged), (issue?.closedAt, .closed)] {
            if let end, abs(end.seconds - createdAt.seconds) <= 2 { return (kind, end.seconds) }
        }
        return (kind, createdAt.seconds)
    }

    private var review: GitHubReview {
        get throws {
            guard let id else { throw MappingTrouble.missing("id") }
            guard let state else { throw MappingTrouble.missing("state") }
            return GitHubReview(
                id: id, user: user ?? actor, body: body, state: state, submittedAt: submittedAt, updatedAt: updatedAt,
                commit: commit, pullRequestURL: pullRequestURL)
        }
    }

    private func addComment(to notes: inout GitHubNotes, at address: GitHubAddress, number: Int) throws {
        guard let id else { throw MappingTrouble.missing("id") }
        guard let createdAt else { throw MappingTrouble.missing("created_at") }
        GitHubComment(id: id, user: user ?? actor, body: body, createdAt: createdAt, updatedAt: updatedAt)
            .add(to: &notes, at: address, number: number, isPullRequest: true)
    }

    /// A timeline says that a commit is there, not when it came: the time is that of the commit itself, and a webhook's or a
    /// forced push's takes its place.
    private func addCommit(to notes: inout GitHubNotes, on pullRequest: RecordKey) throws {
        guard let sha else { throw MappingTrouble.missing("sha") }
        notes.add(
            try GitHubCommit.record(
                sha, on: pullRequest, author: author, committer: committer, parents: parents?.count))
        guard let at = committer?.date ?? author?.date else { return }
        notes.add(GitHubStep.push(sha, to: pullRequest, at: at.seconds, by: nil))
    }

    private func addDismissal(to notes: inout GitHubNotes, on pullRequest: RecordKey) throws {
        guard let createdAt else { throw MappingTrouble.missing("created_at") }
        guard let id = dismissed?.review else { throw MappingTrouble.missing("dismissed_review.review_id") }
        let verdict = dismissed?.state.flatMap(GitHubReview.verdict)
        let dismissal = GitHubDismissal(review: id, verdict: verdict, text: dismissed?.message)
        notes.add(dismissal.event(on: pullRequest, at: createdAt.seconds, by: notes.person(actor)))
    }
}
