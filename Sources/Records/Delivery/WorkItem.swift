/// Something to be done, as a tracker keeps it: an issue, a story, a task, a bug.
package struct WorkItem: Codable, Hashable, Sendable {
    /// The few states that all trackers' own ones fall into.
    package enum State: String, Codable, Sendable {
        case todo
        case inProgress = "in-progress"
        case done
        /// Closed without being done.
        case dropped
    }

    package enum Kind: String, Codable, Sendable {
        case bug, requirement, task, epic, incident, other
    }

    package var key: RecordKey
    /// As people write it: `#12`, `ABC-7`.
    package var reference: String
    /// The repository or board it belongs to.
    package var container: RecordKey?
    package var title: String
    package var body: String?
    package var url: String?
    package var kind: Kind
    /// The tracker's own words for kind and state.
    package var originalKind: String?
    package var state: State
    package var originalState: String
    package var author: RecordKey?
    package var assignees: [RecordKey]
    package var labels: [String]
    package var priority: String?
    package var severity: String?
    /// In the team's own points; nil where nobody estimated.
    package var estimate: Double?
    package var parent: RecordKey?
    package var milestone: String?
    /// The one that it is planned for now; `WorkItemChange` tells of earlier ones.
    package var sprint: RecordKey?
    package var createdAt: Int64
    package var updatedAt: Int64
    /// When it was done or dropped.
    package var closedAt: Int64?

    package init(
        key: RecordKey, reference: String, container: RecordKey?, title: String, kind: Kind, state: State,
        originalState: String, author: RecordKey?, createdAt: Int64, updatedAt: Int64, closedAt: Int64? = nil
    ) {
        self.key = key
        self.reference = reference
        self.container = container
        self.title = title
        self.kind = kind
        self.state = state
        self.originalState = originalState
        self.author = author
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.closedAt = closedAt
        assignees = []
        labels = []
    }
}

/// One change of one field of a work item: where its state, assignee, estimate and sprint were at any time.
package struct WorkItemChange: Codable, Hashable, Sendable {
    package enum Field: String, Codable, Sendable {
        case state, assignee, estimate, sprint, kind, priority, parent, label
        case other
    }

    package var key: RecordKey
    package var workItem: RecordKey
    package var field: Field
    /// The tracker's own name of the field.
    package var originalField: String
    package var from: String?
    package var to: String?
    package var at: Int64
    package var actor: RecordKey?

    package init(
        key: RecordKey, workItem: RecordKey, field: Field, originalField: String, from: String?, to: String?, at: Int64,
        actor: RecordKey?
    ) {
        self.key = key
        self.workItem = workItem
        self.field = field
        self.originalField = originalField
        self.from = from
        self.to = to
        self.at = at
        self.actor = actor
    }
}

/// A stretch of time that a team plans for.
package struct Sprint: Codable, Hashable, Sendable {
    package enum State: String, Codable, Sendable {
        case planned, active, closed
    }

    package var key: RecordKey
    package var container: RecordKey?
    package var name: String
    package var state: State
    package var startAt: Int64?
    package var endAt: Int64?
    package var completedAt: Int64?
    package var goal: String?

    package init(
        key: RecordKey, container: RecordKey?, name: String, state: State, startAt: Int64? = nil, endAt: Int64? = nil,
        completedAt: Int64? = nil, goal: String? = nil
    ) {
        self.key = key
        self.container = container
        self.name = name
        self.state = state
        self.startAt = startAt
        self.endAt = endAt
        self.completedAt = completedAt
        self.goal = goal
    }
}

/// That a pull request is about a work item, by the words in its title, description or branch.
package struct WorkItemLink: Codable, Hashable, Sendable {
    package var pullRequest: RecordKey
    /// As it was written: `#12`, `ABC-7`.
    package var reference: String
    package var workItem: RecordKey?

    package init(pullRequest: RecordKey, reference: String, workItem: RecordKey? = nil) {
        self.pullRequest = pullRequest
        self.reference = reference
        self.workItem = workItem
    }
}
