import Features
import Foundation
import Logging
import Records
import ServiceLifecycle
import Store

/// Measures what pages asked for, one after the other, and tells those that wait.
///
/// What is stored by then is not measured again: another process on the same database may have been quicker.
package struct MeasuringService: Service {
    private let measurer: Measurer
    private let server: TuttiServer
    private let logger: Logger

    package init(server: TuttiServer, mirrors: String, logger: Logger) {
        self.server = server
        self.logger = logger
        measurer = Measurer(database: server.services.database, mirrors: mirrors, now: server.services.now)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            for await wish in server.queue.wishes {
                do {
                    try await serve(wish)
                    server.queue.end(wish)
                } catch is CancellationError {
                    return
                } catch {
                    server.queue.end(wish, failed: true)
                    await server.services.publish(.notMeasured(wish.scope, in: wish.repository))
                    logger.warning("measuring failed", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    private func serve(_ wish: MeasuringQueue.Wish) async throws {
        let database = server.services.database
        guard let repository = try await database.read({ try $0.repository(wish.repository) }) else { return }
        if try await !database.read({ try $0.isMeasured(wish.scope, of: repository) }) {
            await server.services.publish(.measuring(wish.scope, in: wish.repository))
            try await measurer.run(wish.repository, wish.scope)
        }
        await server.services.publish(.measured(wish.scope, in: wish.repository))
    }
}
