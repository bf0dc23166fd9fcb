import Records

extension GitLabNote {
    static func records(_ answer: RawAnswer) throws -> [Record] {
        let note = try answer.decode(Self.self)
        var reading = GitLabReading(GitLabAddress(answer.url), source: note.author?.source)
        let author = reading.account(note.author)
        note.add(to: &reading, by: author)
        return reading.records
    }

    /// - Parameters:
    ///   - number: The merge request's or issue's, where the note does not say it.
    ///   - thread: The conversation, where it belongs to one.
    func add(
        to reading: inout GitLabReading, by author: RecordKey?, number: Int? = nil, thread: String? = nil
    ) {
        guard let subject = subject(reading, number: number) else { return }
        if isSystem {
            let isTold =
                subject.kind == .pullRequest
                ? addEvents(of: subject, by: author, to: &reading) : addChanges(of: subject, by: author, to: &reading)
            if isTold { return }
        } else if subject.kind == .pullRequest {
            addEvent(of: subject, by: author, to: &reading)
        }
        reading.add(.comment(comment(on: subject, by: author, names: reading.names, thread: thread)))
    }

    /// Words at a line are looking at the change, as a comment-only review is elsewhere; GitLab has no other form of it.
    private func addEvent(of mergeRequest: RecordKey, by author: RecordKey?, to reading: inout GitLabReading) {
        reading.event(
            type == "DiffNote" ? .reviewed : .commented, of: mergeRequest, "note/\(id)", at: createdAt, by: author
        ) {
            $0.text = body
            guard type == "DiffNote" else { return }
            $0.verdict = .commented
            $0.lineComments = 1
            $0.commit = position?.head
        }
    }

    private func comment(on subject: RecordKey, by author: RecordKey?, names: GitLabNames, thread: String?) -> Comment {
        var comment = Comment(
            key: names.comment(id), subject: subject, author: author, body: body, createdAt: createdAt,
            updatedAt: updatedAt, isSystem: isSystem)
        comment.thread = thread
        comment.isResolved = isResolvable ? isResolved : nil
        comment.path = position?.path
        comment.line = position?.line
        comment.commit = position?.head ?? commit
        return comment
    }

    /// What it is about; nil for commits, snippets and epics, of which there are no records.
    private func subject(_ reading: GitLabReading, number: Int?) -> RecordKey? {
        let isIssue: Bool
        switch subjectType {
        case "MergeRequest": isIssue = false
        case "Issue", "WorkItem": isIssue = true
        case nil: isIssue = reading.address.mergeRequest == nil && reading.address.issue != nil
        default: return nil
        }
        let kind: RecordKey.Kind = isIssue ? .workItem : .pullRequest
        let told = subjectNumber ?? number ?? (isIssue ? reading.address.issue : reading.address.mergeRequest)
        guard let told, let project = project.map(String.init) ?? reading.address.project else {
            // Without its address an old answer names only the number in the whole installation.
            return subjectID.map { RecordKey(reading.names.source, kind, "id-\($0)") }
        }
        return isIssue ? reading.names.issue(told, in: project) : reading.names.mergeRequest(told, in: project)
    }
}

extension GitLabDiscussion {
    static func records(_ answer: RawAnswer) throws -> [Record] {
        let discussion = try answer.decode(Self.self)
        var reading = GitLabReading(
            GitLabAddress(answer.url), source: discussion.notes.lazy.compactMap(\.author?.source).first)
        for note in discussion.notes {
            let author = reading.account(note.author)
            note.add(to: &reading, by: author, thread: discussion.isSingle ? nil : discussion.id)
        }
        return reading.records
    }
}
