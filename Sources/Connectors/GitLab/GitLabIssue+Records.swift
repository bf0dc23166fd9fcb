import Records

extension GitLabIssue {
    static func records(_ answer: RawAnswer) throws -> [Record] {
        try answer.decode(Self.self).records(at: GitLabAddress(answer.url))
    }

    func records(at address: GitLabAddress) -> [Record] {
        let page = GitLabAddress.source(ofPage: webURL, at: path?.split(separator: "#").first.map(String.init))
        var reading = GitLabReading(address, source: author?.source ?? page)
        let author = reading.account(author)
        let assignees = assignees.compactMap { reading.account($0) }
        add(to: &reading, author: author, assignees: assignees)
        let closer = reading.account(closer)
        if let closedAt, state == "closed" {
            reading.change(
                .state, of: reading.names.issue(iid, in: "\(project)"), "closed/\(closedAt)", named: "state",
                from: "opened", to: "closed", at: closedAt, by: closer)
        }
        return reading.records
    }

    func add(to reading: inout GitLabReading, author: RecordKey?, assignees: [RecordKey]) {
        let names = reading.names
        var item = WorkItem(
            key: names.issue(iid, in: "\(project)"), reference: "#\(iid)", container: names.repository("\(project)"),
            title: title, kind: kind, state: workState, originalState: state, author: author, createdAt: createdAt,
            updatedAt: updatedAt, closedAt: closedAt)
        item.body = description
        item.url = webURL
        item.originalKind = type
        item.assignees = assignees
        item.labels = labels
        item.priority = scoped("priority")
        item.severity = severity ?? scoped("severity")
        item.estimate = weight
        item.parent = epic.map { RecordKey(names.source, .workItem, "epic-\($0)") }
        item.milestone = milestone?.title
        item.sprint = iteration.map { names.iteration($0) } ?? milestone?.id.map { names.milestone($0) }
        reading.add(.workItem(item))
        if type == "incident" { reading.add(.incident(incident(of: item, url: webURL))) }
    }

    private func incident(of item: WorkItem, url: String?) -> Incident {
        var incident = Incident(
            key: item.key.other(.incident, item.key.id), title: title, startedAt: createdAt, resolvedAt: closedAt)
        incident.severity = item.severity
        incident.updatedAt = updatedAt
        incident.url = url
        return incident
    }

    /// GitLab's own type where it says something; else the label by which teams mark it.
    private var kind: WorkItem.Kind {
        switch type {
        case "incident": return .incident
        case "task": return .task
        case "epic": return .epic
        default: break
        }
        let words = labels.map { ($0.components(after: "::") ?? $0).lowercased() }
        if words.contains(where: { ["bug", "defect", "regression"].contains($0) }) { return .bug }
        let requirements = ["feature", "enhancement", "story", "user story"]
        if words.contains(where: { requirements.contains($0) }) { return .requirement }
        if words.contains(where: { ["maintenance", "chore", "task"].contains($0) }) { return .task }
        return .other
    }

    private var workState: WorkItem.State {
        let words = labels.map { ($0.components(after: "::") ?? $0).lowercased() }
        if state == "closed" {
            let drops = ["wontfix", "won't fix", "duplicate", "invalid", "not planned"]
            return isMoved || drops.contains { words.contains($0) } ? .dropped : .done
        }
        let isBegun = ["doing", "in progress", "in dev", "in review"].contains { words.contains($0) }
        return isBegun ? .inProgress : .todo
    }

    /// What a label such as `priority::2` says.
    private func scoped(_ scope: String) -> String? {
        labels.first { $0.lowercased().hasPrefix("\(scope)::") }?.components(after: "::")
    }
}

extension String {
    /// What stands behind the last separator, without spaces around it.
    fileprivate func components(after separator: String) -> String? {
        guard let place = places(of: separator).last else { return nil }
        return String(self[place.upperBound...].drop { $0 == " " })
    }
}
