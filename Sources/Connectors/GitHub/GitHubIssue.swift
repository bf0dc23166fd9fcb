import Records

/// An issue. GitHub counts each pull request as one too.
struct GitHubIssue: Decodable {
    /// There where the issue is a pull request.
    struct PullRequestPart: Decodable {
        var mergedAt: Instant?

        private enum CodingKeys: String, CodingKey { case mergedAt = "merged_at" }
    }

    struct Kind: Decodable { var name: String? }

    var url: String
    var htmlURL: String?
    var number: Int
    var title: String
    var body: String?
    var user: GitHubUser?
    /// A few webhooks leave it out.
    var state: String?
    var stateReason: String?
    var labels: [GitHubLabel]?
    var assignee: GitHubUser?
    var assignees: [GitHubUser]?
    var milestone: GitHubMilestoneTitle?
    var type: Kind?
    var createdAt: Instant
    var updatedAt: Instant
    var closedAt: Instant?
    var pullRequest: PullRequestPart?

    private enum CodingKeys: String, CodingKey {
        case url, number, title, body, user, state, labels, assignee, assignees, milestone, type
        case htmlURL = "html_url"
        case stateReason = "state_reason"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        case closedAt = "closed_at"
        case pullRequest = "pull_request"
    }

    var isPullRequest: Bool { pullRequest != nil }

    /// The work item; of a pull request nothing, for its own answer tells more.
    func add(to notes: inout GitHubNotes, at address: GitHubAddress) {
        if isPullRequest { return }
        let names = (labels ?? []).map(\.name)
        let words = GitHubIssueWords(type: type?.name, labels: names)
        var item = WorkItem(
            key: address.workItem(number), reference: "#\(number)", container: address.key, title: title,
            kind: words.kind, state: workState, originalState: state ?? (closedAt == nil ? "open" : "closed"),
            author: notes.person(user),
            createdAt: createdAt.seconds, updatedAt: updatedAt.seconds, closedAt: closedAt?.seconds)
        item.body = body
        item.url = htmlURL
        item.originalKind = words.originalKind
        item.assignees = notes.people(assignees ?? assignee.map { [$0] })
        item.labels = names
        item.priority = words.priority
        item.severity = words.severity
        item.milestone = milestone?.title
        notes.add(.workItem(item))
    }

    /// An issue has no state for being worked on: until it is closed it is to be done.
    private var workState: WorkItem.State {
        guard (state.map { $0.lowercased() == "closed" } ?? (closedAt != nil)) else { return .todo }
        return ["not_planned", "duplicate"].contains(stateReason?.lowercased()) ? .dropped : .done
    }
}

/// What kind of issue it is, and how pressing, by its type or else by the labels that teams use for that.
struct GitHubIssueWords {
    private(set) var kind = WorkItem.Kind.other
    private(set) var originalKind: String?
    private(set) var priority: String?
    private(set) var severity: String?

    init(type: String?, labels: [String]) {
        for word in [type].compactMap(\.self) + labels where kind == .other {
            kind = Self.kind(word)
            originalKind = kind == .other ? nil : word
        }
        originalKind = originalKind ?? type
        for label in labels {
            priority = priority ?? Self.value(of: label, named: "priority", letter: "p")
            severity = severity ?? Self.value(of: label, named: "severity", letter: "s")
        }
    }

    private static func kind(_ word: String) -> WorkItem.Kind {
        let words = word.lowercased().split { !$0.isLetter }
        if words.contains(where: { ["bug", "defect", "regression"].contains($0) }) { return .bug }
        if words.contains(where: { ["incident", "outage"].contains($0) }) { return .incident }
        if words.contains("epic") { return .epic }
        if words.contains(where: { ["feature", "enhancement", "story", "requirement"].contains($0) }) {
            return .requirement
        }
        return words.contains(where: { ["task", "chore"].contains($0) }) ? .task : .other
    }

    /// `high` of `priority: high`, `P1` of itself.
    private static func value(of label: String, named name: String, letter: Character) -> String? {
        let text = label.lowercased()
        if text.count == 2, text.first == letter, text.last?.isNumber == true { return label }
        guard text.hasPrefix(name) || text.hasSuffix(name) else { return nil }
        let value = text.hasPrefix(name) ? label.dropFirst(name.count) : label.dropLast(name.count)
        let trimmed = value.drop { !$0.isLetter && !$0.isNumber }.reversed().drop { !$0.isLetter && !$0.isNumber }
        return trimmed.isEmpty ? nil : String(trimmed.reversed())
    }
}
