import Synchronization

/// Whether webhooks arrive so fast that reading them has to wait: whoever sends one waits for the disk, and both share it.
///
/// Nobody's reading waits for longer than `patience`: then it goes on beside whatever arrives, until all is read.
final class HookStorm: Sendable {
    private struct Times {
        var last: ContinuousClock.Instant?
        var first: ContinuousClock.Instant?
    }

    private let times = Mutex(Times())
    private let calm: Duration
    private let patience: Duration

    /// - Parameters:
    ///   - calm: so long nothing has arrived when a storm is over.
    ///   - patience: so long reading waits at most, from the first webhook that is not read yet.
    init(calm: Duration = .milliseconds(10), patience: Duration = .seconds(10)) {
        self.calm = calm
        self.patience = patience
    }

    /// Something arrived.
    func note(at now: ContinuousClock.Instant = .now) {
        times.withLock {
            $0.last = now
            $0.first = $0.first ?? now
        }
    }

    /// All that arrived is read.
    func end() { times.withLock { $0.first = nil } }

    /// Whether something arrived a moment ago.
    func isOn(at now: ContinuousClock.Instant = .now) -> Bool {
        times.withLock { $0.last.map { now - $0 < calm } ?? false }
    }

    /// Whether reading should wait at this moment.
    func rages(at now: ContinuousClock.Instant = .now) -> Bool {
        isOn(at: now) && times.withLock { $0.first.map { now - $0 < patience } ?? false }
    }

    /// Comes back when reading need not wait any longer.
    ///
    /// - Throws: `CancellationError`.
    func pass() async throws {
        try Task.checkCancellation()
        while rages() { try await Task.sleep(for: calm) }
    }
}
