import Features
import Records
import Synchronization

/// What pages and answers asked to have measured: in the order of asking, each once.
final class MeasuringQueue: Sendable {
    struct Wish: Hashable, Sendable {
        let repository: Repository.ID
        let scope: Scope
    }

    private struct State {
        /// Asked for and not done yet.
        var open: Set<Wish> = []
        /// When it last went wrong.
        var failed: [Wish: ContinuousClock.Instant] = [:]
    }

    /// Wishes that may wait; a page that finds the queue full asks again when it is loaded again.
    private static let capacity = 200
    /// What went wrong is not tried again for so long, however often somebody loads the page.
    private static let pause = Duration.seconds(60)

    let wishes: AsyncStream<Wish>
    private let continuation: AsyncStream<Wish>.Continuation
    private let state = Mutex(State())

    init() {
        (wishes, continuation) = AsyncStream.makeStream(of: Wish.self)
    }

    /// Costs nothing where the same was asked for already.
    func ask(_ repository: Repository.ID, _ scope: Scope) {
        let wish = Wish(repository: repository, scope: scope)
        let isNew = state.withLock { state in
            if let failed = state.failed[wish], ContinuousClock.now - failed < Self.pause { return false }
            return state.open.count < Self.capacity && state.open.insert(wish).inserted
        }
        if isNew { continuation.yield(wish) }
    }

    func end(_ wish: Wish, failed: Bool = false) {
        state.withLock { state in
            if state.failed.count >= Self.capacity { state.failed = [:] }
            state.failed[wish] = failed ? .now : nil
            state.open.remove(wish)
        }
    }
}
