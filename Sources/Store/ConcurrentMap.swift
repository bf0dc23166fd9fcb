import Dispatch
import Synchronization

extension Array where Element: Sendable {
    /// What a function makes of each, in their order, worked out on all cores.
    ///
    /// - Throws: of what went wrong, that of the first element.
    func concurrentlyMapped<Output: Sendable>(
        _ body: @Sendable (Element) throws -> Output
    ) throws -> [Output] {
        let length = Swift.max(16, count / 64)
        let starts = Array<Int>(stride(from: 0, to: count, by: length))
        let done = Mutex<[Int: Result<[Output], any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: starts.count) { place in
            let piece = self[starts[place]..<Swift.min(starts[place] + length, count)]
            let result = Result { try piece.map(body) }
            done.withLock { $0[place] = result }
        }
        let results = done.withLock { $0 }
        return try starts.indices.flatMap { try results[$0]?.get() ?? [] }
    }
}

/// What a function makes of each of some elements, worked out on other threads while somebody does something else.
final class ConcurrentMapping<Output: Sendable>: Sendable {
    private let result = Mutex<Result<[Output], any Error>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    init<Element: Sendable>(_ elements: [Element], _ body: @escaping @Sendable (Element) throws -> Output) {
        DispatchQueue.global().async { [self] in
            let mapped = Result { try elements.concurrentlyMapped(body) }
            result.withLock { $0 = mapped }
            isDone.signal()
        }
    }

    /// Waits until all are done; to be asked once.
    ///
    /// - Throws: of what went wrong, that of the first element.
    func take() throws -> [Output] {
        isDone.wait()
        return try result.withLock { $0 }?.get() ?? []
    }
}
