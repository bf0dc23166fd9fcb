import Records

extension GitHubDelivery {
    /// The records that a webhook means: those of the same thing's own answer, and what happened to it just now.
    func add(to notes: inout GitHubNotes, event: String, at address: GitHubAddress) throws {
        let actor = notes.person(sender)
        if let pullRequest {
            try add(pullRequest, to: &notes, at: address, by: actor)
        } else if let issue {
            addIssue(issue, to: &notes, at: address, by: actor)
        } else if event == "repository", action != "deleted" {
            repository?.add(to: &notes, at: address)
        }
        if event == "milestone", action != "deleted" { milestone?.add(to: &notes, at: address) }
        if action != "deleted" { release?.add(to: &notes, at: address) }
        run?.add(to: &notes, at: address)
        job?.add(to: &notes, at: address)
        checkRun?.add(to: &notes, at: address)
        status?.mark.add(to: &notes, at: address, commit: status?.commit ?? "")
        if event.hasPrefix("deployment") { deployment?.add(to: &notes, at: address, status: deploymentStatus) }
    }

    private func add(
        _ pullRequest: GitHubPullRequest, to notes: inout GitHubNotes, at address: GitHubAddress, by actor: RecordKey?
    ) throws {
        let key = address.pullRequest(pullRequest.number)
        if let review {
            try addReview(review, of: pullRequest, to: &notes, on: key, by: actor)
        } else if let comment {
            if action != "deleted" { comment.addOnLine(to: &notes, on: key) }
        } else if let thread {
            let comments = thread.comments ?? []
            for comment in comments {
                comment.addOnLine(to: &notes, on: key, isResolved: action == "resolved", first: comments.first?.id)
            }
        } else {
            pullRequest.add(
                to: &notes, at: address, wasDraft: action == "opened" ? pullRequest.draft : nil,
                closer: action == "closed" ? actor : nil)
            if let step = step(of: pullRequest, on: key, &notes, by: actor) { notes.add(step) }
        }
    }

    /// The pull request was changed by this very thing, so that its last change is when it happened.
    private func step(
        of pullRequest: GitHubPullRequest, on key: RecordKey, _ notes: inout GitHubNotes, by actor: RecordKey?
    ) -> Record? {
        let at = pullRequest.updatedAt.seconds
        switch action {
        // The pull request tells of these by itself, with the exact time.
        case "opened", "closed", nil: return nil
        case "synchronize":
            return (after ?? pullRequest.head.sha).map { GitHubStep.push($0, to: key, at: at, by: actor) }
        case let action?:
            let subject = notes.person(requestedReviewer) ?? notes.team(requestedTeam, in: key.id)
            return GitHubStep(action)?
                .event(on: key, at: at, actor: actor, subject: subject, label: label?.name)
        }
    }

    private func addReview(
        _ review: GitHubReview, of pullRequest: GitHubPullRequest, to notes: inout GitHubNotes, on key: RecordKey,
        by actor: RecordKey?
    ) throws {
        try review.add(to: &notes, on: key)
        guard action == "dismissed" else { return }
        let dismissal = GitHubDismissal(review: review.id, reviewer: notes.person(review.user))
        notes.add(dismissal.event(on: key, at: (review.updatedAt ?? pullRequest.updatedAt).seconds, by: actor))
    }

    private func addIssue(
        _ issue: GitHubIssue, to notes: inout GitHubNotes, at address: GitHubAddress, by actor: RecordKey?
    ) {
        if let comment {
            guard action != "deleted" else { return }
            return comment.add(to: &notes, at: address, number: issue.number, isPullRequest: issue.isPullRequest)
        }
        // One that is gone, or went to another repository, is none of this one any more.
        guard action != "deleted", action != "transferred" else { return }
        issue.add(to: &notes, at: address)
        guard !issue.isPullRequest else { return }
        let step = GitHubIssueStep(
            word: action == "edited" && changes?.title != nil ? "renamed" : action ?? "", assignee: assignee,
            label: label?.name, milestone: milestone?.title,
            rename: GitHubHappening.Rename(from: changes?.title?.from, to: issue.title))
        let at = action == "closed" ? issue.closedAt ?? issue.updatedAt : issue.updatedAt
        if let change = step.change(of: address.workItem(issue.number), at: at.seconds, by: actor) {
            notes.add(change)
        }
    }
}
