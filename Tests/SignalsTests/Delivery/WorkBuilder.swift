import Records

@testable import Signals

/// Work items and what changed about them, by days since Monday 2025-03-03 in UTC.
struct WorkBuilder {
    var work = TrackedWork(items: [])
    var days: Double = 84
    var start: Double? = 0
    var holidays: Set<CivilDay> = []
    var options = DeliveryEvidence.Options()
    var histories: [PullRequestHistory] = []

    static func at(_ days: Double) -> Int64 { DeploymentBuilder.monday + Int64((days * 86_400).rounded()) }

    /// - Parameter states: each with the day on which it was entered, in order; it was open from its making until the first.
    @discardableResult
    mutating func item(
        _ states: [(String, Double)], made: Double = -30, kind: WorkItem.Kind = .task, estimate: Double? = nil,
        milestone: String? = nil, labels: [String] = []
    ) -> RecordKey {
        let key = RecordKey("test", .workItem, "\(100 + work.items.count)")
        let last = states.last ?? ("open", made)
        let meaning = work.states.meaning(of: last.0) ?? .backlog
        let state: WorkItem.State =
            switch meaning {
            case .backlog: .todo
            case .active, .waiting: .inProgress
            case .done: .done
            case .dropped: .dropped
            }
        var item = WorkItem(
            key: key, reference: "#\(work.items.count)", container: nil, title: "Work", kind: kind, state: state,
            originalState: last.0, author: RecordKey("test", .account, "ana"), createdAt: Self.at(made),
            updatedAt: Self.at(last.1), closedAt: state == .done || state == .dropped ? Self.at(last.1) : nil)
        (item.estimate, item.milestone, item.labels) = (estimate, milestone, labels)
        work.items.append(item)
        var from = "open"
        for (name, day) in states {
            change(key, .state, from, name, day)
            from = name
        }
        return key
    }

    mutating func change(
        _ item: RecordKey, _ field: WorkItemChange.Field, _ from: String?, _ to: String?, _ day: Double
    ) {
        work.changes.append(
            WorkItemChange(
                key: item.other(.workItemChange, "\(1000 + work.changes.count)"), workItem: item, field: field,
                originalField: field.rawValue, from: from, to: to, at: Self.at(day), actor: nil))
    }

    @discardableResult
    mutating func sprint(_ name: String, _ from: Double, _ until: Double, board: String? = nil) -> RecordKey {
        let key = RecordKey("test", .sprint, name)
        work.sprints.append(
            Sprint(
                key: key, container: board.map { RecordKey("test", .board, $0) }, name: name, state: .closed,
                startAt: Self.at(from), endAt: Self.at(until)))
        return key
    }

    var evidence: DeliveryEvidence {
        var evidence = DeliveryEvidence(
            pullRequests: histories, people: DeliveryPeople(accounts: []),
            calendars: TeamCalendars(usual: WorkCalendar(.utc, holidays: holidays)),
            timeframe: Timeframe(start: start.map(Self.at), end: Self.at(days)), options: options)
        evidence.work = work
        return evidence
    }

    func measure(_ signal: DeliverySignal) -> Measurement { signal.measure(evidence) }
}
