import Features
import Foundation
import Logging
import ServiceLifecycle
import Store

/// Writes down, beside the web server, what was taken on for each sprint as soon as its planning has ended: trackers forget
/// it. Of several processes on one database one does it.
package struct PlanningService: Service {
    private let services: Services
    private let logger: Logger
    private let pause: Duration

    /// - Parameter pause: before each look. The first waits too, so that sources are asked before for what they told meanwhile.
    package init(_ services: Services, pause: Duration = .seconds(60), logger: Logger) {
        self.services = services
        self.logger = logger
        self.pause = pause
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: self.pause)
                await self.look()
            }
        }
    }

    func look() async {
        let now = Int64(services.now().timeIntervalSince1970)
        do {
            // Looks before it writes: most times no sprint begins.
            guard try await services.database.read({ try $0.hasSprintsToFreeze(at: now) }) else { return }
            let written = try await services.database.claiming("sprint plans") {
                try await services.database.write { try $0.freezeSprints(at: now) }
            }
            if let written, written > 0 {
                logger.info("what was planned for sprints is written down", metadata: ["sprints": "\(written)"])
            }
        } catch is CancellationError {
            return
        } catch {
            logger.warning("what was planned could not be written down", metadata: ["error": "\(error)"])
        }
    }
}
