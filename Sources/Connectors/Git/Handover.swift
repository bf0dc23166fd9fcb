import Foundation

/// Thrown at whoever hands over to somebody who has gone.
struct HandoverClosed: Error {}

/// Passes values from one thread to another, a few at a time, so that a fast one waits for a slow one.
///
/// Unchecked, because its state is touched only while the condition's lock is held.
final class Handover<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var waiting: [Element] = []
    private var isFinished = false
    private var isClosed = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Waits for room.
    /// - Throws: `HandoverClosed` when nobody takes any more.
    func put(_ element: Element) throws {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count >= capacity, !isClosed { condition.wait() }
        if isClosed { throw HandoverClosed() }
        waiting.append(element)
        condition.broadcast()
    }

    /// Waits for the next; nil when there will be none.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty, !isFinished, !isClosed { condition.wait() }
        if isClosed || waiting.isEmpty { return nil }
        defer { condition.broadcast() }
        return waiting.removeFirst()
    }

    /// No more will be put; what is there can still be taken.
    func finish() {
        condition.lock()
        isFinished = true
        condition.broadcast()
        condition.unlock()
    }

    /// No more will be taken.
    func close() {
        condition.lock()
        isClosed = true
        waiting = []
        condition.broadcast()
        condition.unlock()
    }
}
