import Foundation
import Records

/// A list of a tool in the form that most of them have: pages of things that change, and more to ask about each.
struct ListReading: Sendable {
    enum Order: Hashable, Sendable {
        /// Oldest change first, from an instant on that goes by this name in the query. Each page goes on at the instant of
        /// the last thing on the one before, so that nothing slips through between two pages.
        case ascending(String)
        /// Newest first. What changed at the head of the list shows there; what is known already is passed over.
        case newest
        /// Latest change first.
        case latest
    }

    let category: String
    /// With its query, without page and instant.
    let path: String
    var order = Order.newest
    var size = 100
    /// Where in the answer the list is.
    var place: [String] = []
    /// Whether a thing of the list is an answer itself, or only leads to one.
    var isWanted: @Sendable (ListedItem) -> Bool = { _ in true }
    var parts: @Sendable (ListedItem) -> [SyncStep] = { _ in [] }
    /// Asks for a thing by itself that had not finished when it was last seen.
    var again: (@Sendable (Int) -> SyncStep)?

    static let again = "again"

    func steps(_ cursor: ReadingCursor) -> [SyncStep] {
        var step = SyncStep(SyncStep.head, path)
        step.size = size
        if case .ascending(let name) = order { (step.since, step.sinceName) = (cursor.since, name) }
        return [step]
    }

    func read(_ step: SyncStep, _ reply: ToolReply, _ cursor: ReadingCursor) throws -> StepOutcome {
        let isOne = step.role == Self.again
        let page = isOne ? try ListedPage(single: reply) : try ListedPage(reply, at: place)
        var outcome = StepOutcome()
        for (item, body) in page.items {
            if let changed = item.changed {
                let isOpen = item.id.map(cursor.unfinished.contains) ?? false
                if cursor.recent[item.name] == changed, !isOpen { continue }
                outcome.seen[item.name] = changed
            }
            if isWanted(item) { outcome.answers.append(RawAnswer(category: category, body: body)) }
            outcome.steps += parts(item)
        }
        if let again { lookAgain(again, page, step, cursor, &outcome) }
        if isOne { return outcome }
        if let next = next(step, page, cursor) { outcome.steps.append(next) }
        return outcome
    }

    private func next(_ step: SyncStep, _ page: ListedPage, _ cursor: ReadingCursor) -> SyncStep? {
        let isFull = page.items.count >= size
        let last = page.items.last?.item.listedAt(order)
        if case .ascending = order { return step.next(after: last, isFull: isFull) }
        guard isFull, let last, cursor.mark == nil || last >= cursor.since else { return nil }
        var next = step
        next.role = SyncStep.page
        next.page += 1
        return next
    }

    private func lookAgain(
        _ again: (Int) -> SyncStep, _ page: ListedPage, _ step: SyncStep, _ cursor: ReadingCursor,
        _ outcome: inout StepOutcome
    ) {
        let here = Set(page.items.compactMap(\.item.id))
        let open = page.items.filter { !$0.item.isFinished }.compactMap(\.item.id)
        let elsewhere = cursor.unfinished.filter { !here.contains($0) }
        if step.role == SyncStep.head { outcome.steps += elsewhere.map(again) }
        // Those that never finish are given up one day: the oldest first.
        outcome.unfinished = Array(NumberRanges(open + elsewhere).numbers.suffix(200))
    }
}

extension ListedItem {
    /// By which it has its place in the list.
    fileprivate func listedAt(_ order: ListReading.Order) -> Int64? {
        order == .newest ? created ?? updated : changed
    }

    var isFinished: Bool {
        !["queued", "in_progress", "requested", "waiting", "pending", "created", "running", "preparing", "scheduled"]
            .contains(state ?? "")
    }
}

extension Int64 {
    /// `2025-03-04T09:30:00Z`
    var asInstant: String { Date(timeIntervalSince1970: Double(self)).formatted(.iso8601) }
}

extension Reading {
    /// - Parameter more: What else than pages of the list is asked.
    init(
        _ name: String, _ list: ListReading,
        more: @escaping @Sendable (SyncStep, ToolReply, ReadingCursor) throws -> StepOutcome = { _, _, _ in
            StepOutcome()
        }
    ) {
        self.init(name, start: list.steps) { step, reply, cursor in
            guard [SyncStep.head, SyncStep.page, ListReading.again].contains(step.role) else {
                return try more(step, reply, cursor)
            }
            return try list.read(step, reply, cursor)
        }
    }
}

extension SyncStep {
    /// The page of an ascending list after one that ends at an instant.
    func next(after last: Int64?, isFull: Bool) -> SyncStep? {
        guard isFull, let last else { return nil }
        var next = self
        next.role = Self.page
        next.page += 1
        // Of more things than a page holds that changed at once, the pages have to be counted.
        if last > since ?? 0 { (next.since, next.page) = (last, 1) }
        return next
    }
}
