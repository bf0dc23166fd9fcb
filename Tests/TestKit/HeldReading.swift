import Foundation
import Store

extension Database {
    /// Runs `body` while a transaction is open that reads, as that of a backup is, and returns when both are through.
    package func reading(while body: () async throws -> Void) async throws {
        let (begun, told) = AsyncStream.makeStream(of: Void.self)
        let gate = DispatchSemaphore(value: 0)
        let reading = Task {
            defer { told.finish() }
            try await read { db in
                _ = try db.value("SELECT count(*) FROM member", as: Int.self)
                told.yield()
                gate.wait()
            }
        }
        for await _ in begun { break }
        do { try await body() } catch {
            gate.signal()
            throw error
        }
        gate.signal()
        try await reading.value
    }
}
