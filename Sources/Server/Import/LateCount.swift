import Connectors
import Synchronization

/// Counts the commits of a history that is read whole, once it has turned out to be long.
///
/// A short one is over before anybody could read how much is left, and would only be held up.
final class LateCount: Sendable {
    private let clone: GitRepository
    private let state = Mutex(State())

    private struct State {
        var total: Int?
        var counting: Task<Void, Never>?
    }

    /// Commits that a short history has at most.
    private static let short = 2000

    init(_ clone: GitRepository) { self.clone = clone }

    /// How many there are, when they are counted by now.
    func total(after done: Int) -> Int? {
        state.withLock { state in
            if state.counting == nil, done > Self.short { state.counting = Task { await count() } }
            return state.total
        }
    }

    /// Waits until nobody counts any more: whoever counts holds what the clone is read through.
    func end() async {
        let counting = state.withLock { $0.counting }
        counting?.cancel()
        await counting?.value
    }

    /// Without an answer nobody learns how much is left; a trouble ends the reading itself, if it is one.
    private func count() async {
        guard let total = try? await clone.commitCount() else { return }
        state.withLock { $0.total = total }
    }
}
