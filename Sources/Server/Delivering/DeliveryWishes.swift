import Features
import Synchronization

/// What pages and answers asked to have measured of deliveries, each once.
final class DeliveryWishes: Sendable {
    private struct State {
        var open: Set<DeliveryChoice> = []
        /// When it last went wrong.
        var failed: [DeliveryChoice: ContinuousClock.Instant] = [:]
    }

    /// Addresses that name no team must not fill the memory.
    private static let capacity = 500
    /// What went wrong is not tried again for so long, however often somebody loads the page.
    private static let pause = Duration.seconds(60)

    private let state = Mutex(State())

    /// Costs nothing where the same was asked for already.
    func ask(_ choice: DeliveryChoice) {
        state.withLock { state in
            if state.open.count < Self.capacity { state.open.insert(choice) }
        }
    }

    /// Takes what was asked for, in an order that depends on nothing.
    func take() -> [DeliveryChoice] {
        state.withLock { state in
            let due = state.open.filter { choice in
                state.failed[choice].map { ContinuousClock.now - $0 >= Self.pause } ?? true
            }
            state.open = []
            return due.sorted { $0.key < $1.key }
        }
    }

    func fail(_ choice: DeliveryChoice) {
        state.withLock { state in
            if state.failed.count >= Self.capacity { state.failed = [:] }
            state.failed[choice] = .now
        }
    }

    func hasFailed(_ choice: DeliveryChoice) -> Bool {
        state.withLock { state in
            state.failed[choice].map { ContinuousClock.now - $0 < Self.pause } ?? false
        }
    }
}
