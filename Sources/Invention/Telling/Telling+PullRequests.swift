import Records

extension Telling {
    func part(_ plan: PlannedPullRequest) -> Part? {
        guard plan.openedAt <= end else { return nil }
        let key = pullRequest(plan.repository, plan.number)
        let steps = plan.steps.filter { $0.at <= end }
        let request = pullRequest(plan, key, steps)
        var records: [Record] = [.pullRequest(request)]
        // Of merged ones the history tells.
        if request.mergedAt == nil, let head = request.headCommit,
            let files = repositories.files(plan.repository, plan.number)
        {
            records.append(.pullRequestFiles(PullRequestFiles(pullRequest: key, head: head, files: files)))
        }
        records += plan.commits.filter { $0.pushedAt <= end }.map { .pullRequestCommit(commit($0, of: plan, key)) }
        for (place, step) in steps.enumerated() { records += told(step, place, of: plan, key) }
        if let reference = plan.item {
            records.append(
                .workItemLink(WorkItemLink(pullRequest: key, reference: reference, workItem: item(reference))))
        }
        return Part(records, at: steps.last?.at ?? plan.openedAt)
    }

    private func pullRequest(
        _ plan: PlannedPullRequest, _ key: RecordKey, _ steps: [PlannedPullRequest.Step]
    ) -> PullRequest {
        let closing = steps.last { $0.kind == .merged || $0.kind == .closed }
        let isMerged = closing?.kind == .merged
        var request = PullRequest(
            key: key, repository: organisation.repository(plan.repository), number: plan.number, title: plan.title,
            author: self.key(plan.author), state: closing == nil ? .open : isMerged ? .merged : .closed,
            isDraft: plan.isDraft && !steps.contains { $0.kind == .readyForReview }, createdAt: plan.openedAt,
            updatedAt: steps.last?.at ?? plan.openedAt, headBranch: plan.branch, baseBranch: "main")
        request.headRepository = request.repository
        request.body = plan.body.isEmpty ? nil : plan.body
        request.url = "\(organisation.address(organisation.repositories[plan.repository]))/pulls/\(plan.number)"
        request.closedAt = closing?.at
        request.mergedAt = isMerged ? closing?.at : nil
        request.mergedBy = isMerged ? closing.map { self.key($0.actor) } : nil
        request.mergeCommit = isMerged ? repositories.name(plan.mergeMark) : nil
        request.headCommit = plan.commits.last { $0.pushedAt <= end }.map { repositories.name($0.mark) }
        request.labels = plan.labels
        let files = repositories.files(plan.repository, plan.number)
        request.additions = files.map { $0.reduce(0) { $0 + ($1.added ?? 0) } } ?? plan.size - plan.size / 4
        request.deletions = files.map { $0.reduce(0) { $0 + ($1.deleted ?? 0) } } ?? plan.size / 4
        request.changedFiles = files?.count ?? plan.files
        request.requestedReviewers = closing == nil ? waitedFor(steps) : []
        return request
    }

    /// Who was asked and has not looked since; for a team whoever belongs to it looks.
    private func waitedFor(_ steps: [PlannedPullRequest.Step]) -> [RecordKey] {
        var asked: [RecordKey] = []
        for step in steps {
            switch step.kind {
            case .reviewRequested:
                if let subject = subject(of: step), !asked.contains(subject) { asked.append(subject) }
            case .reviewed: asked.removeAll { $0 == key(step.actor) || $0.kind == .team }
            default: break
            }
        }
        return asked
    }

    private func subject(of step: PlannedPullRequest.Step) -> RecordKey? {
        step.team.map(organisation.hostTeam) ?? step.subject.map(key)
    }

    private func commit(
        _ commit: PlannedPullRequest.Commit, of plan: PlannedPullRequest, _ key: RecordKey
    ) -> PullRequestCommit {
        let writer = organisation.signature(plan.author)
        return PullRequestCommit(
            pullRequest: key, commit: repositories.name(commit.mark), authorName: writer.name,
            authorEmail: writer.email, authoredAt: commit.authoredAt, committedAt: commit.authoredAt, parents: 1)
    }

    /// The event, and what belongs to it: a review with its comments, a comment.
    private func told(
        _ step: PlannedPullRequest.Step, _ place: Int, of plan: PlannedPullRequest, _ key: RecordKey
    ) -> [Record] {
        let name = "\(plan.repository + 1)-\(plan.number)-\(place + 1)"
        var event = PullRequestEvent(
            key: organisation.key(.pullRequestEvent, name), pullRequest: key, kind: step.kind, at: step.at,
            actor: self.key(step.actor), subject: subject(of: step), verdict: step.verdict,
            commit: step.mark.map(repositories.name), text: step.text)
        if step.kind == .opened { event.isDraft = plan.isDraft }
        event.isSameChange = step.isSameChange
        var records: [Record] = [.pullRequestEvent(event)]
        if step.kind == .reviewed, let verdict = step.verdict {
            let review = organisation.key(.review, name)
            records.append(
                .review(
                    Review(
                        key: review, pullRequest: key, author: event.actor, verdict: verdict, body: step.text,
                        commit: event.commit, submittedAt: step.at)))
            records += comments(step, name, review, of: plan, key)
        }
        if step.kind == .commented, let text = step.text {
            records.append(
                .comment(
                    Comment(
                        key: organisation.key(.comment, name), subject: key, author: event.actor, body: text,
                        createdAt: step.at)))
        }
        return records
    }

    private func comments(
        _ step: PlannedPullRequest.Step, _ name: String, _ review: RecordKey, of plan: PlannedPullRequest,
        _ key: RecordKey
    ) -> [Record] {
        let module = organisation.repositories[plan.repository].modules[plan.module]
        return step.remarks.enumerated().filter { $0.element.at <= end }.map { place, remark in
            var comment = Comment(
                key: organisation.key(.comment, "\(name)-\(place + 1)"), subject: key, author: self.key(remark.author),
                body: remark.text, createdAt: remark.at)
            comment.review = remark.at == step.at ? review : nil
            comment.thread = remark.thread.map { "\(plan.repository + 1)-\(plan.number)-\($0)" }
            comment.isResolved = step.remarks.contains { $0.thread == remark.thread && $0.at > step.at && $0.at <= end }
            comment.path = "src/\(module.name)/rules.py"
            comment.line = 10 + (remark.thread ?? 0) * 7 % 80
            return .comment(comment)
        }
    }
}

extension Organisation {
    /// By which somebody's commits are theirs.
    func signature(_ actor: Actor) -> Signature {
        switch actor {
        case .person(let place): Signature(name: people[place].name, email: people[place].email)
        case .machine: Signature(name: "gangway[bot]", email: "gangway[bot]@\(host)")
        }
    }
}
