import Records

/// A change of one field of an issue, by the word that issue events and webhooks share for it.
struct GitHubIssueStep {
    let word: String
    var assignee: GitHubUser?
    var label: String?
    var milestone: String?
    var rename: GitHubHappening.Rename?

    /// Nil for what changes no field: somebody subscribed, was mentioned, pinned it.
    func change(of item: RecordKey, at: Int64, by actor: RecordKey?) -> Record? {
        guard let (field, original, from, to) = difference else { return nil }
        let about = [assignee?.login, label, milestone].compactMap(\.self).first.map { "/" + $0 } ?? ""
        return .workItemChange(
            WorkItemChange(
                key: item.other(.workItemChange, "\(item.id)/\(word)@\(at)\(about)"), workItem: item, field: field,
                originalField: original, from: from, to: to, at: at, actor: actor))
    }

    private var difference: (WorkItemChange.Field, String, from: String?, to: String?)? {
        switch word {
        case "closed": (.state, "state", "open", "closed")
        case "reopened": (.state, "state", "closed", "open")
        case "assigned": (.assignee, "assignees", nil, assignee?.login)
        case "unassigned": (.assignee, "assignees", assignee?.login, nil)
        case "labeled": (.label, "labels", nil, label)
        case "unlabeled": (.label, "labels", label, nil)
        case "milestoned": (.sprint, "milestone", nil, milestone)
        case "demilestoned": (.sprint, "milestone", milestone, nil)
        case "renamed": (.other, "title", rename?.from, rename?.to)
        default: nil
        }
    }
}

extension GitHubHappening {
    /// An issue event of a work item.
    func addChange(to notes: inout GitHubNotes, of item: RecordKey) throws {
        guard let createdAt else { throw MappingTrouble.missing("created_at") }
        let actor = notes.person(actor)
        let step = GitHubIssueStep(
            word: event, assignee: assignee, label: label?.name, milestone: milestone?.title, rename: rename)
        if let change = step.change(of: item, at: createdAt.seconds, by: actor) { notes.add(change) }
    }
}
