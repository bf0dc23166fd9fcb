import HTTPTypes
import Synchronization

/// What the server counts about itself, for `/metrics`.
final class Metrics: Sendable {
    struct Answered: Hashable, Sendable {
        let route: String
        let method: String
        let status: Int
    }

    /// How many answers of a route took at most so long.
    struct Durations: Sendable {
        static let limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
        /// One for each limit, and one for everything above.
        fileprivate(set) var counts = [Int](repeating: 0, count: limits.count + 1)
        fileprivate(set) var sum = 0.0
    }

    struct State: Sendable {
        fileprivate(set) var answered: [Answered: Int] = [:]
        fileprivate(set) var durations: [String: Durations] = [:]
        /// By how they ended: "finished", "failed".
        fileprivate(set) var imports: [String: Int] = [:]
        fileprivate(set) var importedCommits = 0
        /// Webhooks, by what became of them: "stored", "known", "refused", "full".
        fileprivate(set) var hooks: [String: Int] = [:]
        /// Webhooks that this process read, by whether they could be: "done", "failed".
        fileprivate(set) var drained: [String: Int] = [:]
    }

    private let state = Mutex(State())

    var current: State { state.withLock { $0 } }

    /// - Parameter route: its pattern, so that there are as many series as routes.
    func count(_ route: String, _ method: HTTPRequest.Method, _ status: HTTPResponse.Status, _ duration: Duration) {
        let answered = Answered(route: route, method: Self.known(method), status: status.code)
        let seconds = duration / .seconds(1)
        let place = Durations.limits.firstIndex { seconds <= $0 } ?? Durations.limits.count
        state.withLock { state in
            state.answered[answered, default: 0] += 1
            state.durations[route, default: Durations()].counts[place] += 1
            state.durations[route, default: Durations()].sum += seconds
        }
    }

    func countImport(_ end: String, commits: Int) {
        state.withLock { state in
            state.imports[end, default: 0] += 1
            state.importedCommits += commits
        }
    }

    func countHook(_ end: String) { state.withLock { $0.hooks[end, default: 0] += 1 } }

    func countDrained(done: Int, failed: Int) {
        state.withLock { state in
            state.drained["done", default: 0] += done
            state.drained["failed", default: 0] += failed
        }
    }

    // A stranger may invent methods, each of which would be kept for ever.
    private static func known(_ method: HTTPRequest.Method) -> String {
        let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]
        return methods.contains(method) ? method.rawValue : "other"
    }
}
