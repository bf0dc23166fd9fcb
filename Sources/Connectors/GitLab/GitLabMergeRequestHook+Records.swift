import Records

extension GitLabMergeRequestHook {
    /// - Parameter user: Who did it.
    func add(to reading: inout GitLabReading, user: GitLabUser?) {
        let names = reading.names
        let key = names.mergeRequest(attributes.iid, in: "\(attributes.project)")
        let actor = reading.account(user)
        let author = attributes.author.map { names.account($0) }
        let assigned = assignees.compactMap { reading.account($0) }
        let asked = reviewers.compactMap { reading.account($0) }
        // When it ended is told only by the message of its ending; a later one would have to leave that out.
        if attributes.state == "opened" || ["merge", "close"].contains(attributes.action) {
            reading.add(.pullRequest(record(key, names, author: author, by: actor, assigned: assigned, asked: asked)))
        }
        addAction(of: key, by: actor, user: user, to: &reading)
        addChanges(of: key, by: actor, to: &reading)
        if attributes.state == "opened" { attributes.status.add(to: &reading, of: key, head: attributes.head) }
    }

    private func record(
        _ key: RecordKey, _ names: GitLabNames, author: RecordKey?, by actor: RecordKey?, assigned: [RecordKey],
        asked: [RecordKey]
    ) -> PullRequest {
        var pullRequest = PullRequest(
            key: key, repository: names.repository("\(attributes.project)"), number: attributes.iid,
            title: attributes.title, author: author, state: GitLabState.pullRequest(attributes.state),
            isDraft: attributes.isDraft, createdAt: attributes.createdAt, updatedAt: attributes.updatedAt,
            headBranch: attributes.sourceBranch, baseBranch: attributes.targetBranch)
        pullRequest.headRepository = attributes.sourceProject.map { names.repository("\($0)") }
        pullRequest.body = attributes.description
        pullRequest.url = attributes.url
        pullRequest.headCommit = attributes.head
        pullRequest.mergeCommit = attributes.mergeCommit
        pullRequest.labels = labels
        pullRequest.assignees = assigned
        pullRequest.requestedReviewers = asked
        guard attributes.state != "opened" else { return pullRequest }
        pullRequest.closedAt = attributes.updatedAt
        guard attributes.action == "merge" else { return pullRequest }
        pullRequest.mergedAt = attributes.updatedAt
        pullRequest.mergedBy = actor
        return pullRequest
    }

    private func addAction(of key: RecordKey, by actor: RecordKey?, user: GitLabUser?, to reading: inout GitLabReading)
    {
        let at = attributes.updatedAt
        switch attributes.action {
        case "open":
            let author = attributes.author.map { reading.names.account($0) } ?? actor
            reading.event(.opened, of: key, "opened", at: attributes.createdAt, by: author) {
                $0.isDraft = attributes.isDraft
                $0.commit = attributes.head
            }
        case "reopen": reading.event(.reopened, of: key, "reopened/\(at)", at: at, by: actor)
        case "close": reading.event(.closed, of: key, "closed/\(at)", at: at, by: actor)
        case "merge":
            reading.event(.merged, of: key, "merged", at: at, by: actor) { $0.commit = attributes.mergeCommit }
        // “Approved” is said when the last one that the rules ask for approves, “approval” before.
        case "approved", "approval": addVerdict(.approved, of: key, by: actor, user: user, to: &reading)
        case "unapproved", "unapproval": addVerdict(.dismissed, of: key, by: actor, user: user, to: &reading)
        default: break
        }
        guard attributes.oldHead != nil, let head = attributes.head else { return }
        reading.event(.commitPushed, of: key, "pushed/\(head.prefix(8))", at: at, by: actor) { $0.commit = head }
    }

    private func addVerdict(
        _ verdict: PullRequestEvent.Verdict, of key: RecordKey, by actor: RecordKey?, user: GitLabUser?,
        to reading: inout GitLabReading
    ) {
        let at = attributes.updatedAt
        let word = verdict == .approved ? "approved" : "unapproved"
        let kind: PullRequestEvent.Kind = verdict == .approved ? .reviewed : .reviewDismissed
        reading.event(kind, of: key, "\(word)/\(actor?.id ?? "nobody")/\(at)", at: at, by: actor) {
            $0.verdict = verdict
            $0.subject = verdict == .dismissed ? actor : nil
            $0.commit = attributes.head
        }
        if let user { reading.addApproval(of: key, by: user, at: at, verdict: verdict) }
    }

    private func addChanges(of key: RecordKey, by actor: RecordKey?, to reading: inout GitLabReading) {
        guard let changes, attributes.action != "open" else { return }
        let at = attributes.updatedAt
        if let isDraft = changes.draft?.current, let before = changes.draft?.previous, before != isDraft {
            let what = "\(isDraft ? "draft" : "ready")/\(at)"
            reading.event(isDraft ? .convertedToDraft : .readyForReview, of: key, what, at: at, by: actor)
        }
        let before = Set((changes.labels?.previous ?? []).compactMap(\.name))
        let now = Set((changes.labels?.current ?? []).compactMap(\.name))
        for label in now.subtracting(before).sorted() {
            reading.label(label, isAdded: true, of: key, at: at, by: actor)
        }
        for label in before.subtracting(now).sorted() {
            reading.label(label, isAdded: false, of: key, at: at, by: actor)
        }
        addRequests(changes.reviewers, of: key, by: actor, to: &reading)
    }

    private func addRequests(
        _ reviewers: GitLabChanged<[GitLabUser]>?, of key: RecordKey, by actor: RecordKey?,
        to reading: inout GitLabReading
    ) {
        let before = reviewers?.previous ?? []
        let now = reviewers?.current ?? []
        for user in now where !before.contains(where: { $0.username == user.username }) {
            addRequest(.reviewRequested, user, of: key, by: actor, to: &reading)
        }
        for user in before where !now.contains(where: { $0.username == user.username }) {
            addRequest(.reviewRequestRemoved, user, of: key, by: actor, to: &reading)
        }
    }

    private func addRequest(
        _ kind: PullRequestEvent.Kind, _ user: GitLabUser, of key: RecordKey, by actor: RecordKey?,
        to reading: inout GitLabReading
    ) {
        let subject = reading.account(user)
        let at = attributes.updatedAt
        reading.event(kind, of: key, "\(kind.rawValue)/\(user.username)/\(at)", at: at, by: actor) {
            $0.subject = subject
        }
    }
}
