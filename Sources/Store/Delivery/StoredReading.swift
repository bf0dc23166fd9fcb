import Records

// Records of which a large organisation has millions are put together field by field; `Codable` would take ten times as
// long. Each reads its fields in the order of its table.

extension PullRequest {
    init(reading fields: inout StoredFields) throws {
        let (repository, headRepository): (RecordKey, RecordKey?) = (try fields.need(), try fields.may())
        let (number, title): (Int, String) = (try fields.need(), try fields.need())
        let (body, url): (String?, String?) = (try fields.may(), try fields.may())
        let (author, state): (RecordKey?, State) = (try fields.may(), try fields.needWord())
        let (isDraft, createdAt, updatedAt): (Bool, Int64, Int64) =
            (try fields.need(), try fields.need(), try fields.need())
        let (mergedAt, closedAt): (Int64?, Int64?) = (try fields.may(), try fields.may())
        let (mergedBy, mergeCommit): (RecordKey?, String?) = (try fields.may(), try fields.may())
        self.init(
            key: fields.key, repository: repository, number: number, title: title, author: author, state: state,
            isDraft: isDraft, createdAt: createdAt, updatedAt: updatedAt, headBranch: try fields.need(),
            baseBranch: try fields.need())
        (self.headRepository, self.body, self.url) = (headRepository, body, url)
        (self.mergedAt, self.closedAt, self.mergedBy) = (mergedAt, closedAt, mergedBy)
        self.mergeCommit = mergeCommit
        headCommit = try fields.may()
        baseCommit = try fields.may()
        additions = try fields.may()
        deletions = try fields.may()
        changedFiles = try fields.may()
        labels = try fields.need()
        assignees = try fields.need()
        requestedReviewers = try fields.need()
        milestone = try fields.may()
    }
}

extension PullRequestEvent {
    init(reading fields: inout StoredFields) throws {
        self.init(
            key: fields.key, pullRequest: try fields.need(), kind: try fields.needWord(), at: try fields.need(),
            actor: try fields.may(), subject: try fields.may(), verdict: try fields.mayWord(),
            isDraft: try fields.may(), commit: try fields.may())
        isSameChange = try fields.may()
        text = try fields.may()
        lineComments = try fields.may()
    }
}

extension PullRequestCommit {
    init(reading fields: inout StoredFields) throws {
        self.init(
            pullRequest: try fields.need(), commit: try fields.need(), authorName: try fields.need(),
            authorEmail: try fields.need(), authoredAt: try fields.need(), committedAt: try fields.may(),
            parents: try fields.may())
    }
}

extension Comment {
    init(reading fields: inout StoredFields) throws {
        self.init(
            key: fields.key, subject: try fields.need(), author: try fields.may(), body: try fields.need(),
            createdAt: try fields.need(), updatedAt: try fields.may())
        review = try fields.may()
        thread = try fields.may()
        isResolved = try fields.may()
        path = try fields.may()
        line = try fields.may()
        commit = try fields.may()
        isSystem = try fields.need()
    }
}

extension WorkItemChange {
    init(reading fields: inout StoredFields) throws {
        self.init(
            key: fields.key, workItem: try fields.need(), field: try fields.needWord(),
            originalField: try fields.need(), from: try fields.may(), to: try fields.may(), at: try fields.need(),
            actor: try fields.may())
    }
}

extension WorkItemLink {
    init(reading fields: inout StoredFields) throws {
        self.init(
            pullRequest: try fields.need(), reference: try fields.need(), workItem: try fields.may())
    }
}

extension Build {
    init(reading fields: inout StoredFields) throws {
        let (repository, name): (RecordKey?, String) = (try fields.may(), try fields.need())
        let (number, attempt): (Int?, Int) = (try fields.may(), try fields.need())
        self.init(
            key: fields.key, repository: repository, name: name, state: try fields.needWord(),
            result: try fields.mayWord(), originalState: try fields.need())
        (self.number, self.attempt) = (number, attempt)
        originalResult = try fields.may()
        branch = try fields.may()
        commit = try fields.may()
        pullRequests = try fields.need()
        trigger = try fields.may()
        queuedAt = try fields.may()
        startedAt = try fields.may()
        finishedAt = try fields.may()
        url = try fields.may()
    }
}
