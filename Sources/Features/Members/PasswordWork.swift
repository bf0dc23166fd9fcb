import NIOPosix

/// Where passwords are hashed: one thread beside those that answer, so that many sign-ins at once delay each other and
/// nobody else.
package final class PasswordWork: Sendable {
    private let pool = NIOThreadPool(numberOfThreads: 1)
    private let waiting = Waiting(limit: 64)

    package init() { pool.start() }

    deinit { pool.shutdownGracefully { _ in } }

    /// - Throws: a problem of status 503 when too many wait already, or what `body` throws.
    package func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        guard await waiting.enter() else {
            throw Problem.unavailable("Too many people sign in at this moment. Try again in a few seconds.")
        }
        do {
            let result = try await pool.runIfActive(body)
            await waiting.leave()
            return result
        } catch {
            await waiting.leave()
            throw error
        }
    }

    private actor Waiting {
        private let limit: Int
        private var count = 0

        init(limit: Int) { self.limit = limit }

        func enter() -> Bool {
            guard count < limit else { return false }
            count += 1
            return true
        }

        func leave() { count -= 1 }
    }
}
