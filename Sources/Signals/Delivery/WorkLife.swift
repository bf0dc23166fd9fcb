import Records

/// When a work item was begun and when it ended, as could be seen at one moment (HANDBOOK A14–A16).
struct WorkLife: Hashable, Sendable {
    let item: WorkItem
    /// Nil where it has not begun, or nobody tells when.
    private(set) var startedAt: Int64?
    /// When it was done for good: not opened again since.
    private(set) var finishedAt: Int64?
    /// When it was given up.
    private(set) var droppedAt: Int64?
    private(set) var wasReopened = false
    /// Seconds in states that are work, and in those that are waiting.
    private(set) var active: Int64 = 0
    private(set) var waiting: Int64 = 0
    /// Whether every state that it was in has a meaning.
    private(set) var isMapped = true

    var endedAt: Int64? { finishedAt ?? droppedAt }

    private typealias Stretch = (meaning: StateRule.Meaning, from: Int64, until: Int64?)

    /// Nil for one that did not exist yet.
    /// - Parameters:
    ///   - changes: of this item, in any order.
    ///   - linkedAt: when the first pull request about it was opened.
    init?(
        _ item: WorkItem, _ changes: [WorkItemChange], _ rule: StateRule, linkedAt: Int64? = nil, until moment: Int64
    ) {
        guard item.createdAt <= moment else { return nil }
        self.item = item
        let spans = item.spans(of: .state, in: changes, current: [item.originalState])
        var stretches: [Stretch] = []
        for span in spans where span.from <= moment {
            if span.until == nil {
                stretches += last(span, rule)
            } else if let meaning = span.value.flatMap(rule.meaning) {
                stretches.append((meaning, span.from, span.until.flatMap { $0 <= moment ? $0 : nil }))
            } else {
                isMapped = false
            }
        }
        stretches.removeAll { $0.from > moment }
        end(stretches, changed: spans.count > 1, moment)
        begin(stretches, linkedAt, moment)
        for stretch in stretches {
            let end = min(stretch.until ?? moment, moment)
            if stretch.meaning == .active { active += max(0, end - stretch.from) }
            if stretch.meaning == .waiting { waiting += max(0, end - stretch.from) }
        }
    }

    /// What the item says of itself goes before a name that says otherwise: "closed" may be done or given up.
    private func last(_ span: FieldSpan, _ rule: StateRule) -> [Stretch] {
        let named = span.value.flatMap(rule.meaning)
        let meaning: StateRule.Meaning =
            switch item.state {
            case .todo: named == .waiting ? .waiting : .backlog
            case .inProgress: named == .waiting ? .waiting : .active
            case .done: .done
            case .dropped: .dropped
            }
        // The tracker forgot to tell of the end: it came when the item was closed, and not with the last change it tells of.
        if let closed = item.closedAt, closed > span.from, let named, named != .done, named != .dropped,
            meaning == .done || meaning == .dropped
        {
            return [(named, span.from, closed), (meaning, closed, nil)]
        }
        return [(meaning, span.from, nil)]
    }

    private mutating func end(_ stretches: [Stretch], changed: Bool, _ moment: Int64) {
        let ends = stretches.indices.filter { stretches[$0].meaning == .done || stretches[$0].meaning == .dropped }
        wasReopened = ends.contains { place in
            place + 1 < stretches.count && !ends.contains(place + 1)
        }
        guard let last = stretches.last, last.meaning == .done || last.meaning == .dropped else { return }
        var first = stretches.count - 1
        while first > 0, stretches[first - 1].meaning == last.meaning { first -= 1 }
        // Of one whose changes nobody knows, the tracker tells the end alone.
        let at = changed ? stretches[first].from : item.closedAt ?? stretches[first].from
        guard at <= moment else { return }
        if last.meaning == .done { finishedAt = at } else { droppedAt = at }
    }

    private mutating func begin(_ stretches: [Stretch], _ linkedAt: Int64?, _ moment: Int64) {
        let begun =
            stretches.first { $0.meaning == .active }?.from ?? stretches.first { $0.meaning == .waiting }?.from
        guard let at = begun ?? linkedAt, at <= endedAt ?? moment else { return }
        startedAt = at
    }
}

/// The lives of all of a team's work items, by key, without those that only hold others.
struct WorkLives: Sendable {
    let all: [WorkLife]

    init(_ evidence: DeliveryEvidence, _ work: TrackedWork) {
        let linked = Self.linked(evidence, work)
        let changes = Dictionary(grouping: work.changes, by: \.workItem)
        all = work.items.filter { $0.kind != .epic }.sorted { $0.key < $1.key }.compactMap { item in
            WorkLife(
                item, changes[item.key] ?? [], work.states, linkedAt: linked[item.key], until: evidence.now)
        }
    }

    /// When the first pull request about each was opened.
    private static func linked(_ evidence: DeliveryEvidence, _ work: TrackedWork) -> [RecordKey: Int64] {
        let opened = Dictionary(
            evidence.pullRequests.map { ($0.pullRequest.key, $0.pullRequest.createdAt) }
        ) { first, _ in first }
        var linked: [RecordKey: Int64] = [:]
        for link in work.links {
            guard let item = link.workItem, let at = opened[link.pullRequest] else { continue }
            linked[item] = min(at, linked[item] ?? .max)
        }
        return linked
    }

    /// Done in the timeframe, and not opened again since.
    func finished(in timeframe: Timeframe) -> [WorkLife] {
        all.filter { life in
            life.finishedAt.map { $0 < timeframe.end && $0 >= timeframe.start ?? .min } ?? false
        }
    }
}

extension Measurement {
    static func noTracker(_ of: String, needed: Int) -> Measurement {
        unavailable(of, needed: needed, why: "No tracker is connected: nobody tells of work items.")
    }
}
