import Features
import Foundation
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Reads connected sources, each in its own turn, beside the web server. Several processes share the work.
///
/// A class for what it remembers of webhooks, behind a lock.
package final class SyncService: Service {
    private let syncer: SourceSyncer
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var running: Set<SourceConnection.ID> = []
        /// The first webhook since the last reading, and the last of all; seconds since 1970.
        var heardFirst: [SourceConnection.ID: Int64] = [:]
        var heardLast: [SourceConnection.ID: Int64] = [:]
    }

    /// How often it looks whether something is due.
    private static let turn = Duration.seconds(5)
    /// Sources that are read at once.
    private static let most = 4
    /// So long after a webhook what it did not tell is asked for.
    private static let quiet: Int64 = 60
    /// So long a webhook counts as a sign that the next will come too.
    private static let memory: Int64 = 86_400

    package init(_ syncer: SourceSyncer, logger: Logger) { (self.syncer, self.logger) = (syncer, logger) }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await self.listen(Inbox.channel) { self.hear($0) } }
                group.addTask { try await self.listen(SourceSync.channel) { _ in tick.yield() } }
                group.addTask {
                    while true {
                        tick.yield()
                        try await Task.sleep(for: Self.turn)
                    }
                }
                for await _ in ticks {
                    for (id, seen) in await self.due() where self.begin(id) {
                        group.addTask { await self.sync(id, seen) }
                    }
                }
                throw CancellationError()
            }
        }
    }

    private func listen(_ channel: String, _ body: @escaping @Sendable (String) -> Void) async throws {
        while !Task.isCancelled {
            do {
                for await payload in try await syncer.database.notifications(on: channel) where !payload.isEmpty {
                    body(payload)
                }
            } catch { logger.warning("news of sources cannot be heard", metadata: ["error": "\(error)"]) }
            try await Task.sleep(for: Self.turn)
        }
    }

    private func hear(_ id: SourceConnection.ID) {
        let now = time
        state.withLock { state in
            state.heardLast[id] = now
            if state.heardFirst[id] == nil { state.heardFirst[id] = now }
        }
    }

    /// What is to be read now.
    private func due() async -> [(SourceConnection.ID, SourceSync)] {
        let now = time
        let heard = state.withLock { $0.heardFirst }
        let found = try? await syncer.database.read { db in
            try db.sourceConnections().filter { SourceSyncer.isAsked($0.kind) }.compactMap {
                connection -> (SourceConnection.ID, SourceSync)? in
                guard connection.state == .active || connection.state == .failing else { return nil }
                let sync = try db.sourceSync(of: connection.id)
                if sync.nextAt <= now { return (connection.id, sync) }
                guard connection.state == .active, let first = heard[connection.id] else { return nil }
                // Another process may have read it since.
                return now - first >= Self.quiet && first > sync.begunAt ?? 0 ? (connection.id, sync) : nil
            }
        }
        return found ?? []
    }

    private func begin(_ id: SourceConnection.ID) -> Bool {
        state.withLock { state in
            guard state.running.count < Self.most, state.running.insert(id).inserted else { return false }
            state.heardFirst[id] = nil
            return true
        }
    }

    private func sync(_ id: SourceConnection.ID, _ seen: SourceSync) async {
        defer { state.withLock { _ = $0.running.remove(id) } }
        let hears = state.withLock { $0.heardLast[id].map { time - $0 < Self.memory } ?? false }
        do { try await syncer.sync(id, seen: seen, hears: hears) } catch is CancellationError { return } catch {
            logger.warning("a source could not be read", metadata: ["source": "\(id)", "error": "\(error)"])
            // What went wrong here is no fault of the tool; it is tried again all the same, and not at once.
            try? await Task.sleep(for: .seconds(30))
        }
    }

    private var time: Int64 { Int64(syncer.tools.now().timeIntervalSince1970) }
}
