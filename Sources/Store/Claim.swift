/// The right to do something that only one process at a time may do: an import, a measuring, a clean-up.
///
/// It is held by a connection of PostgreSQL, or by a lock on a file beside that of SQLite, so that it ends with the process
/// that holds it, however that ends. It guards against work done twice; what is written must stay right without it, because
/// a connection may break and somebody else may begin.
package protocol Claim: Sendable {
    /// Whether it is still ours: a connection that broke took it along.
    func isHeld() async -> Bool

    /// Lets the next one have it.
    func release() async
}

extension Database {
    /// Does what only one process at a time may do on this database.
    ///
    /// - Parameter name: what is done, and with what: `import /srv/payments`.
    /// - Returns: nil, with nothing done, where another is at it.
    /// - Throws: what `body` throws, which is cancelled when the claim is lost.
    package func claiming<Result: Sendable>(
        _ name: String, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result? {
        guard let claim = try await claim(name) else { return nil }
        do {
            let result = try await guarded(claim, body)
            await claim.release()
            return result
        } catch {
            await claim.release()
            throw error
        }
    }

    private func guarded<Result: Sendable>(
        _ claim: any Claim, _ body: @escaping @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while await claim.isHeld() { try await Task.sleep(for: .seconds(5)) }
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let result = first else { throw CancellationError() }
            return result
        }
    }
}
