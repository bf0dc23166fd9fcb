import Features
import Logging
import ServiceLifecycle
import Store

/// Has connections write what they were let write, beside the web server. Of several processes one does it at a time.
package struct WriteBackService: Service {
    private let runner: WriteBackRunner
    private let logger: Logger
    private let pause: Duration

    /// - Parameter pause: between two turns.
    package init(_ runner: WriteBackRunner, pause: Duration = .seconds(120), logger: Logger) {
        (self.runner, self.pause, self.logger) = (runner, pause, logger)
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                await self.turn()
                try await Task.sleep(for: self.pause)
            }
        }
    }

    func turn() async {
        let found = try? await runner.database.read { db in
            try db.sourceConnections().filter { $0.state == .active && $0.writeBack != nil }.map(\.id)
        }
        for id in found ?? [] {
            do { _ = try await runner.run(id) } catch is CancellationError { return } catch {
                logger.warning(
                    "nothing could be written at a code host", metadata: ["source": "\(id)", "error": "\(error)"])
            }
        }
    }
}
