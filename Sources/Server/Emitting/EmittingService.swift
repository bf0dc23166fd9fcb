import Features
import Foundation
import Logging
import ServiceLifecycle
import Store
import Synchronization

/// Sends events to endpoints beside the web server: as soon as one is written down, and every few seconds those that are due
/// again. Several processes share the endpoints.
///
/// A class for what it remembers of endpoints that it is at, behind a lock: one that does not answer keeps no other waiting.
package final class EmittingService: Service {
    private let sender: WebhookSender
    private let pause: Duration
    private let logger: Logger
    private let running = Mutex<Set<WebhookEndpoint.ID>>([])

    /// - Parameter pause: between two looks at what is due, where nothing is announced.
    package init(_ sender: WebhookSender, pause: Duration = .seconds(5), logger: Logger) {
        (self.sender, self.pause, self.logger) = (sender, pause, logger)
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            let (ticks, tick) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await self.listen { tick.yield() } }
                group.addTask {
                    while true {
                        tick.yield()
                        try await Task.sleep(for: self.pause)
                    }
                }
                for await _ in ticks {
                    for endpoint in await self.due() where self.begin(endpoint) {
                        group.addTask {
                            let isSent = await self.send(to: endpoint)
                            self.end(endpoint)
                            // Something may have been written down while the last look was taken.
                            if isSent { tick.yield() }
                        }
                    }
                }
                throw CancellationError()
            }
        }
    }

    private func listen(_ body: @escaping @Sendable () -> Void) async throws {
        while !Task.isCancelled {
            do {
                for await _ in try await sender.database.notifications(on: Outbox.channel) { body() }
            } catch { logger.warning("news of the outbox cannot be heard", metadata: ["error": "\(error)"]) }
            try await Task.sleep(for: pause)
        }
    }

    private func due() async -> [WebhookEndpoint.ID] {
        let now = sender.milliseconds
        do { return try await sender.database.read { try $0.dueEndpoints(at: now) } } catch {
            if !(error is CancellationError) {
                logger.warning("the outbox could not be read", metadata: ["error": "\(error)"])
            }
            return []
        }
    }

    private func begin(_ endpoint: WebhookEndpoint.ID) -> Bool { running.withLock { $0.insert(endpoint).inserted } }

    private func end(_ endpoint: WebhookEndpoint.ID) { running.withLock { _ = $0.remove(endpoint) } }

    /// - Returns: whether anything was sent.
    private func send(to endpoint: WebhookEndpoint.ID) async -> Bool {
        do { return try await sender.run(endpoint) ?? 0 > 0 } catch {
            if !(error is CancellationError) {
                logger.warning(
                    "webhooks could not be sent", metadata: ["endpoint": "\(endpoint)", "error": "\(error)"])
            }
            return false
        }
    }
}
