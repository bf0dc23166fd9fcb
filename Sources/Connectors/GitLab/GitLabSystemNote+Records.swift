import Records

extension GitLabNote {
    /// Adds what a note of GitLab's own tells of a merge request; false where it tells no event.
    func addEvents(of mergeRequest: RecordKey, by author: RecordKey?, to reading: inout GitLabReading) -> Bool {
        let told = GitLabSystemNote.reading(body)
        for event in told { add(event, of: mergeRequest, by: author, to: &reading) }
        return !told.isEmpty
    }

    private func add(
        _ told: GitLabSystemNote, of mergeRequest: RecordKey, by author: RecordKey?, to reading: inout GitLabReading
    ) {
        let who = author?.id ?? "nobody"
        switch told {
        case .approved:
            verdict(.reviewed, .approved, "approved/\(who)/\(createdAt)", of: mergeRequest, by: author, to: &reading)
        case .requestedChanges:
            let what = "changes-requested/\(who)/\(createdAt)"
            verdict(.reviewed, .changesRequested, what, of: mergeRequest, by: author, to: &reading)
        case .reviewed:
            verdict(.reviewed, .commented, "reviewed/\(who)/\(createdAt)", of: mergeRequest, by: author, to: &reading)
        case .unapproved:
            let what = "unapproved/\(who)/\(createdAt)"
            verdict(.reviewDismissed, .dismissed, what, of: mergeRequest, by: author, to: &reading)
        case .draft: plain(.convertedToDraft, "draft/\(createdAt)", of: mergeRequest, by: author, to: &reading)
        case .ready: plain(.readyForReview, "ready/\(createdAt)", of: mergeRequest, by: author, to: &reading)
        case .asked(let names): ask(.reviewRequested, names, of: mergeRequest, by: author, to: &reading)
        case .askedNoMore(let names): ask(.reviewRequestRemoved, names, of: mergeRequest, by: author, to: &reading)
        case .pushed(let commit): push(.commitPushed, commit, of: mergeRequest, by: author, to: &reading)
        case .forcePushed(let commit): push(.forcePushed, commit, of: mergeRequest, by: author, to: &reading)
        // The merge request itself says when and by whom.
        case .merged: break
        case .closed: plain(.closed, "closed/\(createdAt)", of: mergeRequest, by: author, to: &reading)
        case .reopened: plain(.reopened, "reopened/\(createdAt)", of: mergeRequest, by: author, to: &reading)
        }
    }

    private func plain(
        _ kind: PullRequestEvent.Kind, _ what: String, of mergeRequest: RecordKey, by author: RecordKey?,
        to reading: inout GitLabReading
    ) {
        reading.event(kind, of: mergeRequest, what, at: createdAt, by: author)
    }

    private func verdict(
        _ kind: PullRequestEvent.Kind, _ verdict: PullRequestEvent.Verdict, _ what: String, of mergeRequest: RecordKey,
        by author: RecordKey?, to reading: inout GitLabReading
    ) {
        reading.event(kind, of: mergeRequest, what, at: createdAt, by: author) {
            $0.verdict = verdict
            $0.subject = kind == .reviewDismissed ? author : nil
        }
    }

    private func ask(
        _ kind: PullRequestEvent.Kind, _ names: [String], of mergeRequest: RecordKey, by author: RecordKey?,
        to reading: inout GitLabReading
    ) {
        for name in names {
            let subject = reading.names.account(named: name)
            reading.event(kind, of: mergeRequest, "\(kind.rawValue)/\(name)/\(createdAt)", at: createdAt, by: author) {
                $0.subject = subject
            }
        }
    }

    private func push(
        _ kind: PullRequestEvent.Kind, _ commit: String?, of mergeRequest: RecordKey, by author: RecordKey?,
        to reading: inout GitLabReading
    ) {
        let what = "pushed/\(commit.map { String($0.prefix(8)) } ?? "\(createdAt)")"
        reading.event(kind, of: mergeRequest, what, at: createdAt, by: author) { $0.commit = commit }
    }

    /// Adds what a note of GitLab's own tells of an issue; false where it tells nothing that is kept.
    func addChanges(of issue: RecordKey, by author: RecordKey?, to reading: inout GitLabReading) -> Bool {
        let text = body.prefix { !$0.isNewline }
        switch text {
        case "closed", "reopened":
            let (from, to) = text == "closed" ? ("opened", "closed") : ("closed", "opened")
            reading.change(
                .state, of: issue, "\(text)/\(createdAt)", named: "state", from: from, to: to, at: createdAt, by: author
            )
            return true
        default: return addAssignment(text, of: issue, by: author, to: &reading)
        }
    }

    /// `assigned to @ann and unassigned @bob`
    private func addAssignment(
        _ text: Substring, of issue: RecordKey, by author: RecordKey?, to reading: inout GitLabReading
    ) -> Bool {
        guard text.hasPrefix("assigned to") || text.hasPrefix("unassigned") else { return false }
        let cut = text.place(of: "unassigned")?.lowerBound ?? text.endIndex
        let to = GitLabSystemNote.mentions(text[..<cut])
        let from = GitLabSystemNote.mentions(text[cut...])
        guard !(to + from).isEmpty else { return false }
        for place in 0..<max(to.count, from.count) {
            let new = to.indices.contains(place) ? reading.names.account(named: to[place]).description : nil
            let old = from.indices.contains(place) ? reading.names.account(named: from[place]).description : nil
            reading.change(
                .assignee, of: issue, "assignee/\(id)/\(place)", named: "assignees", from: old, to: new, at: createdAt,
                by: author)
        }
        return true
    }
}
