/// What a tracker tells of a team's work, and how its words are read.
package struct TrackedWork: Sendable {
    package var items: [WorkItem]
    package var changes: [WorkItemChange]
    package var sprints: [Sprint]
    /// Frozen at the end of each planning by Tutti itself: trackers forget what was promised.
    package var commitments: [SprintCommitment]
    package var links: [WorkItemLink]
    package var states: StateRule

    package init(
        items: [WorkItem], changes: [WorkItemChange] = [], sprints: [Sprint] = [],
        commitments: [SprintCommitment] = [], links: [WorkItemLink] = [], states: StateRule = StateRule()
    ) {
        self.items = items
        self.changes = changes
        self.sprints = sprints
        self.commitments = commitments
        self.links = links
        self.states = states
    }
}

/// What a team took on for a sprint, as it stood when planning ended (HANDBOOK A18). Nothing that happens later changes it.
package struct SprintCommitment: Codable, Hashable, Sendable {
    package struct Item: Codable, Hashable, Sendable {
        package var workItem: RecordKey
        /// As it was then; an item that is estimated anew keeps it.
        package var estimate: Double?

        package init(_ workItem: RecordKey, estimate: Double? = nil) {
            self.workItem = workItem
            self.estimate = estimate
        }
    }

    package var sprint: RecordKey
    package var takenAt: Int64
    package var items: [Item]
    /// Taken out later because all agreed and said so; the others stay promised.
    package var releasedByAgreement: Set<RecordKey>
    /// False where it is worked out afterwards from what the tracker says has changed.
    package var isOwn: Bool

    package init(
        sprint: RecordKey, takenAt: Int64, items: [Item], releasedByAgreement: Set<RecordKey> = [], isOwn: Bool = true
    ) {
        self.sprint = sprint
        self.takenAt = takenAt
        self.items = items
        self.releasedByAgreement = releasedByAgreement
        self.isOwn = isOwn
    }
}

extension SprintCommitment {
    /// What the tracker's changes say was in a sprint at a moment, with the estimates of that moment.
    /// - Parameter changes: by work item.
    package init(
        of sprint: Sprint, at moment: Int64, items: [WorkItem], changes: [RecordKey: [WorkItemChange]], isOwn: Bool
    ) {
        let items = items.filter { $0.createdAt <= moment }.compactMap { item -> Item? in
            let own = changes[item.key] ?? []
            guard item.isIn(sprint, at: moment, own) else { return nil }
            return Item(item.key, estimate: item.estimate(at: moment, own))
        }
        self.init(
            sprint: sprint.key, takenAt: moment, items: items.sorted { $0.workItem < $1.workItem }, isOwn: isOwn)
    }
}

extension WorkItem {
    /// - Parameter changes: of this item.
    package func isIn(_ sprint: Sprint, at moment: Int64, _ changes: [WorkItemChange]) -> Bool {
        let current = [self.sprint?.description, milestone].compactMap(\.self)
        // Most items were never in it; nearly all of them are told by this alone.
        let isMentioned = { (text: String?) in
            text.map { sprint.isNamed($0) || $0.utf8.contains(UInt8(ascii: ",")) } ?? false
        }
        let sprintChanges = changes.lazy.filter { $0.field == .sprint }
        guard
            current.contains(where: isMentioned)
                || sprintChanges.contains(where: { isMentioned($0.from) || isMentioned($0.to) })
        else { return false }
        return spans(of: .sprint, in: changes, current: current).contains { span in
            span.from <= moment && moment < span.until ?? .max && span.value.map(sprint.isNamed) ?? false
        }
    }

    /// In the team's own points, as it was estimated at a moment.
    package func estimate(at moment: Int64, _ changes: [WorkItemChange]) -> Double? {
        let current = estimate.map { [String($0)] } ?? []
        let span = spans(of: .estimate, in: changes, current: current).last { $0.from <= moment }
        return span.flatMap { $0.value.flatMap(Double.init) }
    }
}

extension Sprint {
    /// Trackers name a sprint in changes by its key, its number or its name.
    package var names: [String] { [name, key.id, key.description] }

    package func isNamed(_ text: String) -> Bool { text == name || text == key.id || text == key.description }

    /// When it was over: as it was closed, else as it was planned.
    package var over: Int64? { completedAt ?? endAt }
}
