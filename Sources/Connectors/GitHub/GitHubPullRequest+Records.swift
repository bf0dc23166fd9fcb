import Foundation
import Records

extension GitHubPullRequest {
    /// GitHub's list says "closed" of merged ones too; that it was merged shows in when.
    var verdict: PullRequest.State {
        if mergedAt != nil { return .merged }
        return state.lowercased() == "closed" ? .closed : .open
    }

    /// The pull request, its links to work items, and the happenings that it alone is witness of.
    ///
    /// - Parameters:
    ///   - wasDraft: Whether it was opened as a draft, where the answer is from that moment. Later nobody can see it.
    ///   - closer: Who closed it, which a webhook knows and the answer does not.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress, wasDraft: Bool? = nil, closer: RecordKey? = nil) {
        let record = record(&notes, at: address)
        notes.add(.pullRequest(record))
        notes.add(opening(of: record, wasDraft: wasDraft))
        if let ending = ending(of: record, closer: closer) { notes.add(ending) }
        if let taken = takenBack(by: record, at: address) { notes.add(taken) }
        if let conflict = conflict(of: record) { notes.add(.obstacleSighting(conflict)) }
        for reference in References.found(title: title, body: body, branch: head.ref, own: record.number) {
            notes.add(.workItemLink(address.link(record.key, reference)))
        }
    }

    private func record(_ notes: inout GitHubNotes, at address: GitHubAddress) -> PullRequest {
        var record = PullRequest(
            key: address.pullRequest(number), repository: address.key, number: number, title: title,
            author: notes.person(user), state: verdict, isDraft: draft ?? false, createdAt: createdAt.seconds,
            updatedAt: updatedAt.seconds, headBranch: head.ref, baseBranch: base.ref)
        record.headRepository = head.repo.map { address.key.other(.repository, $0.fullName.lowercased()) }
        record.body = body
        record.url = htmlURL
        record.mergedAt = mergedAt?.seconds
        record.closedAt = closedAt?.seconds
        record.mergedBy = notes.person(mergedBy)
        // Of one that is not merged it is a trial that GitHub made for itself.
        record.mergeCommit = mergedAt == nil ? nil : mergeCommit
        record.headCommit = head.sha
        record.baseCommit = base.sha
        record.additions = additions
        record.deletions = deletions
        record.changedFiles = changedFiles
        record.labels = (labels ?? []).map(\.name)
        record.assignees = notes.people(assignees)
        record.requestedReviewers = notes.people(requestedReviewers)
        for team in requestedTeams ?? [] {
            if let key = notes.team(team, in: address.repository) { record.requestedReviewers.append(key) }
        }
        record.milestone = milestone?.title
        return record
    }

    /// "Dirty" is GitHub's word for a conflict; what is not mergeable for another reason is none.
    private func conflict(of record: PullRequest) -> ObstacleSighting? {
        guard record.state == .open, let mergeable, mergeable || mergeableState == "dirty" else { return nil }
        return ObstacleSighting(.conflict, of: record.key, stands: !mergeable, head: record.headCommit)
    }

    private func opening(of record: PullRequest, wasDraft: Bool?) -> Record {
        .pullRequestEvent(
            PullRequestEvent(
                key: GitHubEventKey.once(.opened, of: record.key), pullRequest: record.key, kind: .opened,
                at: record.createdAt, actor: record.author, isDraft: wasDraft))
    }

    /// What GitHub's own button for reverting writes: a title that quotes the other's and a sentence that names it.
    private func takenBack(by record: PullRequest, at address: GitHubAddress) -> Record? {
        guard let mergedAt = record.mergedAt, title.hasPrefix("Revert \""), let body,
            let start = body.range(of: "Reverts ")?.upperBound,
            let reference = References.found(
                title: String(body[start...].prefix { !$0.isWhitespace }), body: nil, branch: "", own: number
            ).first, let number = reference.number
        else { return nil }
        let place = reference.repository.map { GitHubAddress(source: address.source, repository: $0) } ?? address
        let other = place.pullRequest(number)
        return .pullRequestEvent(
            PullRequestEvent(
                key: GitHubEventKey.at(mergedAt, .reverted, of: other, about: record.key.id), pullRequest: other,
                kind: .reverted, at: mergedAt, actor: record.author, commit: record.mergeCommit))
    }

    private func ending(of record: PullRequest, closer: RecordKey?) -> Record? {
        if let mergedAt = record.mergedAt {
            return .pullRequestEvent(
                PullRequestEvent(
                    key: GitHubEventKey.once(.merged, of: record.key), pullRequest: record.key, kind: .merged,
                    at: mergedAt, actor: record.mergedBy ?? closer, commit: record.mergeCommit))
        }
        guard record.state == .closed, let closedAt = record.closedAt else { return nil }
        return .pullRequestEvent(
            PullRequestEvent(
                key: GitHubEventKey.at(closedAt, .closed, of: record.key), pullRequest: record.key, kind: .closed,
                at: closedAt, actor: closer))
    }
}

extension GitHubAddress {
    /// A reference that names a repository is to that one; a bare number is to our own. What another tracker calls
    /// `ABC-7` has no key until that tracker is read.
    func link(_ pullRequest: RecordKey, _ reference: References.Reference) -> WorkItemLink {
        WorkItemLink(
            pullRequest: pullRequest, reference: reference.text,
            workItem: reference.number.map { number in
                let place = reference.repository.map { GitHubAddress(source: source, repository: $0) } ?? self
                return place.workItem(number)
            })
    }
}
