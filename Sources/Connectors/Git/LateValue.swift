import Foundation

/// What is still being found out, for threads that go as far as they can without it.
///
/// Unchecked, because its state is touched only while the condition's lock is held.
final class LateValue<Value: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var result: Result<Value, any Error>?

    /// Waits for it, on a thread that nobody else needs.
    /// - Throws: what finding it threw.
    func value() throws -> Value {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let result { return try result.get() }
            condition.wait()
        }
    }

    func settle(_ result: Result<Value, any Error>) {
        condition.lock()
        self.result = result
        condition.broadcast()
        condition.unlock()
    }
}
