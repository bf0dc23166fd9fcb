import Records

extension GitLabMergeRequest {
    static func records(_ answer: RawAnswer) throws -> [Record] {
        try answer.decode(Self.self).records(at: GitLabAddress(answer.url))
    }

    func records(at address: GitLabAddress) -> [Record] {
        var reading = GitLabReading(address, source: author?.source ?? pageSource)
        let key = reading.names.mergeRequest(iid, in: "\(project)")
        let author = reading.account(author)
        let merger = reading.account(merger)
        let closer = reading.account(closer)
        var pullRequest = PullRequest(
            key: key, repository: reading.names.repository("\(project)"), number: iid, title: title, author: author,
            state: GitLabState.pullRequest(state), isDraft: isDraft, createdAt: createdAt, updatedAt: updatedAt,
            headBranch: sourceBranch, baseBranch: targetBranch)
        pullRequest.headRepository = sourceProject.map { reading.names.repository("\($0)") }
        pullRequest.body = description
        pullRequest.url = webURL
        pullRequest.mergedAt = mergedAt
        pullRequest.closedAt = closedAt ?? mergedAt
        pullRequest.mergedBy = merger
        // Fast-forwarded, the branch's own newest commit is what the base branch got.
        pullRequest.mergeCommit = mergeCommit ?? squashCommit ?? (state == "merged" ? head : nil)
        pullRequest.headCommit = head
        pullRequest.baseCommit = base
        pullRequest.additions = hasMoreChanges ? nil : changes?.additions
        pullRequest.deletions = hasMoreChanges ? nil : changes?.deletions
        pullRequest.changedFiles = hasMoreChanges ? changedFiles : changes?.count ?? changedFiles
        pullRequest.labels = labels.compactMap(\.name)
        pullRequest.assignees = assignees.compactMap { reading.account($0) }
        pullRequest.requestedReviewers = reviewers.compactMap { reading.account($0) }
        pullRequest.milestone = milestone
        reading.add(.pullRequest(pullRequest))
        if let head, let changes, !hasMoreChanges {
            reading.add(.pullRequestFiles(PullRequestFiles(pullRequest: key, head: head, files: changes.files)))
        }
        addEvents(of: pullRequest, closer: closer, to: &reading)
        addLinks(of: key, to: &reading)
        if pullRequest.state == .open { status.add(to: &reading, of: key, head: head) }
        return reading.records
    }

    private var pageSource: String? {
        GitLabAddress.source(ofPage: webURL, at: path?.split(separator: "!").first.map(String.init))
    }

    private func addEvents(of pullRequest: PullRequest, closer: RecordKey?, to reading: inout GitLabReading) {
        let key = pullRequest.key
        reading.event(.opened, of: key, "opened", at: createdAt, by: pullRequest.author) {
            // That it is ready now does not tell that it always was.
            $0.isDraft = isDraft ? true : nil
        }
        if let mergedAt {
            reading.event(.merged, of: key, "merged", at: mergedAt, by: pullRequest.mergedBy) {
                $0.commit = pullRequest.mergeCommit
            }
            addRevert(at: mergedAt, by: pullRequest, to: &reading)
        } else if let closedAt, pullRequest.state == .closed {
            reading.event(.closed, of: key, "closed/\(closedAt)", at: closedAt, by: closer)
        }
    }

    /// GitLab writes `This reverts merge request !12` into the description of what takes it back.
    private func addRevert(at: Int64, by pullRequest: PullRequest, to reading: inout GitLabReading) {
        let sign = "This reverts merge request !"
        guard let place = description?.place(of: sign)?.upperBound,
            let number = description.flatMap({ Int($0[place...].prefix(while: \.isNumber)) })
        else { return }
        let reverted = reading.names.mergeRequest(number, in: "\(project)")
        reading.event(.reverted, of: reverted, "reverted/\(iid)", at: at, by: pullRequest.mergedBy) {
            $0.subject = pullRequest.key
            $0.commit = pullRequest.mergeCommit
        }
    }
}
