import Records

/// What happened to an issue, and how it stands.
struct GitLabIssueHook: Decodable {
    let issue: GitLabIssue
    let author: Int?
    let action: String?
    let assignees: [GitLabUser]
    let changes: Changes?

    struct Changes: Decodable {
        let weight: GitLabChanged<Double>?
        let iteration: GitLabChanged<Int>?
        let milestone: GitLabChanged<Int>?
        let labels: GitLabChanged<[GitLabLabel]>?
        let assignees: GitLabChanged<[GitLabUser]>?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            weight = try fields.may("weight")
            iteration = try fields.may("iteration_id")
            milestone = try fields.may("milestone_id")
            labels = try fields.may("labels")
            assignees = try fields.may("assignees")
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try Fields(decoder)
        issue = try fields.need("object_attributes")
        let more = try fields.need("object_attributes", as: More.self)
        author = more.author
        action = more.action
        assignees = try fields.list("assignees")
        changes = try fields.may("changes")
    }

    private struct More: Decodable {
        let author: Int?
        let action: String?

        init(from decoder: any Decoder) throws {
            let fields = try Fields(decoder)
            author = try fields.may("author_id")
            action = try fields.text("action")
        }
    }

    func add(to reading: inout GitLabReading, user: GitLabUser?) {
        let actor = reading.account(user)
        let names = reading.names
        let key = names.issue(issue.iid, in: "\(issue.project)")
        issue.add(
            to: &reading, author: author.map { names.account($0) },
            assignees: assignees.compactMap { reading.account($0) })
        addState(of: key, by: actor, to: &reading)
        if let changes, action != "open" { add(changes, of: key, by: actor, to: &reading) }
    }

    private func addState(of key: RecordKey, by actor: RecordKey?, to reading: inout GitLabReading) {
        if action == "close" {
            let at = issue.closedAt ?? issue.updatedAt
            reading.change(
                .state, of: key, "closed/\(at)", named: "state", from: "opened", to: "closed", at: at, by: actor)
        } else if action == "reopen" {
            let at = issue.updatedAt
            reading.change(
                .state, of: key, "reopened/\(at)", named: "state", from: "closed", to: "opened", at: at, by: actor)
        }
    }

    private func add(_ changes: Changes, of key: RecordKey, by actor: RecordKey?, to reading: inout GitLabReading) {
        let names = reading.names
        let at = issue.updatedAt
        func change(_ field: WorkItemChange.Field, _ name: String, _ from: String?, _ to: String?, _ place: String = "")
        {
            reading.change(
                field, of: key, "\(name)\(place)/\(at)", named: name, from: from, to: to, at: at, by: actor)
        }
        if let weight = changes.weight {
            change(.estimate, "weight", weight.previous.map { "\($0)" }, weight.current.map { "\($0)" })
        }
        if let moved = changes.iteration {
            change(
                .sprint, "iteration", moved.previous.map { names.iteration($0).description },
                moved.current.map { names.iteration($0).description })
        }
        if let moved = changes.milestone {
            change(
                .sprint, "milestone", moved.previous.map { names.milestone($0).description },
                moved.current.map { names.milestone($0).description })
        }
        let before = changes.assignees?.previous ?? []
        let now = changes.assignees?.current ?? []
        for user in now where !before.contains(where: { $0.username == user.username }) {
            change(.assignee, "assignees", nil, user.key(names).description, "/\(user.username)")
        }
        for user in before where !now.contains(where: { $0.username == user.username }) {
            change(.assignee, "assignees", user.key(names).description, nil, "/\(user.username)")
        }
        let labelsBefore = Set((changes.labels?.previous ?? []).compactMap(\.name))
        let labels = Set((changes.labels?.current ?? []).compactMap(\.name))
        for label in labels.subtracting(labelsBefore).sorted() {
            reading.label(label, isAdded: true, of: key, at: at, by: actor)
        }
        for label in labelsBefore.subtracting(labels).sorted() {
            reading.label(label, isAdded: false, of: key, at: at, by: actor)
        }
    }
}
