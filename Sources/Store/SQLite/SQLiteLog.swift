import Dispatch
import Glibc
import Synchronization

/// The write-ahead log of a SQLite database, flushed beside the transactions: the next writes while the disk is waited for.
///
/// SQLite itself would flush within each transaction. Its log is a chain, so that one flush makes safe whatever was
/// committed before it began, and whoever comes meanwhile shares the next one. What SQLite moves from the log into the
/// database it flushes first, so that a log that starts anew holds nothing that was not safe.
final class SQLiteLog: Sendable {
    /// How many transactions have written to the log.
    typealias Place = Int

    private struct State {
        var end: Place = 0
        var flushed: Place = 0
        var waiting: [(place: Place, continuation: CheckedContinuation<Void, any Error>)] = []
        var isFlushing = false
        /// A system that could not write once forgets what it had to write: a later flush that succeeds proves nothing.
        var trouble: DatabaseTrouble?
    }

    private let path: String
    private let state = Mutex(State())
    private let file = Mutex<Int32?>(nil)
    private let queue = DispatchQueue(label: "tutti.sqlite-log")

    init(database path: String) { self.path = path + "-wal" }

    var end: Place { state.withLock { $0.end } }

    /// - Throws: what went wrong with the disk, for whoever writes after it: what was lost may lie before what comes.
    func check() throws { if let trouble = state.withLock({ $0.trouble }) { throw trouble } }

    /// Has to be called for each transaction that wrote, before the next one begins.
    ///
    /// - Parameter isFlushed: SQLite has flushed the log.
    func append(isFlushed: Bool) -> Place {
        state.withLock { state in
            state.end += 1
            if isFlushed { state.flushed = state.end }
            return state.end
        }
    }

    /// Returns once all that was committed up to this place is safe on disk.
    func flush(through place: Place) async throws {
        try check()
        if state.withLock({ $0.flushed >= place }) { return }
        try await withCheckedThrowingContinuation { continuation in
            let begins = state.withLock { state in
                state.waiting.append((place, continuation))
                defer { state.isFlushing = true }
                return !state.isFlushing
            }
            if begins { queue.async { self.work() } }
        }
    }

    func close() async {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                file.withLock { file in
                    if let open = file { Glibc.close(open) }
                    file = nil
                }
                continuation.resume()
            }
        }
    }

    /// Flushes until nobody waits.
    private func work() {
        while let place = next() {
            let outcome = Result { try check() }.flatMap { Result { try flush() } }
            for continuation in waiting(through: place, outcome) { continuation.resume(with: outcome) }
        }
    }

    /// Up to where somebody waits.
    private func next() -> Place? {
        state.withLock { state in
            state.isFlushing = !state.waiting.isEmpty
            return state.isFlushing ? state.end : nil
        }
    }

    private func waiting(
        through place: Place, _ outcome: Result<Void, any Error>
    ) -> [CheckedContinuation<Void, any Error>] {
        state.withLock { state in
            switch outcome {
            case .success: state.flushed = max(state.flushed, place)
            case .failure(let error): state.trouble = error as? DatabaseTrouble ?? .failed("\(error)")
            }
            let through = state.waiting.filter { $0.place <= place }
            state.waiting.removeAll { $0.place <= place }
            return through.map(\.continuation)
        }
    }

    private func flush() throws {
        try file.withLock { file in
            if file == nil { file = try open() }
            // Whoever closed the database last has moved all of it into the database.
            guard let file else { return }
            if fdatasync(file) != 0 { throw trouble(of: errno) }
        }
    }

    /// - Returns: nil where there is no log any more.
    private func open() throws -> Int32? {
        let number = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if number >= 0 { return number }
        if errno == ENOENT { return nil }
        throw trouble(of: errno)
    }

    private func trouble(of code: Int32) -> DatabaseTrouble {
        let reason = String(cString: strerror(code))
        return .failed(
            "the disk did not keep what was written to \(path): \(reason). Nothing is written any more: mend the disk, and start "
                + "Tutti again")
    }
}
