import Records
import Statistics

/// The last complete sprints of one board, and what was in them.
struct SprintReading: Sendable {
    struct Complete: Sendable {
        var sprint: Sprint
        var start: Int64
        var end: Int64
        /// Fewer than 60 % of the working days that the others have.
        var isShort = false
    }

    /// Oldest first, five at most.
    let sprints: [Complete]
    /// The one that is going on; of several the one that began last.
    let running: Complete?
    /// Boards that these sprints belong to.
    let boards: Int

    let now: Int64

    private let work: TrackedWork
    /// Those that some of the sprints has or had, in the work's order.
    private let concerned: [WorkItem]
    private let items: [RecordKey: WorkItem]
    /// Of those items.
    private let changes: [RecordKey: [WorkItemChange]]

    static let most = 5

    init(_ evidence: DeliveryEvidence, _ work: TrackedWork) {
        self.work = work
        now = evidence.now
        var complete = work.sprints.compactMap { sprint -> Complete? in
            guard let start = sprint.startAt, let end = sprint.over, start < end, end <= evidence.now else {
                return nil
            }
            return Complete(sprint: sprint, start: start, end: end)
        }
        complete.sort { ($0.end, $0.sprint.key) < ($1.end, $1.sprint.key) }
        complete = Array(complete.suffix(Self.most))
        let worked = Self.worked(complete, evidence)
        let usual = Statistics.median(worked) ?? 0
        for place in complete.indices { complete[place].isShort = worked[place] < 0.6 * usual }
        boards = Set(complete.compactMap(\.sprint.container)).count
        running = work.sprints.compactMap { sprint -> Complete? in
            guard let start = sprint.startAt, let end = sprint.over, start < evidence.now, evidence.now < end else {
                return nil
            }
            return Complete(sprint: sprint, start: start, end: end)
        }.max { ($0.start, $0.sprint.key) < ($1.start, $1.sprint.key) }
        sprints = complete
        let keys = Self.concerned(complete + [running].compactMap(\.self), work)
        concerned = work.items.filter { keys.contains($0.key) }
        items = Dictionary(concerned.map { ($0.key, $0) }) { first, _ in first }
        changes = Dictionary(grouping: work.changes.lazy.filter { keys.contains($0.workItem) }, by: \.workItem)
    }

    /// Of all that a team ever did, a few sprints have little.
    private static func concerned(_ sprints: [Complete], _ work: TrackedWork) -> Set<RecordKey> {
        let names = Set(sprints.flatMap { $0.sprint.names })
        let isMentioned = { (text: String?) in
            text.map { names.contains($0) || $0.utf8.contains(UInt8(ascii: ",")) } ?? false
        }
        var keys = Set(work.commitments.lazy.flatMap(\.items).map(\.workItem))
        for item in work.items where isMentioned(item.sprint?.description) || isMentioned(item.milestone) {
            keys.insert(item.key)
        }
        for change in work.changes where change.field == .sprint {
            if isMentioned(change.from) || isMentioned(change.to) { keys.insert(change.workItem) }
        }
        return keys
    }

    /// Hours that the team works in each, all members together.
    private static func worked(_ sprints: [Complete], _ evidence: DeliveryEvidence) -> [Double] {
        guard let first = sprints.map(\.start).min(), let last = sprints.last?.end else { return [] }
        let members = evidence.people.members.map { evidence.people.people[Int($0)].id }
        let own = members.map { evidence.calendars.own[$0] ?? evidence.calendars.usual }
        let times = (own.isEmpty ? [evidence.calendars.usual] : own).map { WorkingTime([$0], covering: first...last) }
        return sprints.map { sprint in
            times.reduce(0) { $0 + $1.hours(from: sprint.start, to: sprint.end) }
        }
    }

    /// How an item stood at a moment.
    func life(_ item: WorkItem, at moment: Int64) -> WorkLife? {
        WorkLife(item, changes[item.key] ?? [], work.states, until: moment)
    }

    func estimate(_ item: WorkItem, at moment: Int64) -> Double? {
        item.estimate(at: moment, changes[item.key] ?? [])
    }

    /// Items that were in a sprint at its end, by key; those that only hold others aside.
    func items(in sprint: Complete) -> [WorkItem] {
        concerned.filter { item in
            item.kind != .epic && item.createdAt <= sprint.end
                && item.isIn(sprint.sprint, at: sprint.end - 1, changes[item.key] ?? [])
        }.sorted { $0.key < $1.key }
    }

    /// What was in a sprint at a moment, and whether it was done by then.
    func scope(of sprint: Complete, at moment: Int64) -> [(item: WorkItem, isDone: Bool)] {
        concerned.filter { item in
            item.kind != .epic && item.createdAt <= moment
                && item.isIn(sprint.sprint, at: moment, changes[item.key] ?? [])
        }.map { item in
            (item, life(item, at: moment)?.finishedAt.map { $0 >= sprint.start } ?? false)
        }
    }

    /// Done in the sprint, and done at its end.
    func isDone(_ item: WorkItem, in sprint: Complete) -> Bool {
        life(item, at: sprint.end)?.finishedAt.map { $0 >= sprint.start && $0 <= sprint.end } ?? false
    }

    /// The server's own snapshot; else what the tracker's changes say was in it when it began.
    func commitment(of sprint: Complete) -> SprintCommitment {
        let own = work.commitments.filter { $0.sprint == sprint.sprint.key && $0.takenAt < sprint.end }
        var commitment =
            own.min { $0.takenAt < $1.takenAt }
            ?? SprintCommitment(
                of: sprint.sprint, at: sprint.start, items: concerned, changes: changes, isOwn: false)
        let removed = commitment.items.map(\.workItem).filter { !isIn(sprint, $0) }
        commitment.releasedByAgreement.formUnion(
            removed.filter { items[$0].map(SprintCommitment.isReleased) ?? false })
        return commitment
    }

    /// At the sprint's end, or now while it is running.
    func isIn(_ sprint: Complete, _ key: RecordKey) -> Bool {
        guard let item = items[key] else { return false }
        return item.isIn(sprint.sprint, at: min(sprint.end, now) - 1, changes[key] ?? [])
    }

    func item(_ key: RecordKey) -> WorkItem? { items[key] }

    /// Why there is no number; nil where sprints belong together.
    var refusal: String? {
        boards > 1
            ? "The sprints belong to \(boards) boards, each with points of its own: they are not added up or compared. Choose one team."
            : nil
    }
}
