import Features
import Foundation
import Logging
import ServiceLifecycle
import Store

/// Removes once a day what is too old, beside the web server. Of several processes on one database one does it.
package struct RetentionService: Service {
    private let services: Services
    private let logger: Logger
    private let pause: Duration

    /// - Parameter pause: between two looks whether a day has passed.
    package init(_ services: Services, pause: Duration = .seconds(900), logger: Logger) {
        self.services = services
        self.logger = logger
        self.pause = pause
    }

    package func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                await self.look()
                try await Task.sleep(for: self.pause)
            }
        }
    }

    func look() async {
        let now = Int64(services.now().timeIntervalSince1970)
        do {
            let removed = try await services.database.claiming("retention") {
                try await services.database.write { db -> Int? in
                    let last = try db.retentionRuns(limit: 1).first?.ranAt
                    guard last.map({ now - $0 >= 86_400 }) ?? true else { return nil }
                    return try db.removeOld(by: .retention, at: now).lines.reduce(0) { $0 + $1.removed }
                }
            }
            if let removed, let removed, removed > 0 {
                logger.info("what was too old is removed", metadata: ["rows": "\(removed)"])
            }
        } catch is CancellationError {
            return
        } catch {
            logger.warning("what is too old could not be removed", metadata: ["error": "\(error)"])
        }
    }
}
